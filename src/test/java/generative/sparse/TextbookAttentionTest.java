package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Connections;
import generative.math.DotProductAttention;
import generative.math.DotProductAttention.Gradients;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextbookAttentionTest {

    private static Matrix random(int rows, int columns, long seed) {
        return Randoms.gaussian(rows, columns, 1, Randoms.of(seed)).inDouble();
    }

    /// Scores 0 and ln 3 for the second of two positions: weights 1 : 3 on values 4 and 8.
    @Test void workedExample() {
        Matrix q = Matrix.of(new double[][] {{5}, {Math.log(3)}}).inDouble(), k = Matrix.of(new double[][] {{0}, {1}}).inDouble();
        Matrix v = Matrix.of(new double[][] {{4}, {8}}).inDouble();
        TextbookAttention.Attended attended = new TextbookAttention(List.of(AttentionPattern.dense().connections(2)))
                .attend(q, k, v);
        assertThat(attended.output().get(0)).isEqualTo(4);
        assertThat(attended.output().get(1)).isCloseTo(7, within(1e-6));
        Matrix P = attended.probabilities().getFirst();
        assertThat(List.of(P.get(0, 0), P.get(0, 1))).containsExactly(1.0, 0.0);
        assertThat(P.get(1, 1)).isCloseTo(.75, within(1e-7));
    }

    static Stream<AttentionPattern> patterns() {
        return AttentionPatternTest.patterns();
    }

    /// By matrices and masks, or by lists of keys: the same output and the same gradients.
    @ParameterizedTest
    @MethodSource("patterns")
    void itIsWhatAttentionByConnectionsIs(AttentionPattern pattern) {
        int N = 31;
        List<Connections> heads = List.of(pattern.connections(N), AttentionPattern.local(4).connections(N));
        Matrix q = random(N, 6, 1), k = random(N, 6, 2), v = random(N, 10, 3), dO = random(N, 10, 4);
        TextbookAttention textbook = new TextbookAttention(heads);
        DotProductAttention ours = new DotProductAttention(heads);
        var mine = textbook.attend(q, k, v);
        var other = ours.attend(q, k, v);
        assertThat(mine.output().minus(other.output()).elementMaxAbs()).isLessThan(1e-12);
        Gradients a = textbook.backward(q, k, v, mine, dO), b = ours.backward(q, k, v, other, dO);
        assertThat(a.dq().minus(b.dq()).elementMaxAbs()).isLessThan(1e-12);
        assertThat(a.dk().minus(b.dk()).elementMaxAbs()).isLessThan(1e-12);
        assertThat(a.dv().minus(b.dv()).elementMaxAbs()).isLessThan(1e-12);
        assertThat(mine.probabilities()).hasSize(2).allMatch(P -> P.numRows() == N && P.numCols() == N);
    }

    /// In floats the mask must not swallow the scores.
    @Test void inFloatsToo() {
        List<Connections> heads = List.of(AttentionPattern.everyLth(5).connections(33));
        Matrix q = random(33, 4, 1).inFloat(), k = random(33, 4, 2).inFloat(), v = random(33, 4, 3).inFloat();
        assertThat(new TextbookAttention(heads).attend(q, k, v).output()
                .minus(new DotProductAttention(heads).attend(q, k, v).output()).elementMaxAbs())
                .isLessThan(1e-5);
    }

    @Test void aQueryThatSeesNothingGetsZero() {
        AttentionPattern others = (i, N) -> i == 1 ? new int[] {0} : new int[0];
        Matrix x = random(3, 2, 1);
        TextbookAttention attention = new TextbookAttention(List.of(others.connections(3)));
        TextbookAttention.Attended attended = attention.attend(x, x, x);
        assertThat(attended.output().rows(2, 3).elementMaxAbs()).isZero();
        assertThat(attended.output().get(1, 0)).isEqualTo(x.get(0, 0));
        assertThat(attention.backward(x, x, x, attended, x).dk().isFinite()).isTrue();
    }

    @Test void whatDoesNotFitIsNamedOnBothSides() {
        TextbookAttention attention = new TextbookAttention(List.of(AttentionPattern.dense().connections(3),
                AttentionPattern.dense().connections(3)));
        Matrix x = random(3, 2, 1);
        assertThatThrownBy(() -> attention.attend(x, random(3, 4, 1), x))
                .hasMessage("queries 3×2, keys 3×4 and values 3×2 do not fit 2 heads over 3 positions");
        assertThatThrownBy(() -> attention.attend(x, x, random(3, 3, 1))).hasMessageContaining("values 3×3 do not fit 2 heads");
        assertThatThrownBy(() -> attention.backward(x, x, x, attention.attend(x, x, x), random(2, 2, 1)))
                .hasMessage("the gradient is 2×2, but the output was 3×2");
        assertThatThrownBy(() -> new TextbookAttention(List.of())).hasMessage("attention needs 1 head or more");
        assertThat(attention).hasToString("TextbookAttention of 2 heads over 3 positions");
    }
}
