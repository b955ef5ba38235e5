package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules in this process, and the choice as a user meets it in processes of their own (half a second each).
final class BackendChoiceTest {

    /// Started in a JVM of its own: says which backend runs, or the sentence why none does.
    static final class Say {
        public static void main(String[] args) {
            try {
                System.out.println(Backend.current().describe() + " " + Matrix.row(2).mult(Matrix.row(3)).get(0));
            } catch (generative.UserException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Say.class.getName()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    @ParameterizedTest @CsvSource({"auto, true, VectorBackend", "auto, false, ReferenceBackend",
        "reference, true, ReferenceBackend", "reference, false, ReferenceBackend", "vector, true, VectorBackend"})
    void theWishAndTheModuleDecide(String wish, boolean modulePresent, String expected) {
        BackendChoice.Outcome outcome = BackendChoice.choose(wish, modulePresent);
        assertThat(outcome.backend().getClass().getSimpleName()).isEqualTo(expected);
        assertThat(outcome.complaint()).isNull();
    }

    @Test void anAbsentModuleCannotBeForced() {
        BackendChoice.Outcome outcome = BackendChoice.choose("vector", false);
        assertThat(outcome.backend()).isNull();
        assertThat(outcome.complaint()).isEqualTo("-Dgenerative.backend=vector needs the module jdk.incubator.vector, "
                + "which is not there; start java with --add-modules jdk.incubator.vector.");
    }

    @ParameterizedTest @ValueSource(strings = {"gpu", "", "Vector"})
    void anUnknownNameIsRefusedWithTheChoices(String wish) {
        for (boolean modulePresent : new boolean[] {true, false})
            assertThat(BackendChoice.choose(wish, modulePresent)).isEqualTo(new BackendChoice.Outcome(null,
                    "-Dgenerative.backend=" + wish + " names no backend; the choices are auto, reference and vector."));
    }

    @Test void theChoiceIsMadeOnce() {
        assertThat(Backend.current()).isSameAs(Backend.current()).isInstanceOf(VectorBackend.class);
        assertThat(Backend.reference()).isSameAs(ReferenceBackend.INSTANCE);
    }

    @Test void withoutTheModuleTheReferenceServes() throws Exception {
        assertThat(run()).startsWith("Reference backend: ").endsWith(" 6.0");
    }

    @Test void withTheModuleTheVectorBackendServesOnAsManyThreadsAsAskedFor() throws Exception {
        assertThat(run("--add-modules", "jdk.incubator.vector", "-Dgenerative.threads=3"))
                .startsWith("Vector API backend: ").contains(" on 3 threads, ").endsWith(" 6.0");
    }

    @Test void theUserReadsOneSentence() throws Exception {
        assertThat(run("-Dgenerative.backend=gpu"))
                .isEqualTo("-Dgenerative.backend=gpu names no backend; the choices are auto, reference and vector.");
    }
}
