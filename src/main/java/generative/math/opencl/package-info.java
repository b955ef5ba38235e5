/// The OpenCL library, called by the foreign function interface of the JDK: devices, their memory, programs and
/// kernels.
///
/// Nothing here knows of matrices. [generative.math.opencl.Library] calls the C functions,
/// [generative.math.opencl.Device] is what they find, [generative.math.opencl.Session] works with one of them.
package generative.math.opencl;
