package generative.math.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Codes and names as in Khronos' header `CL/cl.h`.
final class ErrorNamesTest {

    @ParameterizedTest @CsvSource({"0, CL_SUCCESS", "-1, CL_DEVICE_NOT_FOUND", "-5, CL_OUT_OF_RESOURCES",
        "-11, CL_BUILD_PROGRAM_FAILURE", "-12, CL_MAP_FAILURE", "-15, CL_COMPILE_PROGRAM_FAILURE",
        "-19, CL_KERNEL_ARG_INFO_NOT_AVAILABLE", "-30, CL_INVALID_VALUE", "-36, CL_INVALID_COMMAND_QUEUE",
        "-38, CL_INVALID_MEM_OBJECT", "-42, CL_INVALID_BINARY", "-46, CL_INVALID_KERNEL_NAME",
        "-52, CL_INVALID_KERNEL_ARGS", "-54, CL_INVALID_WORK_GROUP_SIZE", "-61, CL_INVALID_BUFFER_SIZE",
        "-63, CL_INVALID_GLOBAL_WORK_SIZE",
        "-68, CL_INVALID_DEVICE_PARTITION_COUNT", "-71, CL_INVALID_SPEC_ID", "-72, CL_MAX_SIZE_RESTRICTION_EXCEEDED",
        "-1001, CL_PLATFORM_NOT_FOUND_KHR"})
    void everyCodeHasItsName(int code, String name) {
        assertThat(ErrorNames.of(code)).isEqualTo(name);
    }

    @ParameterizedTest @CsvSource({"-20", "-29", "-73", "-1000", "5"})
    void othersHaveNone(int code) {
        assertThat(ErrorNames.of(code)).isEqualTo("an error without a name in OpenCL");
    }
}
