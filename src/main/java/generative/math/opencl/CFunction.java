package generative.math.opencl;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;

/// The functions of the OpenCL library that are called here, under their C names and with their C parameters.
///
/// P is a pointer, I a 32-bit number, L a 64-bit one (`size_t` and bit fields). A function either answers with an error
/// code, or makes something and answers with a pointer to it; then its last parameter points to the error code.
///
/// Source: Khronos, *The OpenCL Specification*, version 1.2; every later version has these functions too.
enum CFunction {

    clGetPlatformIDs("IPP", false),
    clGetPlatformInfo("PILPP", false),
    clGetDeviceIDs("PLIPP", false),
    clGetDeviceInfo("PILPP", false),
    clCreateContext("PIPPPP", true),
    clReleaseContext("P", false),
    clCreateCommandQueue("PPLP", true),
    clReleaseCommandQueue("P", false),
    clCreateBuffer("PLLPP", true),
    clReleaseMemObject("P", false),
    clEnqueueMapBuffer("PPILLLIPPP", true),
    clEnqueueWriteBuffer("PPILLPIPP", false),
    clEnqueueReadBuffer("PPILLPIPP", false),
    clCreateProgramWithSource("PIPPP", true),
    clCreateProgramWithBinary("PIPPPPP", true),
    clBuildProgram("PIPPPP", false),
    clGetProgramInfo("PILPP", false),
    clGetProgramBuildInfo("PPILPP", false),
    clReleaseProgram("P", false),
    clCreateKernel("PPP", true),
    clReleaseKernel("P", false),
    clSetKernelArg("PILP", false),
    clEnqueueNDRangeKernel("PPIPPPIPP", false),
    clFinish("P", false);

    private final String parameters;
    private final boolean makes;

    CFunction(String parameters, boolean makes) {
        this.parameters = parameters;
        this.makes = makes;
    }

    FunctionDescriptor descriptor() {
        MemoryLayout[] layouts = parameters.chars().mapToObj(CFunction::layout).toArray(MemoryLayout[]::new);
        return FunctionDescriptor.of(makes ? ValueLayout.ADDRESS : ValueLayout.JAVA_INT, layouts);
    }

    private static MemoryLayout layout(int letter) {
        return switch (letter) {
            case 'P' -> ValueLayout.ADDRESS;
            case 'I' -> ValueLayout.JAVA_INT;
            default -> ValueLayout.JAVA_LONG;
        };
    }
}
