package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Backends.Operation;
import generative.math.OpenClDevices.Way;
import generative.math.opencl.Device;
import generative.math.opencl.OpenClException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation on the device against the reference, but the product, which has a test of its own.
///
/// The bounds are those of the vector backend. It computes some functions in double, the device never; there the
/// bound is 8 units of 2⁻²⁴ of the result: OpenCL promises 3 to 5 for its functions, and two of them may meet.
final class OpenClBackendTest {

    private static final double NaN = Double.NaN, INF = Double.POSITIVE_INFINITY;

    @BeforeEach void aDeviceIsThere() {
        OpenClDevices.assumeDevice();
    }

    /// Otherwise the host would have done it.
    @AfterEach void theDeviceDidIt() {
        for (Way way : Way.values()) assertThat(way.backend().trouble()).isEmpty();
    }

    static Stream<Operation> operations() {
        return Backends.operations();
    }

    private static void agrees(Operation operation, int N, int d) {
        for (Way way : List.of(Way.CPU, Way.SMALL_GPU)) agrees(way, operation, N, d);
    }

    private static void agrees(Way way, Operation operation, int N, int d) {
        Matrix[] fast = operation.run().on(way.backend(), N, d);
        Matrix[] plain = operation.run().on(Backends.REFERENCE, N, d);
        boolean function = operation.name().startsWith("apply") || operation.name().startsWith("slope");
        for (int i = 0; i < plain.length; i++) {
            double rounding = function ? 8 * Backends.U * plain[i].elementMaxAbs() : 0;
            Backends.assertClose(fast[i], plain[i], Math.max(operation.tolerance().at(N, d), rounding),
                    way + " " + operation + " " + N + "×" + d + ", result " + i);
        }
    }

    @ParameterizedTest @MethodSource("operations")
    void agreesWithTheReferenceOnAndOffTheLaneWidth(Operation operation) {
        int[] sizes = Backends.sizes().toArray();
        for (int i = 0; i < sizes.length; i++) {
            agrees(operation, 1, sizes[i]);
            agrees(operation, sizes[i], 3);
            agrees(operation, sizes[sizes.length - 1 - i], sizes[i]);           // 100×1, 33×2, 31×3 … 1×100
        }
    }

    @ParameterizedTest @MethodSource("operations")
    void agreesWithTheReferenceOnManyGroups(Operation operation) {
        agrees(operation, 301, 211);
    }

    @ParameterizedTest @MethodSource("operations")
    void givesTheSameBitsEveryTime(Operation operation) {
        for (Way way : Way.values())
            Backends.assertSameBits(operation.run().on(way.backend(), 101, 37), operation.run().on(way.backend(), 101, 37),
                    way + " " + operation.name());
    }

    private static Matrix special() {
        double[] x = new double[37];
        Arrays.setAll(x, i -> new double[] {NaN, INF, -INF, 0, -0.0, 1, -1, 1000, -1000, 1e-40, -1e-40, Float.MAX_VALUE,
            -Float.MAX_VALUE, Float.MIN_VALUE, 88.72, 88.73, -87.4, -104, 89}[i % 19]);
        return Matrix.row(x);
    }

    /// Results below the smallest normal number, 1.2e−38, may be 0.
    @ParameterizedTest @EnumSource(Elementwise.class)
    void takesNaNAndInfinityAsTheReferenceDoes(Elementwise f) {
        Matrix x = special(), fast = Matrix.zeros(1, 37), plain = Matrix.zeros(1, 37);
        OpenClDevices.cpu().apply(f, x, fast);
        Backends.REFERENCE.apply(f, x, plain);
        for (int i = 0; i < 37; i++) {
            double tolerance = Math.max(1.2e-38, 8 * Backends.U * Math.abs(plain.get(i)));
            Backends.assertClose(fast.cols(i, i + 1), plain.cols(i, i + 1), tolerance, f + " of " + x.get(i));
        }
    }

    /// A slope below the smallest normal number may be 0, and 0 · ∞ is NaN.
    @ParameterizedTest @EnumSource(Elementwise.class)
    void sendsNaNAndInfinityBackAsTheReferenceDoes(Elementwise f) {
        Matrix x = special(), y = Matrix.zeros(1, 37), fast = Matrix.zeros(1, 37), plain = Matrix.zeros(1, 37);
        Backends.REFERENCE.apply(f, x, y);
        for (double d : new double[] {1, NaN, INF, -INF, 0}) {
            Matrix dy = Matrix.zeros(1, 37);
            dy.fill(d);
            OpenClDevices.cpu().applyBackward(f, x, y, dy, fast);
            Backends.REFERENCE.applyBackward(f, x, y, dy, plain);
            for (int i = 0; i < 37; i++) {
                double slope = f.slope(x.get(i), y.get(i));
                if (slope != 0 && Math.abs(slope) < 1.2e-38 && Double.isInfinite(d)) continue;
                double tolerance = 8 * Backends.U * Math.max(1e-30, Math.abs(plain.get(i)));
                Backends.assertClose(fast.cols(i, i + 1), plain.cols(i, i + 1), tolerance,
                        "dy = " + d + " times the slope of " + f + " at " + x.get(i));
            }
        }
    }

    /// Rows of 3 and of 37 numbers: below and above the 16 that a work item takes at once; a NaN and infinities at
    /// every place.
    @ParameterizedTest @EnumSource void reductionsTakeNaNAndInfinityAsTheReferenceDoes(Way way) {
        Backend device = way.backend();
        for (int d : new int[] {3, 37}) for (double odd : new double[] {NaN, INF, -INF}) {
            Matrix x = Backends.random(d + 1, d, 1);
            for (int n = 0; n < d; n++) x.set(n, n, odd);
            for (int j = 0; j < d; j++) x.set(d, j, odd);
            Matrix fast = Matrix.zeros(d + 1, 1), plain = Matrix.zeros(d + 1, 1);
            for (double factor : new double[] {1, -2, 0}) {
                device.rowLogSumExp(x, factor, fast);
                Backends.REFERENCE.rowLogSumExp(x, factor, plain);
                Backends.assertClose(fast, plain, 1e-4, "rowLogSumExp of " + odd + " times " + factor);
            }
            int[] fastIndex = new int[d + 1], plainIndex = new int[d + 1];
            device.rowArgMin(x, fastIndex);
            Backends.REFERENCE.rowArgMin(x, plainIndex);
            assertThat(fastIndex).as("rowArgMin of %s in rows of %d", odd, d).isEqualTo(plainIndex);
            int[] fastWinner = new int[d + 1], plainWinner = new int[d + 1];
            device.groupMax(x, d, fast, fastWinner);
            Backends.REFERENCE.groupMax(x, d, plain, plainWinner);
            Backends.assertClose(fast, plain, 0, "groupMax");
            assertThat(fastWinner).isEqualTo(plainWinner);
        }
    }

    @ParameterizedTest @EnumSource void logSumExpTakesTheTrueMaximumOut(Way way) {
        Matrix x = Matrix.zeros(2, 37), out = Matrix.zeros(2, 1);
        x.fill(5000);
        x.set(1, 36, -1e9);
        way.backend().rowLogSumExp(x, 1, out);
        assertThat(out.get(0)).isCloseTo(5000 + Math.log(37), org.assertj.core.api.Assertions.within(1e-3));
        way.backend().rowLogSumExp(x, -1, out);
        assertThat(out.get(1)).isEqualTo(1e9f);
    }

    @ParameterizedTest @EnumSource void indicesGatherAndScatterAsTheReferenceDoes(Way way) {
        int[] index = {4, -1, 0, 4, 2};
        Matrix x = Backends.random(70, 5, 1), y = Backends.random(70, 5, 2), fast = y.copy(), plain = y.copy();
        way.backend().gather(x, index, fast);
        Backends.REFERENCE.gather(x, index, plain);
        Backends.assertClose(fast, plain, 0, "gather");
        Matrix fastBack = x.copy(), plainBack = x.copy();
        way.backend().scatterAdd(y, index, fastBack);
        Backends.REFERENCE.scatterAdd(y, index, plainBack);
        Backends.assertClose(fastBack, plainBack, 8 * Backends.U, "scatterAdd");          // two of them go to column 4
    }

    @Test void resultsMayGoWhereTheBackendSaysSo() {
        Backend device = OpenClDevices.cpu();
        Matrix x = Backends.random(5, 37, 1), b = Backends.random(1, 37, 2), y = Backends.random(5, 37, 3);
        Matrix sum = x.copy(), product = x.copy(), sigmoid = x.copy(), back = y.copy();
        device.plusRow(sum, b, sum);
        device.times(product, y, product);
        device.apply(Elementwise.SIGMOID, sigmoid, sigmoid);
        device.applyBackward(Elementwise.SIGMOID, x, sigmoid, back, back);

        Matrix expected = Matrix.zeros(5, 37);
        Backends.REFERENCE.plusRow(x, b, expected);
        Backends.assertClose(sum, expected, 0, "plusRow");
        Backends.REFERENCE.times(x, y, expected);
        Backends.assertClose(product, expected, 0, "times");
        Backends.REFERENCE.applyBackward(Elementwise.SIGMOID, x, sigmoid, y, expected);
        Backends.assertClose(back, expected, 8 * Backends.U, "applyBackward");
    }

    @Test void nothingIsComputedOfNothing() {
        Matrix empty = Matrix.zeros(0, 3), y = Matrix.zeros(0, 3), sums = Matrix.row(1, 2, 3);
        OpenClDevices.cpu().apply(Elementwise.EXP, empty, y);
        OpenClDevices.cpu().addColumnSums(empty, sums);
        assertThat(sums.toArray2()).isDeepEqualTo(new double[][] {{1, 2, 3}});
        OpenClDevices.cpu().gather(Matrix.zeros(2, 3), new int[0], Matrix.zeros(2, 0));
    }

    // ---- what the user reads -----------------------------------------------------------------------------------

    @Test void saysWhatItIs() {
        assertThat(OpenClDevices.cpu().describe()).startsWith("OpenCL backend: " + Device.chosen().orElseThrow()
                + ", because -Dgenerative.backend=opencl asks for it; what does not pay there is done by the "
                + "Vector API backend: ");
    }

    private interface Action {
        void run();
    }

    private static String errorsOf(Action action) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream console = System.err;
        System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(console);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test void aKernelThatDoesNotCompileLeavesTheWorkToTheHost() {
        Backend[] made = new Backend[1];
        String sentence = errorsOf(() ->
                made[0] = OpenClBackend.create(Device::chosen, "kernel void broken(", Backends.ONE));
        assertThat(sentence).startsWith("OpenCL was asked for, but cannot be used (clBuildProgram answered "
                        + "CL_BUILD_PROGRAM_FAILURE (-11)")
                .endsWith("; in its place runs the " + Backends.ONE.describe() + "\n").hasLineCount(1);
        new ProductForm(false, false, false).agrees(made[0], 10, 10, 10);
        assertThat(made[0].describe() + "\n").isEqualTo(sentence);
    }

    @Test void devicesThatCannotEvenBeListedLeaveTheWorkToTheHost() {
        String sentence = errorsOf(() -> OpenClBackend.create(() -> {
            throw new OpenClException("clGetDeviceIDs", -6);
        }, "", Backends.ONE));
        assertThat(sentence).startsWith("OpenCL was asked for, but cannot be used (clGetDeviceIDs answered "
                + "CL_OUT_OF_HOST_MEMORY (-6)); in its place").hasLineCount(1);
    }

    @Test void withoutADeviceTheHostDoesItAll() {
        Backend[] made = new Backend[1];
        String sentence = errorsOf(() -> made[0] = OpenClBackend.create(Optional::empty, "", Backends.ONE));
        assertThat(sentence).startsWith("OpenCL was asked for, but cannot be used (")
                .contains("; in its place runs the Vector");
        new ProductForm(true, true, true).agrees(made[0], 10, 10, 10);
    }

    /// 1 MB for all buffers together: the first products fit, a later one does not.
    @Test void whenTheDeviceIsFullTheHostGoesOnAndNoResultIsLost() {
        OpenClBackend small = OpenClDevices.backend(OpenClDevices.session(1 << 20));
        Matrix x = Backends.random(100, 100, 1), y = Matrix.zeros(100, 100), big = Backends.random(1000, 1000, 2);
        small.apply(Elementwise.RELU, x, y);
        Matrix z = Matrix.zeros(1000, 1000);
        String sentence = errorsOf(() -> small.times(big, big, z));
        assertThat(sentence).startsWith("OpenCL was asked for, but cannot be used (clCreateBuffer answered "
                + "CL_MEM_OBJECT_ALLOCATION_FAILURE (-4)")
                .contains(" of 1 MB are taken, and 3 more are needed)").hasLineCount(1);
        assertThat(z.isIdentical(big.elementMult(big), 0)).isTrue();
        assertThat(y.isIdentical(x.map(v -> Math.max(v, 0)), 0)).isTrue();
        assertThat(errorsOf(() -> small.times(big, big, z))).isEmpty();
    }

    @Test void theDemoTellsDeviceAndDifference() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            OpenCl.demo();
        } finally {
            System.setOut(console);
        }
        assertThat(text.toString(StandardCharsets.UTF_8)).contains(Device.chosen().orElseThrow().toString())
                .containsPattern("difference from the reference: [0-9.]+e-0[5-7]");
    }
}
