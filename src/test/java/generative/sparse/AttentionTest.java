package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Initialiser;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttentionTest {

    private static Attention attention(int N, AttentionPattern... heads) {
        Initialiser normal = Initialiser.gaussian(.3);
        return new Attention(4 * heads.length, 2 * heads.length, List.of(heads), N, normal, normal, Randoms.of(1));
    }

    static Stream<AttentionPattern> patterns() {
        return AttentionPatternTest.patterns();
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void gradients(AttentionPattern pattern) {
        AttentionPattern sighted = AttentionPattern.merged(pattern, AttentionPattern.self());
        GradientCheck.of(attention(6, sighted, AttentionPattern.dense()), Randoms.gaussian(12, 8, 1, Randoms.of(2)));
    }

    /// The textbook's way: all scores, a mask, a softmax over whole rows.
    @ParameterizedTest
    @MethodSource("patterns")
    void sparseIsDenseUnderTheSameMask(AttentionPattern pattern) {
        AttentionPattern sighted = AttentionPattern.merged(pattern, AttentionPattern.self());
        Attention layer = attention(30, sighted);
        layer.parameters().forEach(Parameter::toDouble);
        Matrix x = Randoms.gaussian(30, 4, 1, Randoms.of(2)).inDouble();
        Matrix Wq = layer.parameters().get(0).value(), Wk = layer.parameters().get(2).value(), Wv = layer.parameters().get(4).value();
        Matrix Wp = layer.parameters().get(6).value();
        Matrix scores = x.mult(Wq).multTransB(x.mult(Wk)).divide(Math.sqrt(2));
        for (int i = 0; i < 30; i++)
            for (int j = 0; j < 30; j++)
                if (java.util.Arrays.binarySearch(sighted.keys(i, 30), j) < 0) scores.set(i, j, Double.NEGATIVE_INFINITY);
        Matrix textbook = scores.softmax().mult(x.mult(Wv)).mult(Wp);
        assertThat(layer.forward(x).output().minus(textbook).elementMaxAbs()).isLessThan(1e-6);
        assertThat(layer.weights(x).getFirst().minus(scores.softmax()).elementMaxAbs()).isLessThan(1e-12);
    }

    /// One head whose values are the inputs: a position that sees two equal keys takes the mean.
    @Test void workedExample() {
        Attention layer = attention(2, AttentionPattern.dense());
        for (Parameter p : layer.parameters()) p.value().zero();
        layer.parameters().get(4).set(Matrix.of(new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}}));
        layer.parameters().get(6).set(layer.parameters().get(4).value().scale(2));
        layer.parameters().get(7).set(Matrix.row(0, 0, 0, 10));
        Matrix y = layer.forward(Matrix.of(new double[][] {{1, 2, 3, 4}, {3, 2, 1, 0}})).output();
        assertThat(y.minus(Matrix.of(new double[][] {{2, 4, 6, 18}, {4, 4, 4, 14}})).elementMaxAbs()).isCloseTo(0, within(1e-5));
    }

    @Test void weightsAreThoseThatItUses() {
        Attention layer = attention(6, AttentionPattern.local(3));
        layer.parameters().forEach(Parameter::toDouble);
        Matrix x = Randoms.gaussian(6, 4, 1, Randoms.of(2)).inDouble(), p = layer.weights(x).getFirst();
        assertThatThrownBy(() -> layer.weights(Matrix.zeros(12, 4)))
                .hasMessage("weights are those of one sequence of 6 positions, not of 12×4");
        Matrix values = x.mult(layer.parameters().get(4).value()), Wp = layer.parameters().get(6).value();
        assertThat(p.mult(values).mult(Wp).minus(layer.forward(x).output()).elementMaxAbs()).isLessThan(1e-12);
    }

    @Test void whatDoesNotFitIsNamed() {
        Initialiser zeros = Initialiser.zeros();
        List<AttentionPattern> three = List.of(AttentionPattern.dense(), AttentionPattern.dense(), AttentionPattern.dense());
        assertThatThrownBy(() -> new Attention(4, 3, three, 2, zeros, zeros, Randoms.of(1)))
                .hasMessage("3 heads do not divide the widths 4 and 3");
        Attention layer = attention(6, AttentionPattern.dense());
        assertThatThrownBy(() -> layer.forward(Matrix.zeros(6, 5))).hasMessage("cannot multiply 6×5 by 4×2");
        Pass pass = layer.forward(Matrix.zeros(6, 4));
        assertThatThrownBy(() -> pass.learn(Matrix.zeros(5, 4))).hasMessage("the gradient is 5×4, but the output was 6×4");
    }
}
