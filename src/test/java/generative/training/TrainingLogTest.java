package generative.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingLogTest {

    @TempDir
    private Path folder;

    private static Map<String, Double> values(double loss, double rate) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("D loss", loss);
        values.put("rate", rate);
        return values;
    }

    private Path threeLines() throws IOException {
        return Files.writeString(folder.resolve("log.csv"), "step,D loss,rate\n10,0.5,1\n20,0.25,2\n30,0.125,3\n");
    }

    @Test void aLineOfNamesThenALineForEachStep() throws IOException {
        Path file = folder.resolve("run/log.csv");
        TrainingLog log = TrainingLog.open(file, 0);
        assertThat(file).isEmptyFile();
        log.add(10, values(.693147180559945, .1));
        log.add(20, values(-1.5e-7, 3));
        log.add(1_000_000_000L, values(Double.NaN, Double.POSITIVE_INFINITY));
        assertThat(Files.readString(file))
                .isEqualTo("step,D loss,rate\n10,0.693147,0.100000\n20,-1.50000e-07,3\n1000000000,NaN,Infinity\n");
        assertThat(log.size()).isEqualTo(3);
        assertThat(log.column("step")).containsExactly(10, 20, 1e9);
        assertThat(log.column("D loss")).containsExactly(.693147180559945, -1.5e-7, Double.NaN);
        assertThat(log).hasToString("TrainingLog of 3 lines [step, D loss, rate]");
    }

    @Test void numbersHaveAPointInEveryLanguage() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            TrainingLog.open(folder.resolve("log.csv"), 0).add(1, values(.5, 1234.5));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(Files.readString(folder.resolve("log.csv"))).isEqualTo("step,D loss,rate\n1,0.500000,1234.50\n");
    }

    @Test void aResumedLogIsCutAfterItsStepAndGoesOn() throws IOException {
        Path file = threeLines();
        TrainingLog log = TrainingLog.open(file, 20);
        assertThat(Files.readString(file)).isEqualTo("step,D loss,rate\n10,0.5,1\n20,0.25,2\n");
        assertThat(log.column("step")).containsExactly(10, 20);
        assertThat(log.column("rate")).containsExactly(1, 2);
        log.add(30, values(9, 9));
        assertThat(Files.readString(file)).isEqualTo("step,D loss,rate\n10,0.5,1\n20,0.25,2\n30,9,9\n");
    }

    /// 2.0000001 is written as 2.00000, which read again would be a whole number, and 1234567.4 as 1.23457e+06.
    @Test void linesThatStayAreLeftAsTheyWereWritten() throws IOException {
        Path file = folder.resolve("log.csv");
        TrainingLog log = TrainingLog.open(file, 0);
        log.add(1, values(2.0000001, 1_234_567.4));
        log.add(2, values(-0.0, -.99999999));
        String written = Files.readString(file);
        assertThat(written).isEqualTo("step,D loss,rate\n1,2.00000,1.23457e+06\n2,0,-1.00000\n");
        assertThat(TrainingLog.open(file, 2).column("rate")).containsExactly(1_234_570, -1);
        assertThat(Files.readString(file)).isEqualTo(written);
    }

    @Test void aLogThatVanishedIsNotBegunAgainWithoutItsNames() throws IOException {
        Path file = threeLines();
        TrainingLog log = TrainingLog.open(file, 30);
        Files.delete(file);
        assertThatThrownBy(() -> log.add(40, values(1, 2))).isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot write the log " + file + " (" + file + " does not exist)");
        assertThat(file).doesNotExist();
    }

    @Test void aStepBetweenTwoLinesKeepsTheOnesBefore() throws IOException {
        Path file = threeLines();
        assertThat(TrainingLog.open(file, 29).column("step")).containsExactly(10, 20);
        assertThat(TrainingLog.open(file, 5).size()).isZero();
        assertThat(Files.readString(file)).isEqualTo("step,D loss,rate\n");
    }

    @Test void aNewRunBeginsWithAnEmptyLog() throws IOException {
        Path file = threeLines();
        TrainingLog log = TrainingLog.open(file, 0);
        assertThat(file).isEmptyFile();
        assertThat(log.size()).isZero();
        log.add(1, Map.of("other", 2.0));
        assertThat(Files.readString(file)).isEqualTo("step,other\n1,2\n");
    }

    @Test void aResumedRunWithoutALogBeginsOne() throws IOException {
        Path file = folder.resolve("log.csv");
        TrainingLog.open(file, 20).add(30, values(1, 2));
        assertThat(Files.readString(file)).isEqualTo("step,D loss,rate\n30,1,2\n");
    }

    @Test void aLineThatWasCutShortIsDropped() throws IOException {
        Path file = folder.resolve("log.csv");
        Files.writeString(file, "step,D loss,rate\n10,0.5,1\n20,0.2");
        assertThat(TrainingLog.open(file, 100).column("step")).containsExactly(10);
        Files.writeString(file, "step,D loss,rate\n10,0.5,1\n20,0.25,12");      // was 123 perhaps
        assertThat(TrainingLog.open(file, 100).column("rate")).containsExactly(1);
        Files.writeString(file, "step,D l");
        assertThat(TrainingLog.open(file, 100).size()).isZero();
        assertThat(file).isEmptyFile();
    }

    @Test void aLogThatMakesNoSenseIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("log.csv"), "step,D loss\n10,half\n");
        assertThatThrownBy(() -> TrainingLog.open(file, 10)).isInstanceOf(UserException.class)
                .hasMessage("Cannot continue the log " + file
                        + " (For input string: \"half\"); move it away and run again.");
        assertThat(Files.readString(file)).isEqualTo("step,D loss\n10,half\n");
    }

    @Test void aLogThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createDirectory(folder.resolve("run")).resolve("log.csv");
        TrainingLog log = TrainingLog.open(file, 0);
        Files.delete(file);
        Files.delete(file.getParent());
        assertThatThrownBy(() -> log.add(1, values(1, 2))).isInstanceOf(UserException.class)
                .hasMessage("Cannot write the log " + file + " (" + file
                        + " does not exist); make room or choose another folder, then go on with --resume.");
    }

    @Test void inMemoryNothingIsWritten() throws IOException {
        TrainingLog log = TrainingLog.open(null, 0);
        log.add(1, values(1, 2));
        assertThat(log.column("rate")).containsExactly(2);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test void aLineOfOtherColumnsIsRefused() {
        TrainingLog log = TrainingLog.open(null, 0);
        log.add(20, values(1, 2));
        assertThatThrownBy(() -> log.add(30, Map.of("D loss", 1.0))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a line of [D loss] does not fit into the columns [step, D loss, rate]");
        assertThatThrownBy(() -> log.add(30, Map.of("D loss", 1.0, "other", 2.0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log.size()).isEqualTo(1);
    }

    @Test void anOldLogOfOtherColumnsIsNamed() throws IOException {
        Path file = threeLines();
        TrainingLog log = TrainingLog.open(file, 20);
        assertThatThrownBy(() -> log.add(30, Map.of("D loss", 1.0))).isInstanceOf(UserException.class)
                .hasMessage("Cannot continue the log "
                + file + " (a line of [D loss] does not fit into the columns [step, D loss, rate]); move it away and run again.");
        assertThat(log.size()).isEqualTo(2);
    }

    @Test void anUnknownColumnIsNamedWithThoseThatThereAre() throws IOException {
        TrainingLog log = TrainingLog.open(threeLines(), 30);
        assertThatThrownBy(() -> log.column("G loss")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the log has no column G loss, only [step, D loss, rate]");
    }

    @Test void whatIsNoLogAtAllIsNamed() throws IOException {
        Path file = folder.resolve("log.csv");
        for (String first : new String[] {"loss,rate", "step,loss,loss", "", ",step"}) {
            Files.writeString(file, first + "\n1,2,3\n");
            assertThatThrownBy(() -> TrainingLog.open(file, 10)).isInstanceOf(UserException.class)
                    .hasMessage("Cannot continue the log " + file
                    + " (its first line is no list of different names, step before all); move it away and run again.");
        }
        Files.write(file, new byte[] {'s', (byte) 0xff, '\n'});
        assertThatThrownBy(() -> TrainingLog.open(file, 10)).isInstanceOf(UserException.class)
                .hasMessage("Cannot continue the log " + file + " (it is no text in UTF-8); move it away and run again.");
    }
}
