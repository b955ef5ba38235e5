package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoCommandTest {

    static Stream<String> names() {
        return Demos.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyDemoRunsAndSaysWhatToLookAt(String name) {
        Console console = Console.run("demo", name);
        assertThat(console.code()).isZero();
        assertThat(console.out().lines().count()).isGreaterThan(1);
        assertThat(console.out().lines().toList().getLast()).as("the last line says what to see").endsWith(".");
        assertThat(console.out()).doesNotContain("[F@").doesNotContain("[D@");
    }

    @Test
    void withoutANameTheDemosAreListed() {
        Console console = Console.run("demo");
        assertThat(console.code()).isZero();
        names().forEach(name -> assertThat(console.out()).contains("  " + name + " "));
    }

    @Test
    void theNameMayBeInSmallLetters() {
        assertThat(Console.run("demo", "maxout").out()).contains("|x|");
    }

    @Test
    void anUnknownDemoIsAnsweredWithTheList() {
        Console console = Console.run("demo", "Minmax");
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString().startsWith("There is no demo Minmax; choose from Linear, Maxout");
    }
}
