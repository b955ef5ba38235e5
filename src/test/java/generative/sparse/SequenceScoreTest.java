package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.data.TokenSet;
import generative.math.Randoms;
import org.junit.jupiter.api.Test;

class SequenceScoreTest {

    @Test void anUntrainedModelNeedsEightBitsForEveryByte() {
        Architecture sizes = SmallNets.sizes(256, HeadPatterns.dense());
        TokenSet set = TokenSet.of("bytes", 256, 12, Randoms.of(1).ints(60, 0, 256).toArray());
        SequenceScore score = SequenceScore.of(new SparseTransformer(sizes, 0, false, Randoms.of(1)), set, 2);
        assertThat(score.bits()).isCloseTo(8, within(1e-6));
        assertThat(score.perplexity()).isCloseTo(256, within(1e-3));
        assertThat(score.standardError()).isCloseTo(0, within(1e-6));
        assertThat(score).hasToString("5.5452 ± 0.0000 nats = 8.0000 bits a token, perplexity 256.00 (5 sequences)");
    }

    /// The mean over sequences, however many go through the model at once, and its error.
    @Test void meanAndErrorOverSequences() {
        Architecture sizes = SmallNets.sizes(3, HeadPatterns.dense());
        SparseTransformer model = SmallNets.model(sizes, 0, false);
        TokenSet set = TokenSet.of("tokens", 3, 12, Randoms.of(1).ints(36, 0, 3).toArray());
        double[] logs = model.logLikelihoods(set.batch(0, 1, 2));
        double a = -logs[0] / 12, b = -logs[1] / 12, c = -logs[2] / 12, mean = (a + b + c) / 3;
        double variance = ((a - mean) * (a - mean) + (b - mean) * (b - mean) + (c - mean) * (c - mean)) / 2;
        for (int atOnce : new int[] {1, 2, 5}) {
            SequenceScore score = SequenceScore.of(model, set, atOnce);
            assertThat(score.nats()).isCloseTo(mean, within(1e-6));
            assertThat(score.standardError()).isCloseTo(Math.sqrt(variance / 3), within(1e-6));
            assertThat(score.sequences()).isEqualTo(3);
        }
        assertThatThrownBy(() -> SequenceScore.of(model, set, 0)).hasMessage("1 sequence or more goes through the model at once, got 0");
    }
}
