package generative.pretraining;

import static generative.pretraining.RbmTest.PRINTED;
import static generative.pretraining.RbmTest.bits;
import static generative.pretraining.RbmTest.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PseudoLikelihoodTest {

    @Test void asPrinted() {
        assertThat(PseudoLikelihood.exact(worked(), bits("101"))).isCloseTo(-1.7650593918, PRINTED);
    }

    @Test void isTheProductOfTheConditionals() {
        Rbm rbm = worked();
        double sum = 0, p = Math.exp(-rbm.freeEnergy(bits("101")).get(0));
        for (String other : new String[] {"001", "111", "100"}) sum += Math.log(p / (p + Math.exp(-rbm.freeEnergy(bits(other)).get(0))));
        assertThat(PseudoLikelihood.exact(rbm, bits("101"))).isCloseTo(sum, within(1e-13));
    }

    @Test void theEstimateIsRightOnAverage() {
        Matrix many = bits("101").selectRows(IntStream.generate(() -> 0).limit(20_000).toArray());
        assertThat(PseudoLikelihood.estimate(worked(), many, Randoms.of(1))).isCloseTo(-1.7650593918, within(.02));
    }

    @Test void onlyBitsCanBeFlipped() {
        assertThatThrownBy(() -> PseudoLikelihood.exact(worked(VisibleUnits.GAUSSIAN), bits("101")))
                .hasMessage("a flipped bit needs bits, not real numbers");
    }
}
