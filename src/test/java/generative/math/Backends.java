package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the tests of the backends share: backends of one, two and three threads, sizes around and off the lane width,
/// every operation of [Backend] as an experiment that can be repeated on another backend, and comparisons.
final class Backends {

    static final Backend REFERENCE = Backend.reference();
    static final Backend ONE = new VectorBackend(1), TWO = new VectorBackend(2), THREE = new VectorBackend(3);

    /// A float's relative rounding error.
    static final double U = 0x1p-24;

    private Backends() { }

    static IntStream sizes() {
        return IntStream.of(1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 100);
    }

    static Matrix random(int rows, int cols, long... path) {
        return Randoms.uniform(rows, cols, -2, 2, Randoms.of(1, path));
    }

    /// Where the numbers of an operation come from.
    interface Numbers {
        Matrix of(int rows, int cols, long... path);
    }

    /// Numbers −2, −1, 0, 1, 2, so that ties are common.
    static Matrix ties(int rows, int cols) {
        return ties(Backends::random, rows, cols);
    }

    private static Matrix ties(Numbers r, int rows, int cols) {
        return r.of(rows, cols, 3).map(x -> Math.rint(x));
    }

    /// An operation on N×d numbers. The tolerance is what the float result may be off by, for numbers up to 2 in size.
    ///
    /// @param run answers with all that the operation changed, one matrix after the other
    record Operation(String name, Run run, Tolerance tolerance) {

        @Override public String toString() {
            return name;
        }
    }

    interface Run {
        Matrix[] on(Backend backend, Numbers numbers, int N, int d);

        /// On random numbers.
        default Matrix[] on(Backend backend, int N, int d) {
            return on(backend, Backends::random, N, d);
        }
    }

    interface Tolerance {
        double at(int N, int d);
    }

    private static final Tolerance EXACT = (N, d) -> 0;

    /// All operations but the product and attention, which have tests of their own.
    static Stream<Operation> operations() {
        Stream<Operation> elementwise = Arrays.stream(Elementwise.values()).flatMap(f -> Stream.of(
                new Operation("apply " + f, (b, r, N, d) -> {
                    Matrix y = Matrix.zeros(N, d);
                    b.apply(f, positive(r, f, N, d), y);
                    return new Matrix[] {y};
                }, switch (f) {
                    case EXP -> (N, d) -> 8 * 4 * U;                          // 4 units of e² < 8
                    case SIGMOID, TANH, LOG, SOFTPLUS -> (N, d) -> 4 * U;
                    case QUICK_GELU -> (N, d) -> 2 * 4 * U;                   // x times the sigmoid, |x| ≤ 2
                    default -> EXACT;
                }),
                new Operation("slope of " + f, (b, r, N, d) -> {
                    Matrix x = positive(r, f, N, d), y = Matrix.zeros(N, d), dx = Matrix.zeros(N, d);
                    REFERENCE.apply(f, x, y);
                    b.applyBackward(f, x, y, r.of(N, d, 2), dx);
                    return new Matrix[] {dx};
                }, f == Elementwise.RELU || f == Elementwise.EXP ? EXACT
                        : (N, d) -> (f == Elementwise.QUICK_GELU ? 16 : 8) * U)));
        return Stream.of(elementwise, randomNumbers(), distances(), rows(), others()).flatMap(all -> all);
    }

    private static Stream<Operation> randomNumbers() {
        return Stream.of(
                new Operation("dropout", (b, r, N, d) -> {
                    Matrix y = r.of(N, d, 2);
                    b.dropout(r.of(N, d, 1), 0x123456789abcdefL, .7, 1.25, y);
                    return new Matrix[] {y};
                }, EXACT),
                new Operation("bernoulli", (b, r, N, d) -> {
                    Matrix y = r.of(N, d, 2);
                    b.bernoulli(r.of(N, d, 1).scale(.5), -5, y);            // probabilities below 0 and above 1 too
                    return new Matrix[] {y};
                }, EXACT),
                new Operation("bernoulli where the number is the probability", (b, r, N, d) -> {
                    Matrix p = r.of(N, d, 2);
                    b.uniform(-5, 0, 1, p);
                    b.bernoulli(p, -5, p);                                     // u < u is never so
                    assertThat(p.elementMaxAbs()).isZero();
                    return new Matrix[] {p};
                }, EXACT),
                new Operation("uniform", (b, r, N, d) -> {
                    Matrix out = r.of(N, d, 1);
                    b.uniform(-77, -.5, 2.25, out);
                    return new Matrix[] {out};
                }, EXACT),
                new Operation("uniform where floats are far apart", (b, r, N, d) -> {
                    Matrix out = r.of(N, d, 1);
                    b.uniform(-77, 1_000_000, 1_000_001, out);
                    return new Matrix[] {out};
                }, EXACT),
                new Operation("gaussian", (b, r, N, d) -> {
                    Matrix out = r.of(N, d, 1);
                    b.gaussian(1L << 40, 2, out);
                    return new Matrix[] {out};
                }, (N, d) -> 2 * 6.7 * 4 * U));
    }

    /// On rows of d numbers, and on rows of 1 to 3, for which backends may have other ways.
    private static Stream<Operation> distances() {
        return Stream.of(0, 1, 2, 3).flatMap(fixed -> Stream.of(
                new Operation("logSumExpOfDistances" + (fixed > 0 ? " of " + fixed : ""), (b, r, N, d) -> {
                    int width = fixed > 0 ? fixed : d;
                    double[][] out = new double[2][N];
                    b.logSumExpOfDistances(r.of(N, width, 1), r.of(d + 300, width, 2), new double[] {-.5, -40}, out);
                    return new Matrix[] {Matrix.of(out)};
                }, (N, d) -> 40 * (Math.max(d, 8) + 16) * U * 16 * Math.max(d, 8)),
                new Operation("nearest" + (fixed > 0 ? " of " + fixed : ""), (b, r, N, d) -> {
                    int width = fixed > 0 ? fixed : d;
                    int[] index = new int[N];
                    double[] distance = new double[N];
                    b.nearest(ties(r, N, width), ties(r, d + 300, width), index, distance);
                    return new Matrix[] {row(index), Matrix.row(distance)};
                }, EXACT)));
    }

    /// Rows may be normalised around their means (with a bias) or around 0; ε is so large that r stays below 4.
    private static Stream<Operation> rows() {
        return Stream.concat(Stream.of(true, false).flatMap(centred -> Stream.of(
                new Operation("normalise" + (centred ? " around means" : ""), (b, r, N, d) -> {
                    Matrix y = r.of(N, d, 4), s = r.of(N, 2, 5);
                    b.normalise(r.of(N, d, 1), r.of(1, d, 2), centred ? r.of(1, d, 3) : null, .1, y, s);
                    return new Matrix[] {y, s};
                }, (N, d) -> (d + 16) * 16 * U),
                new Operation("normaliseBackward" + (centred ? " around means" : ""), (b, r, N, d) -> {
                    Matrix x = r.of(N, d, 1), g = r.of(1, d, 2), s = statistics(x, centred), dx = r.of(N, d, 5);
                    b.normaliseBackward(x, s, g, centred, r.of(N, d, 4), dx);
                    return new Matrix[] {dx};
                }, (N, d) -> (d + 16) * 64 * U),
                new Operation("addGainGradient" + (centred ? " around means" : ""), (b, r, N, d) -> {
                    Matrix x = r.of(N, d, 1), dg = r.of(1, d, 5);
                    b.addGainGradient(x, statistics(x, centred), r.of(N, d, 4), dg);
                    return new Matrix[] {dg};
                }, (N, d) -> (N + 8) * U * 8 * (N + 1)))), Stream.of(
                new Operation("softmaxLoss", (b, r, N, d) -> {
                    Matrix gradient = r.of(N, d, 2);
                    double loss = b.softmaxLoss(r.of(N, d, 1).scale(10), IntStream.range(0, N).map(n -> n * 7 % d).toArray(),
                            gradient);
                    return new Matrix[] {Matrix.row(loss / N), gradient.scale(N)};
                }, (N, d) -> (d + 100) * U),                                 // a loss of 40 is a float on a device
                new Operation("addRows", (b, r, N, d) -> {
                    Matrix sums = r.of(5, d, 2);
                    b.addRows(r.of(N, d, 1), IntStream.range(0, N).map(n -> n * n % 5).toArray(), sums);   // 0, 1, 4, 4, 1, 0 …
                    return new Matrix[] {sums};
                }, EXACT)));
    }

    private static Matrix statistics(Matrix x, boolean centred) {
        Matrix statistics = x.like(x.numRows(), 2), g = x.like(1, x.numCols());
        REFERENCE.normalise(x, g, centred ? g : null, .1, x.createLike(), statistics);
        return statistics;
    }

    private static Stream<Operation> others() {
        return Stream.of(
                new Operation("affineTransposed", (b, r, N, d) -> {
                    Matrix y = r.of(N, d + 3, 4), z = r.of(N, d + 3, 4);
                    b.affineTransposed(r.of(N, d, 1), r.of(d + 3, d, 2), r.of(1, d + 3, 3), Elementwise.SIGMOID, y);
                    b.affineTransposed(r.of(N, d, 1), r.of(d + 3, d, 2), r.of(1, d + 3, 3), null, z);
                    return new Matrix[] {y, z};
                }, (N, d) -> 4 * (d + 4) * 4 * U),
                new Operation("logisticLoss", (b, r, N, d) -> {
                    Matrix gradient = r.of(N, d, 3), a = r.of(N, d, 1).scale(20), t = r.of(N, d, 2).map(Math::abs);
                    double sum = b.logisticLoss(a, t, N, gradient);
                    return new Matrix[] {Matrix.row(sum / (N * d)), gradient};
                }, (N, d) -> 100 * U),
                new Operation("addRowsByIndex", (b, r, N, d) -> {
                    double[] sums = new double[3 * d];
                    int[] index = IntStream.range(0, N).map(n -> n * 7 % 3).toArray(), counts = {0, 0, 5};
                    Arrays.fill(sums, 1);
                    b.addRowsByIndex(ties(r, N, d), index, sums, counts);
                    return new Matrix[] {Matrix.row(sums), row(counts)};
                }, EXACT),
                new Operation("affine", (b, r, N, d) -> {
                    Matrix y = r.of(N, d + 1, 4);                           // what was there is overwritten
                    b.affine(r.of(N, d, 1), r.of(d, d + 1, 2), r.of(1, d + 1, 3), y);
                    return new Matrix[] {y};
                }, (N, d) -> (d + 2) * U * 4 * (d + 1)),
                new Operation("affine with tanh", (b, r, N, d) -> {
                    Matrix y = r.of(N, d + 1, 4);
                    b.affine(r.of(N, d, 1), r.of(d, d + 1, 2), r.of(1, d + 1, 3), Elementwise.TANH, y);
                    return new Matrix[] {y};
                }, (N, d) -> (d + 4) * U * 4 * (d + 1)),
                new Operation("softmax", (b, r, N, d) -> {
                    Matrix y = r.of(N, d, 2);
                    b.softmax(r.of(N, d, 1).scale(10), y);
                    return new Matrix[] {y};
                }, (N, d) -> (d + 16) * U),
                new Operation("plusRow", (b, r, N, d) -> {
                    Matrix y = Matrix.zeros(N, d);
                    b.plusRow(r.of(N, d, 1), r.of(1, d, 2), y);
                    return new Matrix[] {y};
                }, EXACT),
                new Operation("addColumnSums", (b, r, N, d) -> {
                    Matrix sums = r.of(1, d, 2);
                    b.addColumnSums(r.of(N, d, 1), sums);
                    return new Matrix[] {sums};
                }, (N, d) -> (N + 1) * U * 2 * (N + 1)),
                new Operation("gather", (b, r, N, d) -> {
                    Matrix y = r.of(N, d + 1, 2);                             // turned round, then 0
                    b.gather(r.of(N, d, 1), IntStream.rangeClosed(0, d).map(i -> d - 1 - i).toArray(), y);
                    return new Matrix[] {y};
                }, EXACT),
                new Operation("scatterAdd", (b, r, N, d) -> {
                    Matrix x = r.of(N, d, 1);
                    int[] index = IntStream.range(0, d + 3).map(i -> d == 0 ? -1 : i % (d + 1) - 1).toArray();
                    b.scatterAdd(r.of(N, d + 3, 2), index, x);
                    return new Matrix[] {x};
                }, (N, d) -> 8 * U),
                new Operation("plus", (b, r, N, d) -> {
                    Matrix c = Matrix.zeros(N, d);
                    b.plus(r.of(N, d, 1), r.of(N, d, 2), c);
                    return new Matrix[] {c};
                }, EXACT),
                new Operation("times", (b, r, N, d) -> {
                    Matrix c = Matrix.zeros(N, d);
                    b.times(r.of(N, d, 1), r.of(N, d, 2), c);
                    return new Matrix[] {c};
                }, EXACT),
                new Operation("groupMax", (b, r, N, d) -> {
                    Matrix h = Matrix.zeros(N, d);
                    int[] winner = new int[N * d];
                    b.groupMax(ties(r, N, d * 5), 5, h, winner);
                    return new Matrix[] {h, row(winner)};
                }, EXACT),
                new Operation("groupMaxBackward", (b, r, N, d) -> {
                    Matrix dz = r.of(N, d * 3, 4);                          // what was there is overwritten
                    b.groupMaxBackward(r.of(N, d, 1), 3, IntStream.range(0, N * d).map(o -> o * 7 % 3).toArray(), dz);
                    return new Matrix[] {dz};
                }, EXACT),
                new Operation("rowLogSumExp", (b, r, N, d) -> {
                    Matrix out = Matrix.zeros(N, 1);
                    b.rowLogSumExp(r.of(N, d, 1), -1.5, out);
                    return new Matrix[] {out};
                }, (N, d) -> (d + 16) * U),
                new Operation("rowArgMin", (b, r, N, d) -> {
                    int[] index = new int[N];
                    b.rowArgMin(ties(r, N, d), index);
                    return new Matrix[] {row(index)};
                }, EXACT),
                new Operation("squaredDistances", (b, r, N, d) -> {
                    Matrix x = r.of(N, d, 1), s = r.of(N + 1, d, 2), D = Matrix.zeros(N, N + 1);
                    b.squaredDistances(x, x.rowSquaredNorms(), s, s.rowSquaredNorms(), D);
                    return new Matrix[] {D};
                }, (N, d) -> (d + 3) * U * 16 * d),
                new Operation("sgdStep", (b, r, N, d) -> {
                    Matrix theta = r.of(N, d, 1), v = r.of(N, d, 2), g = r.of(N, d, 3);
                    b.sgdStep(theta, v, g, .1, .7);
                    return new Matrix[] {theta, v, g};
                }, (N, d) -> 8 * U),
                new Operation("maxNorm", (b, r, N, d) -> {
                    Matrix W = r.of(N, d, 1);
                    b.maxNorm(W, .5 * Math.sqrt(N));                       // some columns are longer, some are not
                    return new Matrix[] {W};
                }, (N, d) -> (N + 8) * U),
                new Operation("adamStep", (b, r, N, d) -> {
                    Matrix theta = r.of(N, d, 1), m = r.of(N, d, 2), g = r.of(N, d, 4);
                    Matrix s = r.of(N, d, 3).map(Math::abs);
                    b.adamStep(theta, m, s, g, .01, .9, .99, 1e-8, .001, .1, .01);
                    return new Matrix[] {theta, m, s, g};
                }, (N, d) -> 24 * U));
    }

    private static Matrix positive(Numbers r, Elementwise f, int N, int d) {
        return f == Elementwise.LOG ? r.of(N, d, 1).map(x -> Math.abs(x) + .5) : r.of(N, d, 1);
    }

    private static Matrix row(int[] numbers) {
        return Matrix.row(Arrays.stream(numbers).asDoubleStream().toArray());
    }

    /// NaN where NaN is expected, infinities of the same sign, zeros of any sign, all else within the tolerance.
    static void assertClose(Matrix actual, Matrix expected, double tolerance, String what) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        for (int i = 0; i < expected.getNumElements(); i++) {
            double a = actual.get(i), e = expected.get(i);
            if (a != e && !(Math.abs(a - e) <= tolerance) && !(a != a && e != e))
                throw new AssertionError(what + ", element " + i + ": " + a + " instead of " + e + " ± " + tolerance);
        }
    }

    static void assertSameBits(Matrix[] actual, Matrix[] expected, String what) {
        for (int i = 0; i < expected.length; i++)
            assertThat(actual[i].floats()).as(what + ", result " + i).isEqualTo(expected[i].floats());
    }
}
