package generative.math.opencl;

/// The names of OpenCL's error codes, as its header `CL/cl.h` gives them.
final class ErrorNames {

    static final int DEVICE_NOT_FOUND = -1, MEM_OBJECT_ALLOCATION_FAILURE = -4, PLATFORM_NOT_FOUND = -1001;

    /// From −1 down.
    private static final String[] RUNTIME = {"DEVICE_NOT_FOUND", "DEVICE_NOT_AVAILABLE", "COMPILER_NOT_AVAILABLE",
        "MEM_OBJECT_ALLOCATION_FAILURE", "OUT_OF_RESOURCES", "OUT_OF_HOST_MEMORY", "PROFILING_INFO_NOT_AVAILABLE",
        "MEM_COPY_OVERLAP", "IMAGE_FORMAT_MISMATCH", "IMAGE_FORMAT_NOT_SUPPORTED", "BUILD_PROGRAM_FAILURE",
        "MAP_FAILURE", "MISALIGNED_SUB_BUFFER_OFFSET", "EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST",
        "COMPILE_PROGRAM_FAILURE",
        "LINKER_NOT_AVAILABLE", "LINK_PROGRAM_FAILURE", "DEVICE_PARTITION_FAILED", "KERNEL_ARG_INFO_NOT_AVAILABLE"};

    /// From −30 down.
    private static final String[] INVALID = {"VALUE", "DEVICE_TYPE", "PLATFORM", "DEVICE", "CONTEXT",
        "QUEUE_PROPERTIES", "COMMAND_QUEUE", "HOST_PTR", "MEM_OBJECT", "IMAGE_FORMAT_DESCRIPTOR", "IMAGE_SIZE",
        "SAMPLER", "BINARY",
        "BUILD_OPTIONS", "PROGRAM", "PROGRAM_EXECUTABLE", "KERNEL_NAME", "KERNEL_DEFINITION", "KERNEL", "ARG_INDEX",
        "ARG_VALUE", "ARG_SIZE", "KERNEL_ARGS", "WORK_DIMENSION", "WORK_GROUP_SIZE", "WORK_ITEM_SIZE", "GLOBAL_OFFSET",
        "EVENT_WAIT_LIST", "EVENT", "OPERATION", "GL_OBJECT", "BUFFER_SIZE", "MIP_LEVEL", "GLOBAL_WORK_SIZE",
        "PROPERTY", "IMAGE_DESCRIPTOR", "COMPILER_OPTIONS", "LINKER_OPTIONS", "DEVICE_PARTITION_COUNT", "PIPE_SIZE",
        "DEVICE_QUEUE", "SPEC_ID"};

    private ErrorNames() { }

    static String of(int code) {
        int runtime = -1 - code, invalid = -30 - code;
        if (code == 0) return "CL_SUCCESS";
        if (runtime >= 0 && runtime < RUNTIME.length) return "CL_" + RUNTIME[runtime];
        if (code == -72) return "CL_MAX_SIZE_RESTRICTION_EXCEEDED";
        if (invalid >= 0 && invalid < INVALID.length) return "CL_INVALID_" + INVALID[invalid];
        if (code == PLATFORM_NOT_FOUND) return "CL_PLATFORM_NOT_FOUND_KHR";
        return "an error without a name in OpenCL";
    }
}
