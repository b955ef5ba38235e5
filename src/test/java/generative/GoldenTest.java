package generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class GoldenTest {

    private static Golden golden() {
        return GoldenFile.parse("Net", """
                case small
                n 1×1
                 3
                rates 1×2
                 .5 2
                1.W 2×2
                 1 2
                 3 4
                """).getFirst();
    }

    @Test void matricesAreFoundByName() {
        Golden golden = golden();
        assertThat(golden.number("n")).isEqualTo(3);
        assertThat(golden.whole("n")).isEqualTo(3);
        assertThat(golden.wholes("1.W")).containsExactly(1, 2, 3, 4);
        assertThat(golden.numbers("rates")).containsExactly(.5, 2);
        assertThat(golden.under("1.").matrix("W").toArray2()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        assertThat(golden.under("1.").has("W")).isTrue();
        assertThat(golden.has("W")).isFalse();
        assertThat(golden.matrix("1.W").isFloat()).isFalse();
    }

    @Test void aMatrixIsACopy() {
        Golden golden = golden();
        golden.matrix("n").set(0, 99);
        golden.numbers("n")[0] = 99;
        assertThat(golden.number("n")).isEqualTo(3);
    }

    @Test void aMatrixThatIsMissingIsNamed() {
        assertThatThrownBy(() -> golden().matrix("b")).isInstanceOf(AssertionError.class)
                .hasMessage("Net, small has no matrix b");
        assertThatThrownBy(() -> golden().under("2.").matrix("W")).hasMessage("Net, small has no matrix 2.W");
    }

    @Test void numbersThatNobodyLookedAtAreNamed() {
        Golden golden = golden();
        golden.number("n");
        assertThatThrownBy(golden::requireAllRead).isInstanceOf(AssertionError.class)
                .hasMessage("no test has looked at 1.W, rates of Net, small");
        golden.under("1.").matrix("W");
        golden.numbers("rates");
        golden.requireAllRead();
    }

    @Test void numbersOfAnotherKindAreNamed() {
        assertThatThrownBy(() -> golden().number("rates")).hasMessage("rates of Net, small holds 2 numbers, not one");
        assertThatThrownBy(() -> golden().whole("rates")).hasMessage("rates of Net, small holds 2 numbers, not one");
        assertThatThrownBy(() -> golden().wholes("rates")).hasMessage("rates of Net, small holds 0.5, no whole number");
    }
}
