package generative.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test void plainLinesTellHowFarHowFastAndHowLong() {
        try (Progress progress = Progress.lines("gan", "steps", 0, 200, out, Duration.ZERO)) {
            progress.update(50, "D loss 0.693");
            progress.update(100, "D loss 0.500");
        }
        assertThat(lines()).hasSize(2);
        assertThat(lines().getFirst())
                .matches("gan: 50 of 200 steps, \\d+\\.\\d steps/s, \\d+:\\d\\d(:\\d\\d)? left  D loss 0\\.693");
        assertThat(lines().get(1)).startsWith("gan: 100 of 200 steps, ").endsWith("D loss 0.500");
    }

    @Test void theFirstAndTheLastUpdateAreTold() {
        try (Progress progress = Progress.lines("gan", "steps", 0, 4, out, Duration.ofDays(1))) {
            for (int done = 1; done <= 4; done++) progress.update(done, "");
        }
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).startsWith("gan: 1 of 4 steps");
        assertThat(lines().get(1)).startsWith("gan: 4 of 4 steps").contains(" 0:00 left");
    }

    @Test void stepsBeforeAResumeDoNotCountForTheRate() {
        Progress progress = Progress.lines("gan", "steps", 1000, 2000, out, Duration.ZERO);
        progress.update(1000, "");
        assertThat(lines()).singleElement().asString().startsWith("gan: 1000 of 2000 steps, 0.0 steps/s");
    }

    @Test void numbersHaveAPointInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            Progress.lines("gan", "steps", 0, 1, out, Duration.ZERO).update(1, "");
        } finally {
            Locale.setDefault(before);
        }
        assertThat(lines()).singleElement().asString().matches(".* \\d+\\.\\d steps/s.*");
    }

    /// What a process of its own does, since the bar is drawn on the process's error output, past `System.err`.
    static final class Bar {
        static void main() {
            try (Progress progress = Progress.bar("gan", "steps", 0, 200)) {
                progress.update(50, "D loss 0.693");
            }
        }
    }

    @Test void aTerminalGetsABarWithRateAndRemainingTime() throws IOException {
        String drawn = new String(ChildJvm.start(Bar.class).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String last = drawn.substring(drawn.lastIndexOf("gan"));
        assertThat(last).contains("25%", "50/200 steps", "D loss 0.693")
                .containsPattern("\\[=+>? +]")
                .containsPattern("\\d:\\d\\d:\\d\\d / \\S+\\)").containsPattern("\\S+ steps/s");
    }

    @Test void withoutATerminalPlainLinesAreWritten() {
        PrintStream before = System.out;
        System.setOut(out);
        try (Progress progress = Progress.of("gan", "steps", 0, 2)) {
            progress.update(2, "done");
        } finally {
            System.setOut(before);
        }
        assumeTrue(System.console() == null || !System.console().isTerminal());
        assertThat(lines()).singleElement().asString().startsWith("gan: 2 of 2 steps").endsWith("done");
    }

    @Test void silenceIsSilent() {
        PrintStream before = System.out;
        System.setOut(out);
        try (Progress progress = Progress.silent()) {
            progress.update(1, "nothing");
        } finally {
            System.setOut(before);
        }
        assertThat(lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "9, 0:09", "309, 5:09", "3599, 59:59", "3600, 1:00:00", "3909, 1:05:09",
        "360000, 100:00:00"})
    void timesReadAsOnAClock(long seconds, String text) {
        assertThat(Progress.clock(seconds)).isEqualTo(text);
    }
}
