package generative.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;

/// Run files that somebody has changed.
final class RunFileTest {

    @TempDir
    private Path folder;

    private static final class Options {
        @Option(names = "--text")
        private Path text;
    }

    private void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable load, String what) {
        assertThatThrownBy(load).isInstanceOf(UserException.class)
                .hasMessage("Cannot understand " + folder.resolve("run.properties") + " (" + what
                        + "); train again into another folder.");
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("run.properties"), text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatMakesNoSenseIsTold() throws IOException {
        write("data=mnist\nsize=SMALL\nupdate=ALTERNATING\nk=0\nloss=NON_SATURATING\nseed=1\n");
        refused(() -> GanRun.load(folder), "k must be 1 or more, got 0");
        write("data=mnist\nsize=SMALL\nupdate=ALTERNATING\nk=1\nloss=NON_SATURATING\nseed=1\nrate=-1\n");
        refused(() -> GanRun.load(folder), "the learning rate must be above 0, got -1.0");
        write("data=mnist\nhidden=0\nk=1\nchains=0\nrate=.1\nmomentum=.9\ndecay=0\ncalm-from=1\nepochs=2\nseed=1\n");
        refused(() -> RbmRun.load(folder),
                "hidden, k, epochs and rate must be above 0, chains 0 or more, got 0, 1, 2, 0.1 and 0");
        write("data=m\u00e4\n");
        refused(() -> RbmRun.load(folder), "it is no text in UTF-8");
        write("data=\\u12\n");
        refused(() -> RbmRun.load(folder), "Malformed \\uxxxx encoding.");
    }

    @Test
    void aFolderOfAnotherKindIsNamed() throws IOException {
        SavedOptions.save(folder, "sparse train", new Options(), Map.of());
        assertThatThrownBy(() -> RbmRun.load(folder)).isInstanceOf(UserException.class)
                .hasMessage(folder.resolve("run.properties") + " was written by sparse train; choose a folder that rbm train wrote.");
        write("# somebody's own remark\ndata=mnist\nhidden=0\nk=1\nchains=0\nrate=.1\nmomentum=.9\ndecay=0\ncalm-from=1\nepochs=2\nseed=1\n");
        refused(() -> RbmRun.load(folder),
                "hidden, k, epochs and rate must be above 0, chains 0 or more, got 0, 1, 2, 0.1 and 0");
    }

    @Test
    void savedOptionsAreToldWithoutTheNamesOfJavasClasses() {
        SavedOptions.save(folder, "sparse train", new Options(), Map.of("text", "a\0b"));
        refused(() -> SavedOptions.load(folder, "sparse train", new Options()),
                "Invalid value for option '--text': cannot convert 'a·b'");
    }
}
