package generative.math.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramTest {

    private static final String SOURCE = """
            kernel void scale(global float *x, float by, int length)
            {
                int i = get_global_id(0);
                if (i < length) x[i] *= by;
            }
            """;

    @TempDir Path folder;
    private Session session;

    @BeforeEach void aDeviceIsThere() {
        assumeTrue(!Device.all().isEmpty(), "there is no OpenCL device here: " + Device.whyNone());
        session = new Session(Device.all().getFirst());
    }

    private void works(Program program) {
        DeviceBuffer buffer = session.buffer(12);
        buffer.upload(MemorySegment.ofArray(new float[] {1, 2, 3}));
        program.run("scale", new long[] {4}, new long[] {4}, buffer, 2.5f, 2);
        float[] back = new float[3];
        buffer.download(MemorySegment.ofArray(back));
        assertThat(back).containsExactly(2.5f, 5, 3);
    }

    private Program program(String source) {
        return new Program(session, source, "", new BinaryCache(Optional.of(folder)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test void runsWithoutACache() {
        works(new Program(session, SOURCE, "", new BinaryCache(Optional.empty())));
    }

    @Test void theBinaryIsKeptAndUsedAgain() throws IOException {
        works(program(SOURCE));
        assertThat(files()).hasSize(1);
        Path file = files().getFirst();
        byte[] first = Files.readAllBytes(file);
        works(program(SOURCE));
        assertThat(files()).containsExactly(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    /// What another source was compiled to, kept under the name of this one, is what runs.
    @Test void theBinaryRunsAndNotTheSource() throws IOException {
        program(SOURCE.replace("*=", "="));
        byte[] other = Files.readAllBytes(files().getFirst());
        Files.delete(files().getFirst());
        program(SOURCE);
        Files.write(files().getFirst(), other);
        DeviceBuffer buffer = session.buffer(12);
        buffer.upload(MemorySegment.ofArray(new float[] {1, 2, 3}));
        program(SOURCE).run("scale", new long[] {4}, new long[] {4}, buffer, 2.5f, 3);
        float[] back = new float[3];
        buffer.download(MemorySegment.ofArray(back));
        assertThat(back).containsExactly(2.5f, 2.5f, 2.5f);
    }

    @Test void anotherSourceIsAnotherBinary() throws IOException {
        works(program(SOURCE));
        works(program(SOURCE + "/* changed */"));
        assertThat(files()).hasSize(2);
    }

    @Test void aDamagedBinaryIsMadeAgain() throws IOException {
        works(program(SOURCE));
        Path file = files().getFirst();
        byte[] good = Files.readAllBytes(file), bad = good.clone();
        bad[good.length / 2] ^= 1;
        Files.write(file, bad);
        works(program(SOURCE));
        assertThat(Files.readAllBytes(file)).hasSameSizeAs(good).isNotEqualTo(bad);
    }

    /// Whole, as far as the cache can tell, but not what this driver makes.
    @Test void aBinaryThatTheDriverDoesNotWantIsMadeAgain() throws IOException {
        Device device = session.device();
        BinaryCache cache = new BinaryCache(Optional.of(folder));
        cache.put("no program".getBytes(), device.platform(), device.name(), device.driver(), "", SOURCE);
        works(program(SOURCE));
        assertThat(cache.get(device.platform(), device.name(), device.driver(), "", SOURCE)).hasValueSatisfying(
                binary -> assertThat(binary.length).isGreaterThan(100));
    }

    @Test void theCompilersWordsAreInTheMessage() throws IOException {
        assertThatThrownBy(() -> program("kernel void broken(global float *x) { x[0] = missing; }"))
                .isInstanceOf(OpenClException.class)
                .hasMessageStartingWith("clBuildProgram answered CL_BUILD_PROGRAM_FAILURE (-11): ")
                .hasMessageContaining("missing");
        assertThat(files()).isEmpty();
    }

    @Test void ofALongLogTheFirstErrorIsTold() {
        assertThat(Program.firstError("warning: a\nerror: b\nerror: c")).isEqualTo("error: b");
        assertThat(Program.firstError("something\nelse")).isEqualTo("something");
        assertThat(Program.firstError("")).isEmpty();
    }

    @Test void aKernelThatIsNotThereIsNamedByItsError() {
        assertThatThrownBy(() -> program(SOURCE).run("other", new long[] {1}, new long[] {1}))
                .isInstanceOf(OpenClException.class).hasMessage("clCreateKernel answered CL_INVALID_KERNEL_NAME (-46)");
    }

    @Test void anArgumentOfAnotherKindIsAMistakeOfOurs() {
        assertThatThrownBy(() -> program(SOURCE).run("scale", new long[] {1}, new long[] {1}, "x"))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("a kernel takes no String");
    }
}
