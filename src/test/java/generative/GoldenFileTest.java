package generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.nn.Linear;
import generative.training.Trainee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoldenFileTest {

    @Test void aFileHoldsCasesAndACaseMatrices() {
        var cases = GoldenFile.parse("Net", """
                # a comment

                case one
                x 2×3
                  1 2 3
                  4 5
                      6e-1
                empty 0×4
                case two of them
                x 1×1
                  -0.5
                """);
        assertThat(cases).extracting(Golden::toString).containsExactly("Net, one", "Net, two of them");
        assertThat(cases.get(0).subject()).isEqualTo("Net");
        assertThat(cases.get(0).matrix("x").toArray2()).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, .6}});
        assertThat(cases.get(0).matrix("empty").shape()).isEqualTo("0×4");
        assertThat(cases.get(1).name()).isEqualTo("two of them");
        assertThat(cases.get(1).number("x")).isEqualTo(-.5);
    }

    @Test void aNumberKeepsAllItsDigits() {
        Golden golden = GoldenFile.parse("Net", "case one\nx 1×1\n 0.10000000000000001\n").getFirst();
        assertThat(golden.number("x")).isEqualTo(.1);
    }

    /// A slash stands for the end of a line.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "# nothing|line 1: there is no case",
        "x 1×1/ 1|line 1: a matrix stands before the first case",
        "case a/ 1|line 2: these numbers belong to no matrix",
        "case a/x 1×1/ 1/case b/ 2|line 5: these numbers belong to no matrix",
        "case a/x|line 2: 'x' is no name with a shape",
        "case a/x 1×1/ 1 2|line 3: x has more numbers than 1×1",
        "case a/x 1×2/ 1|line 3: x before it is 1×2, but has 1 numbers",
        "case a/x 1×2/ 1/y 1×1/ 1|line 4: x before it is 1×2, but has 1 numbers",
        "case a/x 1×2/ 1/case b|line 4: x before it is 1×2, but has 1 numbers",
        "case a/x 1×1/ 1/x 1×1/ 1|line 4: there are two matrices x",
        "case a/x 1×1/ 1/case b/case a|line 5: there are two cases 'a'"})
    void whatIsWrongIsNamedWithItsLine(String text, String message) {
        assertThatThrownBy(() -> GoldenFile.parse("Net", text.replace('/', '\n')))
                .isInstanceOf(AssertionError.class).hasMessage("Net.txt, " + message);
    }

    @Test void aFileThatIsMissingIsNamed() {
        assertThatThrownBy(() -> GoldenFile.cases(Linear.class, "Lineal")).isInstanceOf(AssertionError.class)
                .hasMessage("/generative/nn/golden/Lineal.txt is missing; src/test/python/golden.py writes it");
        assertThatThrownBy(() -> GoldenFile.subjects(Trainee.class)).isInstanceOf(AssertionError.class)
                .hasMessage("there are no golden numbers beside generative.training.Trainee");
    }
}
