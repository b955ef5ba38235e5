package generative.math;

import generative.math.opencl.Device;

/// Computing on another device: what `-Dgenerative.backend=opencl` does, tried on one product.
///
/// OpenCL is a language for small functions, *kernels*, that run once for every point of a grid, and a library that compiles
/// them for whatever device is there and moves numbers to it and back. [OpenClBackend] says how it is used here.
public final class OpenCl {

    private OpenCl() { }

    /// A product on the device and by the reference, and how far they are apart.
    public static void demo() {
        Backend backend = OpenClBackend.create(ReferenceBackend.INSTANCE);
        System.out.println(backend.trouble().map(why -> "no device: " + why)
                .orElseGet(() -> "device: " + Device.chosen().orElseThrow()));
        Matrix A = Randoms.uniform(200, 300, -1, 1, Randoms.of(1)), B = Randoms.uniform(300, 100, -1, 1, Randoms.of(2));
        Matrix C = Matrix.zeros(200, 100), expected = Matrix.zeros(200, 100);
        backend.multiply(A, false, B, false, false, C);
        Backend.reference().multiply(A, false, B, false, false, expected);
        System.out.println("a product of 200×300 by 300×100: " + C);
        System.out.printf("the largest difference from the reference: %.1e%n", C.minus(expected).elementMaxAbs());
        System.out.println("Sums of 300 numbers in another order differ in the seventh digit, and no more.");
    }
}
