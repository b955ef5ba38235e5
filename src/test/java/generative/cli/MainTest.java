package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    @ParameterizedTest
    @ValueSource(strings = {"tour", "demo", "gan", "gan train", "gan evaluate", "gan sample", "sparse cost", "parzen", "download", "bench"})
    void everyCommandExplainsItself(String command) {
        Console console = Console.run((command + " --help").split(" "));
        assertThat(console.code()).isZero();
        assertThat(console.out()).startsWith("Usage: generative " + command).contains("--help");
    }

    @Test
    void withoutACommandTheCommandsAreListed() {
        assertThat(Console.run().out()).contains("tour", "demo", "gan", "parzen", "download", "bench");
        assertThat(Console.run("gan").out()).contains("train", "evaluate", "sample");
    }

    @Test
    void aWrongOptionIsAnsweredInOneLineWithTheNearestRightOne() {
        Console console = Console.run("gan", "train", "--epoch", "3");
        assertThat(console.code()).isEqualTo(2);
        assertThat(console.err().lines()).singleElement().asString()
                .contains("Unknown option '--epoch'", "did you mean --epochs?", "gan train --help");
    }

    @Test
    void aWrongCommandIsAnsweredInOneLineWithTheNearestRightOne() {
        Console console = Console.run("toor");
        assertThat(console.code()).isEqualTo(2);
        assertThat(console.err().lines()).singleElement().asString().contains("'toor'", "did you mean", "tour");
    }

    @Test
    void aWrongValueIsAnsweredInOneLine() {
        assertThat(Console.run("gan", "train", "--epochs", "many").err().lines()).singleElement().asString()
                .contains("--epochs", "'many' is not an int");
        assertThat(Console.run("parzen", "--data", "minst").err().lines()).singleElement().asString()
                .contains("minst", "synthetic, mnist, fashion-mnist");
    }

    @Test
    void fullMemoryIsAnsweredInOneLine() {
        Console console = Console.run(new CommandLine.IFactory() {
            @Override public <K> K create(Class<K> kind) throws Exception {
                return kind == DevicesCommand.class ? kind.cast(new DevicesCommand(() -> {
                    throw new OutOfMemoryError("Java heap space");
                })) : CommandLine.defaultFactory().create(kind);
            }
        }, "devices");
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString()
                .contains("Memory is full", "MB here", "smaller batch", "-Xmx", "--resume");
    }

    @Test
    void wordsAreKeptTogetherByQuotes() {
        assertThat(Main.words("gan train --out \"my runs/one\"  --seed 2")).containsExactly("gan", "train", "--out", "my runs/one", "--seed", "2");
        assertThat(Main.words("  ")).isEmpty();
    }
}
