package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.opencl.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        return run(Map.of(), ProcessBuilder.Redirect.DISCARD, options);
    }

    private static String run(Map<String, String> environment, ProcessBuilder.Redirect errors, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Say.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        builder.environment().putAll(environment);
        Process process = builder.start();
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
                    "-Dgenerative.backend=" + wish + " names no backend; the choices are auto, "
                            + "reference, vector and opencl."));
    }

    @Test void theChoiceIsMadeOnce() {
        assertThat(Backend.current()).isSameAs(Backend.current());
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
                .isEqualTo("-Dgenerative.backend=gpu names no backend; the choices are auto, "
                            + "reference, vector and opencl.");
    }

    // ---- OpenCL: never by itself, only when asked for ------------------------------------------------------------

    @Test void withADeviceOpenClServesWhenAskedFor() throws Exception {
        OpenClDevices.assumeDevice();
        String device = Device.chosen().orElseThrow().toString();             // pocl has as much memory as is free at the moment
        assertThat(run("-Dgenerative.backend=opencl")).startsWith("OpenCL backend: " + device.substring(0, device.lastIndexOf(',')))
                .endsWith(" 6.0");
    }

    @Test void aDeviceThatDoesNotExistIsAMistakeOfTheUser() throws Exception {
        OpenClDevices.assumeDevice();
        assertThat(run("-Dgenerative.backend=opencl", "-Dgenerative.opencl.device=abacus")).startsWith(
                "-Dgenerative.opencl.device=abacus is neither the number nor a part of the name of a device; there "
                        + "are 0 (")
                .hasLineCount(1);
    }

    /// The loader is told to look for drivers where there are none. A machine without the loader says something else.
    private static String withoutDriver(Path empty, String... options) throws Exception {
        Path errors = empty.resolve("errors.txt");
        String out = run(Map.of("OCL_ICD_VENDORS", Files.createDirectories(empty.resolve("vendors")).toString()),
                ProcessBuilder.Redirect.to(errors.toFile()), options);
        List<String> sentences = Files.readAllLines(errors).stream().filter(line -> line.startsWith("OpenCL")).toList();
        assertThat(sentences).hasSize(1);
        assertThat(out).isEqualTo(sentences.getFirst() + " 6.0");
        return out;
    }

    @Test void withoutADriverTheFastestOtherBackendTakesOverAndSaysSoOnce(@TempDir Path empty) throws Exception {
        assertThat(withoutDriver(empty, "--add-modules", "jdk.incubator.vector", "-Dgenerative.backend=opencl"))
                .startsWith("OpenCL was asked for, but cannot be used (")
                .contains("); in its place runs the Vector API backend: ");
        assertThat(withoutDriver(empty, "-Dgenerative.backend=opencl"))
                .contains("); in its place runs the Reference backend: ");
    }

    @Test void theReasonIsTheMissingDriverWhereThereIsALibrary(@TempDir Path empty) throws Exception {
        OpenClDevices.assumeDevice();
        assertThat(withoutDriver(empty, "-Dgenerative.backend=opencl")).startsWith("OpenCL was asked for, but cannot "
                + "be used (an OpenCL library is installed, but no driver that has a device; on Debian, "
                + "pocl-opencl-icd is one for any CPU); ");
    }
}
