package generative.math;

import generative.math.Backends.Numbers;
import generative.math.Backends.Operation;
import generative.math.OpenClDevices.Way;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation on shapes that chance draws, with sizes 0 and 1 among them, on plain numbers and with NaN and both infinities
/// strewn in: the fast backends do what the reference does.
final class AnyShapeTest {

    private static final int SHAPES = 30;

    static Stream<Operation> operations() {
        return Backends.operations();
    }

    /// NaN as Java writes it and as x86 computes ∞ − ∞, which has a sign; both infinities.
    private static final double[] ODD =
            {Double.NaN, Float.intBitsToFloat(0xffc00000), Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    /// One number in 20 is odd.
    private static final Numbers STREWN = (rows, cols, path) -> {
        Matrix m = Backends.random(rows, cols, path);
        RandomGenerator random = Randoms.of(rows, Arrays.hashCode(path), cols);
        for (int i = 0; i < m.getNumElements(); i++) if (random.nextInt(20) == 0) m.set(i, ODD[random.nextInt(4)]);
        return m;
    };

    /// 0 and 1 are as likely as all sizes from 2 to 70 together.
    private static int size(RandomGenerator random) {
        return random.nextBoolean() ? random.nextInt(2) : random.nextInt(2, 71);
    }

    /// A row without numbers has no mean, and no class.
    private static boolean needsColumns(Operation operation) {
        return operation.name().startsWith("normalise") || operation.name().equals("softmaxLoss");
    }

    /// @param functions units of 2⁻²⁴ that a function of numbers up to 2 may be off by: an OpenCL device has coarser ones
    private static void agrees(Backend backend, Operation operation, Numbers numbers, int functions) {
        RandomGenerator random = Randoms.of(operation.name().hashCode());
        for (int shape = 0; shape < SHAPES; shape++) {
            int N = size(random), d = Math.max(size(random), needsColumns(operation) ? 1 : 0);
            Matrix[] plain = operation.run().on(Backends.REFERENCE, numbers, N, d);
            Matrix[] fast = operation.run().on(backend, numbers, N, d);
            boolean function = operation.name().startsWith("apply") || operation.name().startsWith("slope");
            double tolerance = Math.max(function ? functions * Backends.U : 0,
                    operation.tolerance().at(Math.max(N, 1), Math.max(d, 1)));
            for (int i = 0; i < plain.length; i++) {
                if (operation.name().startsWith("normalise") && i == 1)         // a mean of ∞ may be NaN: y is NaN in any case
                    for (Matrix m : List.of(plain[1], fast[1])) m.setTo(m.map(v -> Double.isFinite(v) ? v : Double.NaN));
                Backends.assertClose(fast[i], plain[i], tolerance, operation + " on " + N + "×" + d + ", result " + i);
            }
        }
    }

    @ParameterizedTest @MethodSource("operations")
    void vector(Operation operation) {
        agrees(Backends.TWO, operation, Backends::random, 0);
        agrees(Backends.TWO, operation, STREWN, 0);
    }

    @ParameterizedTest @MethodSource("operations")
    void openCl(Operation operation) {
        for (Way way : List.of(Way.CPU, Way.SMALL_GPU)) {
            agrees(way.backend(), operation, Backends::random, 64);
            agrees(way.backend(), operation, STREWN, 64);
        }
    }

    private static void productsAgree(Backend backend) {
        RandomGenerator random = Randoms.of(7);
        for (ProductForm form : ProductForm.ALL) for (int shape = 0; shape < 4 * SHAPES; shape++) {
            int m = size(random), k = size(random), n = size(random);
            form.agrees(backend, shape % 2 == 0 ? Backends::random : STREWN, m, k, n);
        }
    }

    @Test void vectorProducts() {
        productsAgree(Backends.TWO);
    }

    @ParameterizedTest @EnumSource void openClProducts(Way way) {
        productsAgree(way.backend());
    }

    /// Every query sees a run of keys that chance draws, or none.
    private static Connections connections(int N, RandomGenerator random) {
        int[] all = IntStream.range(0, N).toArray(), from = random.ints(N, 0, N).toArray();
        int[] to = Arrays.stream(from).map(first -> first + random.nextInt(N - first + 1)).toArray();
        return new Connections(N, List.of(new Connections.Group(all, all, from, to)));
    }

    /// o, L, dq, dk, dv of B sequences, and o of their last queries alone.
    private static Matrix[] attended(Backend backend, Numbers numbers, List<Connections> heads, int B, int d, int e) {
        int rows = B * heads.getFirst().length(), H = heads.size();
        Matrix q = numbers.of(rows, H * d, 1), k = numbers.of(rows, H * d, 2), v = numbers.of(rows, H * e, 3), dO = numbers.of(rows, H * e, 4);
        Matrix[] out = {Matrix.zeros(rows, H * e), Matrix.zeros(rows, H), q.createLike(), k.createLike(), v.createLike(),
            Matrix.zeros(B, H * e)};
        backend.attend(q, k, v, heads, out[0], out[1]);
        backend.attendBackward(q, k, v, out[0], out[1], dO, heads, out[2], out[3], out[4]);
        int N = rows / B;
        int[] last = IntStream.range(0, B).map(b -> b * N + N - 1).toArray();
        backend.attendAt(N - 1, q.selectRows(last), k, v, heads, out[5]);
        return out;
    }

    private static void attentionAgrees(Backend backend, Numbers numbers) {
        RandomGenerator random = Randoms.of(8);
        for (int shape = 0; shape < SHAPES; shape++) {
            int N = random.nextInt(1, shape % 8 == 0 ? 200 : 41), H = random.nextInt(1, 4), B = random.nextInt(1, 4), d = random.nextInt(1, 21), e = random.nextInt(1, 21);
            List<Connections> heads = Stream.generate(() -> connections(N, random)).limit(H).toList();
            Matrix[] plain = attended(Backends.REFERENCE, numbers, heads, B, d, e), fast = attended(backend, numbers, heads, B, d, e);
            for (int i = 0; i < plain.length; i++) {
                double largest = Math.max(1, plain[i].map(x -> Double.isFinite(x) ? x : 0).elementMaxAbs());
                Backends.assertClose(fast[i], plain[i], (4 * Math.sqrt(d) * (d + 8) + 40) * 8 * e * largest * Backends.U,
                        List.of("o", "L", "dq", "dk", "dv", "the last o").get(i) + " of " + heads + ", heads of " + d + " and " + e);
            }
        }
    }

    @Test void vectorAttention() {
        attentionAgrees(Backends.TWO, Backends::random);
        attentionAgrees(Backends.TWO, STREWN);
    }

    @Test void openClAttention() {
        attentionAgrees(Way.SMALL_GPU.backend(), Backends::random);
        attentionAgrees(Way.SMALL_GPU.backend(), STREWN);
    }
}
