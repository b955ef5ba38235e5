package generative.math.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LibraryTest {

    private static Library library() {
        assumeTrue(Library.find().isPresent(), "there is no OpenCL library here");
        return Library.find().orElseThrow();
    }

    @Test void absentLibrariesAreNoTrouble() {
        assertThat(Library.find(List.of("libNoSuchLibrary.so", "/no/such/folder/lib.so"))).isEmpty();
    }

    @Test void aLibraryWithoutTheFunctionsIsPassedOver() {
        assertThat(Library.find(List.of("libc.so.6"))).isEmpty();
    }

    @Test void aFunctionThatFailsIsNamedWithItsError() {
        Library library = library();                                       // skips outside, where it is no failure
        assertThatThrownBy(() -> library.run(CFunction.clGetPlatformIDs, 0, MemorySegment.NULL, MemorySegment.NULL))
                .isInstanceOf(OpenClException.class).hasMessage("clGetPlatformIDs answered CL_INVALID_VALUE (-30)");
    }

    @Test void soIsOneThatMakesNothing() {
        assumeTrue(!Device.all().isEmpty(), "there is no OpenCL device here");
        Session session = new Session(Device.all().getFirst());
        assertThatThrownBy(() -> library().make(CFunction.clCreateBuffer, session.context, 1L, 0L, MemorySegment.NULL))
                .isInstanceOf(OpenClException.class).hasMessage("clCreateBuffer answered CL_INVALID_BUFFER_SIZE (-61)");
    }

    @Test void argumentsThatDoNotFitAreAMistakeOfOurs() {
        Library library = library();
        assertThatThrownBy(() -> library.run(CFunction.clFinish, 5))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("clFinish cannot be called with [5]");
    }
}
