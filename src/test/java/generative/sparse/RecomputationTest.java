package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecomputationTest {

    private static final Architecture SIZES = SmallNets.sizes(3, HeadPatterns.strided(3, HeadPatterns.Way.MERGED));

    private static ResidualBlock block() {
        ResidualBlock block = new ResidualBlock(SIZES, 0, .4, Randoms.of(1));
        block.parameters().forEach(Parameter::toDouble);
        return block;
    }

    /// With dropout: the masks of the second time are those of the first.
    @Test void sameOutputAndGradientsAsTheLayerItself() {
        ResidualBlock plain = block(), twice = block();
        Matrix x = Randoms.gaussian(24, 4, 1, Randoms.of(2)).inDouble(), dy = Randoms.gaussian(24, 4, 1, Randoms.of(3)).inDouble();
        Pass kept = plain.forward(x, Randoms.of(Randoms.of(5).nextLong())), again = new Recomputation(twice).forward(x, Randoms.of(5));
        assertThat(again.output().minus(kept.output()).elementMaxAbs()).isZero();
        assertThat(kept.output().minus(plain.forward(x).output()).elementMaxAbs()).as("dropout drops nothing").isPositive();
        assertThat(again.backward(dy).minus(kept.backward(dy)).elementMaxAbs()).isZero();
        List<Parameter> a = plain.parameters(), b = twice.parameters();
        for (int i = 0; i < a.size(); i++) assertThat(b.get(i).gradient().minus(a.get(i).gradient()).elementMaxAbs()).isZero();
    }

    @Test void inEvaluationNothingIsRandom() {
        ResidualBlock block = block();
        Matrix x = Randoms.gaussian(12, 4, 1, Randoms.of(2)).inDouble();
        assertThat(new Recomputation(block).forward(x).output().minus(block.forward(x).output()).elementMaxAbs()).isZero();
    }

    @Test void gradients() {
        Recomputation layer = new Recomputation(block());
        GradientCheck.of(x -> layer.forward(x, Randoms.of(5)), layer.parameters(), Randoms.gaussian(12, 4, 1, Randoms.of(2)));
    }
}
