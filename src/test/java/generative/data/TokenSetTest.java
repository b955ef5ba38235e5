package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Embedding;
import generative.nn.Initialiser;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenSetTest {

    private final TokenSet three = TokenSet.of("toys", 9, 2, 8, 0, 1, 2, 3, 4);

    @Test
    void sequencesStandOneAfterTheOther() {
        assertThat(three).hasToString("toys: 3 sequences of 2 tokens out of 9");
        assertThat(three.sequence(0)).containsExactly(8, 0);
        assertThat(three.sequence(2)).containsExactly(3, 4);
        assertThat(three.batch(2, 0, 2).toArray2()).isDeepEqualTo(new double[][] {{3, 4}, {8, 0}, {3, 4}});
        assertThat(three.rows(1, 3).sequence(1)).containsExactly(3, 4);
        assertThat(three.rows(1, 3).rows(1, 2).batch(0).toArray2()).isDeepEqualTo(new double[][] {{3, 4}});
        assertThat(three.rows(1, 1).size()).isZero();
    }

    /// One byte a token up to V = 256, two beyond; the highest token needs all their bits.
    @ParameterizedTest @ValueSource(ints = {1, 2, 256, 257, 512, 65536})
    void theHighestTokenComesBack(int V) {
        TokenSet set = TokenSet.of("ends", V, 1, V - 1, 0, V / 2);
        assertThat(set.batch(0, 1, 2).toArray2()).isDeepEqualTo(new double[][] {{V - 1}, {0}, {V / 2}});
        assertThat(set.rows(1, 3).sequence(1)).containsExactly(V / 2);
        assertThat(set.vocabulary()).isEqualTo(V);
    }

    /// Two pixels of red, green and blue: 0, 1/255, 1; ½, ¼, ¾.
    @Test
    void imagesAreRoundedToBytesInRasterOrder() {
        Matrix x = Matrix.row(0, 1 / 255.0, 1, .5, .25, .75);
        ImageSet images = new ImageSet("dots", x, new int[0], 1, 2, 3);
        TokenSet bytes = TokenSet.of(images);
        assertThat(bytes.sequence(0)).containsExactly(0, 1, 255, 128, 64, 191);
        assertThat(bytes.vocabulary()).isEqualTo(256);
        assertThat(bytes.length()).isEqualTo(6);
        assertThat(TokenSet.of(images, 2).sequence(0)).containsExactly(0, 0, 1, 1, 0, 1);
        assertThat(TokenSet.of(images, 512).sequence(0)).containsExactly(0, 2, 511, 256, 128, 383);
    }

    @Test
    void everyByteOfAnImageComesBack() {
        ImageSet digits = SyntheticDigits.generate(2, 1);
        Matrix back = TokenSet.of(digits).batch(0, 1).divide(255);
        assertThat(back.minus(digits.x()).elementMaxAbs()).isLessThan(.5 / 255 + 1e-6);
        assertThat(TokenSet.of(new ImageSet("again", back, new int[0], 28, 28, 1)).batch(0, 1)
                .isIdentical(back.scale(255), 1e-4)).isTrue();
    }

    @Test
    void soundsBecomeLevels() {
        SoundSet sounds = new SoundSet("beeps", Matrix.of(new double[][] {{0, 1}, {-1, .5}}), new int[0], 8000);
        TokenSet tokens = TokenSet.of(sounds);
        assertThat(tokens.batch(0, 1).toArray2()).isDeepEqualTo(new double[][] {{128, 255}, {0, 239}});
        assertThat(tokens).hasToString("beeps: 2 sequences of 2 tokens out of 256");
    }

    @Test
    void anEpochOfBatchesHasEverySequenceOnce() {
        TokenSet set = TokenSet.of("numbers", 12, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        LongFunction<Matrix> batches = set.batches(4, 5), again = set.batches(4, 5);
        double[] epoch = new double[12];
        for (int step = 0; step < 3; step++) for (int b = 0; b < 4; b++) epoch[4 * step + b] = batches.apply(step).get(b);
        assertThat(epoch).isNotEqualTo(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
        assertThat(Arrays.stream(epoch).sorted().toArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(again.apply(7).isIdentical(batches.apply(7), 0)).as("step 7 by itself").isTrue();
        assertThatThrownBy(() -> set.batches(13, 5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch of 13 cannot be drawn from 12 examples");
    }

    /// 300 draws among 8 windows: each 37 times, give or take 6.
    @Test
    void windowsAreDrawnAtRandomPlaces() {
        TokenSet windows = Text.of("letters", "abcdefghij").windows(3);
        LongFunction<Matrix> batches = windows.batches(3, 7);
        int[] count = new int[8];
        for (int step = 0; step < 100; step++) {
            Matrix batch = batches.apply(step);
            for (int b = 0; b < 3; b++) {
                assertThat(batch.get(b, 2) - batch.get(b, 0)).as("a window").isEqualTo(2);
                count[(int) batch.get(b, 0) - 'a']++;
            }
        }
        for (int c : count) assertThat(c).isBetween(15, 60);
        assertThat(windows.batches(3, 7).apply(42).isIdentical(batches.apply(42), 0)).isTrue();
        assertThat(windows.batches(3, 8).apply(42).isIdentical(batches.apply(42), 0)).isFalse();
        assertThat(windows.batches(20, 1).apply(0).numRows()).as("more than there are windows").isEqualTo(20);
        assertThatThrownBy(() -> windows.batches(0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch has 1 sequence or more, got 0");
    }

    @Test
    void aBatchIsWhatAnEmbeddingTakes() {
        Set<Integer> seen = new HashSet<>();
        Matrix batch = three.batch(0, 2);
        Matrix y = new Embedding(9, 4, Initialiser.gaussian(1), Randoms.of(1)).forward(batch).output();
        assertThat(y.shape()).isEqualTo("4×4");
        for (int i : three.sequence(0)) seen.add(i);
        assertThat(seen).containsExactlyInAnyOrder(8, 0);
    }

    @Test
    void whatCannotBeIsNamed() {
        refused(() -> TokenSet.of("bad", 3, 2, 0, 1, 2, 3), "the token at place 1 of sequence 1 is 3, but there are 3");
        refused(() -> TokenSet.of("bad", 3, 2, -1, 1), "the token at place 0 of sequence 0 is -1, but there are 3");
        refused(() -> TokenSet.of("bad", 3, 2, 0, 1, 2), "3 tokens are no sequences of 2");
        refused(() -> TokenSet.of("bad", 3, 0, 0, 1, 2), "3 tokens are no sequences of 0");
        refused(() -> TokenSet.of("bad", 0, 1, 0), "there may be 1 to 65536 tokens, got 0");
        refused(() -> TokenSet.of("bad", 65537, 1, 0), "there may be 1 to 65536 tokens, got 65537");
        assertThatThrownBy(() -> three.batch(3)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Index 3 out of bounds for length 3");
        assertThatThrownBy(() -> three.sequence(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> three.rows(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).isNotInstanceOf(UserException.class)
                .hasMessage(message);
    }
}
