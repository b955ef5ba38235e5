package generative.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Connections.Group;
import generative.math.DotProductAttention.Attended;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DotProductAttentionTest {

    /// All that came before, and the position itself.
    private static Connections causal(int N) {
        int[] all = IntStream.range(0, N).toArray();
        return new Connections(N, List.of(new Group(all, all, new int[N], IntStream.rangeClosed(1, N).toArray())));
    }

    @Test void workedExample() {
        Matrix q = Matrix.of(new double[][] {{5}, {Math.log(3)}}).inDouble(), k = Matrix.of(new double[][] {{0}, {1}}).inDouble();
        Matrix v = Matrix.of(new double[][] {{4}, {8}}).inDouble();
        Attended attended = new DotProductAttention(List.of(causal(2))).attend(q, k, v);
        assertThat(attended.output().get(0)).isEqualTo(4);                 // it sees itself alone
        assertThat(attended.output().get(1)).isCloseTo((4 + 3 * 8) / 4.0, within(1e-6));   // weights 1 : 3
        assertThat(attended.logSums().get(1)).isCloseTo(Math.log(4), within(1e-7));
    }

    @Test void scoresAreDividedByTheRootOfTheWidth() {
        Matrix q = Matrix.of(new double[][] {{0, 0, 0, 0}, {2, 0, 0, 0}}).inDouble();
        Matrix v = Matrix.of(new double[][] {{0}, {1}}).inDouble();
        double weight = new DotProductAttention(List.of(causal(2))).attend(q, q, v).output().get(1);
        assertThat(weight).isCloseTo(1 / (1 + Math.exp(-4 / 2.0)), within(1e-12));
    }

    @Test void aQueryThatSeesNothingGetsZero() {
        Connections second = new Connections(2, List.of(new Group(new int[] {1}, new int[] {0}, new int[] {0}, new int[] {1})));
        Matrix x = Matrix.of(new double[][] {{1}, {2}}).inDouble();
        DotProductAttention attention = new DotProductAttention(List.of(second));
        Attended attended = attention.attend(x, x, x);
        assertThat(attended.output().get(0)).isZero();
        assertThat(attended.output().get(1)).isEqualTo(1);
        assertThat(attention.backward(x, x, x, attended, x).dq().isFinite()).isTrue();
    }

    @Test void sequencesAndHeadsDoNotMix() {
        DotProductAttention two = new DotProductAttention(List.of(causal(3), causal(3))), one = new DotProductAttention(List.of(causal(3)));
        Matrix q = Backends.random(6, 4, 1).inDouble(), k = Backends.random(6, 4, 2).inDouble(), v = Backends.random(6, 2, 3).inDouble();
        Matrix all = two.attend(q, k, v).output();
        for (int b = 0; b < 2; b++)
            for (int h = 0; h < 2; h++) {
                Matrix alone = one.attend(part(q, b, h, 2), part(k, b, h, 2), part(v, b, h, 1)).output();
                assertThat(part(all, b, h, 1).minus(alone).normF()).isLessThan(1e-12);
            }
    }

    private static Matrix part(Matrix x, int b, int h, int width) {
        return x.extractMatrix(3 * b, 3 * b + 3, h * width, (h + 1) * width);
    }

    @Test void atOnePositionAsInTheWhole() {
        DotProductAttention attention = new DotProductAttention(List.of(causal(5), causal(5)));
        Matrix q = Backends.random(10, 4, 1).inDouble(), k = Backends.random(10, 4, 2).inDouble(), v = Backends.random(10, 6, 3).inDouble();
        Matrix all = attention.attend(q, k, v).output();
        for (int i = 0; i < 5; i++) {
            Matrix at = attention.attendAt(i, q.selectRows(i, 5 + i), k, v);
            assertThat(at.minus(all.selectRows(i, 5 + i)).normF()).isLessThan(1e-12);
        }
    }

    @Test void whatDoesNotFitIsNamed() {
        DotProductAttention attention = new DotProductAttention(List.of(causal(3)));
        Matrix x = Matrix.zeros(3, 2), longer = Matrix.zeros(4, 2);
        assertThatThrownBy(() -> attention.attend(longer, longer, longer)).hasMessage(
                "queries 4×2, keys 4×2 and values 4×2 do not fit 1 heads over 3 positions");
        assertThatThrownBy(() -> attention.attend(x, x, longer)).hasMessage(
                "queries 3×2, keys 3×2 and values 4×2 do not fit 1 heads over 3 positions");
        assertThatThrownBy(() -> attention.attend(x, Matrix.zeros(3, 1), x)).hasMessage(
                "queries 3×2, keys 3×1 and values 3×2 do not fit 1 heads over 3 positions");
        DotProductAttention two = new DotProductAttention(List.of(causal(3), causal(3)));
        Matrix odd = Matrix.zeros(3, 3);
        assertThatThrownBy(() -> two.attend(odd, odd, x)).hasMessage(
                "queries 3×3, keys 3×3 and values 3×2 do not fit 2 heads over 3 positions");
        assertThatThrownBy(() -> two.attend(x, x, odd)).hasMessage(
                "queries 3×2, keys 3×2 and values 3×3 do not fit 2 heads over 3 positions");
        assertThatThrownBy(() -> attention.backward(x, x, x, attention.attend(x, x, x), longer)).hasMessage(
                "the gradient is 4×2, but the output was 3×2");
        assertThatThrownBy(() -> attention.attendAt(3, x, x, x)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new DotProductAttention(List.of())).hasMessage("attention needs 1 head or more");
        assertThatThrownBy(() -> new DotProductAttention(List.of(causal(3), causal(4)))).hasMessage(
                "heads over 3 and over 4 positions do not go together");
    }
}
