package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private static final Architecture SIZES = Architecture.of(2, List.of(3, 1), 1, 4, 2, HeadPatterns.dense());

    /// Each of the eight sequences comes as often as the model says.
    @Test void samplesFollowTheModel() {
        SparseTransformer model = SmallNets.model(SIZES, 0, false);
        Matrix samples = new Sampler(model, 1).sample(4000, Randoms.of(5));
        for (int s = 0; s < 8; s++) {
            Matrix x = Matrix.row(s & 1, s >> 1 & 1, s >> 2);
            int count = 0;
            for (int b = 0; b < 4000; b++) if (samples.rows(b, b + 1).minus(x).elementMaxAbs() == 0) count++;
            double p = Math.exp(model.logLikelihoods(x)[0]);
            assertThat(count / 4000.0).as("sequence %d", s).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / 4000)));
        }
    }

    @Test void theBeginningStays() {
        SparseTransformer model = SmallNets.model(SIZES, 0, false);
        Matrix x = Matrix.of(new double[][] {{1, 0, 1}, {0, 1, 1}}), y = new Sampler(model, 1).complete(x, 2, Randoms.of(1));
        assertThat(y.cols(0, 2).minus(x.cols(0, 2)).elementMaxAbs()).isZero();
        assertThat(new Sampler(model, 1).complete(x, 3, Randoms.of(1)).minus(x).elementMaxAbs()).isZero();
    }

    @Test void nearTemperatureZeroTheLikeliestTokenIsTaken() {
        SparseTransformer model = SmallNets.model(SIZES, 0, false);
        Matrix y = new Sampler(model, 1e-6).sample(5, Randoms.of(1));
        for (int b = 0; b < 5; b++) {
            Matrix logits = model.forward(y.rows(b, b + 1)).output();
            for (int i = 0; i < 3; i++) assertThat(y.get(b, i)).isEqualTo(logits.get(i, 0) > logits.get(i, 1) ? 0 : 1);
        }
    }

    /// Odds of 9 : 1 are 3 : 1 at T = 2.
    @Test void temperatureTwoTakesTheRootOfTheOdds() {
        RandomGenerator random = Randoms.of(1);
        int count = 0;
        for (int n = 0; n < 4000; n++) count += Sampler.draw(Matrix.row(0, Math.log(9)), 0, 2, random);
        assertThat(count / 4000.0).isCloseTo(.75, within(4 * Math.sqrt(.75 * .25 / 4000)));
    }

    @Test void nothingIsDrawnFromWhatIsNotFinite() {
        for (Matrix logits : List.of(Matrix.row(Double.NaN, 1, 5), Matrix.row(0, 1, Double.NaN), Matrix.row(0, Double.POSITIVE_INFINITY)))
            assertThatThrownBy(() -> Sampler.draw(logits, 0, 1, Randoms.of(1))).isInstanceOf(UserException.class).hasMessage(
                    "The model answers with numbers that are not finite, so nothing can be drawn from it: its training has diverged; "
                            + "take an earlier checkpoint or train with a smaller learning rate.");
        assertThat(Sampler.draw(Matrix.row(Double.NEGATIVE_INFINITY, 0), 0, 1, Randoms.of(1))).as("ruled out").isEqualTo(1);
    }

    @Test void sameSeedSameSamples() {
        Sampler sampler = new Sampler(SmallNets.model(SIZES, 0, false), 1);
        assertThat(sampler.sample(50, Randoms.of(3)).minus(sampler.sample(50, Randoms.of(3))).elementMaxAbs()).isZero();
    }

    @Test void whatDoesNotFitIsNamed() {
        SparseTransformer model = SmallNets.model(SIZES, 0, false);
        assertThatThrownBy(() -> new Sampler(model, 0)).hasMessage("the temperature must be above 0, got 0.0");
        assertThatThrownBy(() -> new Sampler(model, 1).complete(Matrix.zeros(1, 4), 2, Randoms.of(1)))
                .hasMessage("of sequences 1×4, 2 tokens cannot be given to a model of 3 positions");
        assertThatThrownBy(() -> new Sampler(model, 1).complete(Matrix.zeros(1, 3), new boolean[2], Randoms.of(1)))
                .hasMessage("of sequences 1×3, known at 2 places, a model of 3 positions cannot complete anything");
    }
}
