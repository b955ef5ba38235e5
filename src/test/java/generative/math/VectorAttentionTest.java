package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Connections.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tiles of attention against [ReferenceAttention], in the forms of connections that there are.
final class VectorAttentionTest {

    private static final double NaN = Double.NaN, INF = Double.POSITIVE_INFINITY;

    /// Connections of any length.
    record Form(String name, IntFunction<Connections> of) {
        @Override public String toString() {
            return name;
        }
    }

    static Stream<Form> forms() {
        return Stream.of(new Form("causal", VectorAttentionTest::causal), new Form("everything", VectorAttentionTest::everything),
                new Form("window of 5", N -> window(N, 5)), new Form("every 3rd", N -> everyLth(N, 3)),
                new Form("window or every 4th", N -> window(N, 4).union(everyLth(N, 4))),
                new Form("own block and summaries", VectorAttentionTest::fixed),
                new Form("random runs", VectorAttentionTest::randomRuns),
                new Form("one group for each query", VectorAttentionTest::oneByOne),
                new Form("nothing", N -> new Connections(N, List.of())));
    }

    private static int[] all(int N) {
        return IntStream.range(0, N).toArray();
    }

    private static Connections causal(int N) {
        return new Connections(N, List.of(new Group(all(N), all(N), new int[N], IntStream.rangeClosed(1, N).toArray())));
    }

    private static Connections everything(int N) {
        return new Connections(N, List.of(new Group(all(N), all(N), new int[N], IntStream.range(0, N).map(i -> N).toArray())));
    }

    private static Connections window(int N, int l) {
        int[] from = IntStream.range(0, N).map(i -> Math.max(0, i - l + 1)).toArray();
        return new Connections(N, List.of(new Group(all(N), all(N), from, IntStream.rangeClosed(1, N).toArray())));
    }

    private static Connections everyLth(int N, int l) {
        List<Group> groups = new ArrayList<>();
        for (int r = 0; r < Math.min(l, N); r++) {
            int first = r;
            int[] places = IntStream.range(0, (N - r + l - 1) / l).map(a -> first + a * l).toArray();
            groups.add(new Group(places, places, new int[places.length], IntStream.rangeClosed(1, places.length).toArray()));
        }
        return new Connections(N, groups);
    }

    /// Blocks of 6, of which the last two positions speak to all later blocks.
    private static Connections fixed(int N) {
        int[] own = IntStream.range(0, N).map(i -> i / 6 * 6).toArray();
        int[] keys = IntStream.range(0, N).filter(j -> j % 6 >= 4).toArray();
        int[] seen = IntStream.range(0, N).map(i -> i / 6 * 2).toArray();
        return new Connections(N, List.of(new Group(all(N), all(N), own, IntStream.rangeClosed(1, N).toArray()),
                new Group(all(N), keys, new int[N], seen)));
    }

    /// Even keys in one group, odd ones in the other; some queries are in neither, some see nothing in theirs.
    private static Connections randomRuns(int N) {
        RandomGenerator random = Randoms.of(7, N);
        List<Group> groups = new ArrayList<>();
        for (int odd = 0; odd < 2; odd++) {
            int rest = odd;
            int[] keys = IntStream.range(0, N).filter(j -> j % 2 == rest).toArray();
            int[] queries = IntStream.range(0, N).filter(i -> random.nextInt(4) > 0).toArray();
            int[] from = new int[queries.length], to = new int[queries.length];
            for (int a = 0; a < queries.length; a++) {
                int one = random.nextInt(keys.length + 1), other = random.nextInt(keys.length + 1);
                from[a] = Math.min(one, other);
                to[a] = Math.max(one, other);
            }
            groups.add(new Group(queries, keys, from, to));
        }
        return new Connections(N, groups);
    }

    private static Connections oneByOne(int N) {
        RandomGenerator random = Randoms.of(8, N);
        return new Connections(N, IntStream.range(0, N).mapToObj(i -> {
            int[] keys = IntStream.rangeClosed(0, i).filter(j -> random.nextInt(3) == 0).toArray();
            return new Group(new int[] {i}, keys, new int[] {0}, new int[] {keys.length});
        }).toList());
    }

    /// All that attention answers for B sequences with heads of width d for queries and keys, e for values.
    private record Experiment(List<Connections> heads, Matrix q, Matrix k, Matrix v, Matrix dO) {

        static Experiment of(int B, int d, int e, Connections... heads) {
            int rows = B * heads[0].length(), H = heads.length;
            return new Experiment(List.of(heads), Backends.random(rows, H * d, 1), Backends.random(rows, H * d, 2),
                    Backends.random(rows, H * e, 3), Backends.random(rows, H * e, 4));
        }

        List<Matrix> all() {
            return List.of(q, k, v, dO);
        }

        /// o, L, dq, dk, dv, and o again at some positions.
        Matrix[] on(Backend backend) {
            int N = heads.getFirst().length(), B = q.numRows() / N;
            Matrix o = full(v), L = full(Matrix.zeros(v.numRows(), heads.size()));
            Matrix dq = full(q), dk = full(k), dv = full(v);
            backend.attend(q, k, v, heads, o, L);
            backend.attendBackward(q, k, v, o, L, dO, heads, dq, dk, dv);
            List<Matrix> results = new ArrayList<>(List.of(o, L, dq, dk, dv));
            for (int position : new int[] {0, N / 2, N - 1}) {
                int[] rows = IntStream.range(0, B).map(b -> b * N + position).toArray();
                Matrix at = full(Matrix.zeros(B, v.numCols()));
                backend.attendAt(position, q.selectRows(rows), k, v, heads, at);
                results.add(at);
            }
            return results.toArray(Matrix[]::new);
        }

        /// Of this shape, with something in it that has to be overwritten.
        private static Matrix full(Matrix like) {
            return Backends.random(like.numRows(), like.numCols(), 9);
        }
    }

    /// Scores are up to 4√d, numbers up to 2, and a gradient sums over N queries or keys.
    private static void agrees(Experiment x, String what) {
        Matrix[] fast = x.on(Backends.TWO), plain = x.on(Backends.REFERENCE);
        int N = x.heads.getFirst().length(), width = x.q.numCols() / x.heads.size();
        for (int i = 0; i < plain.length; i++) {
            double size = 1 + finiteMax(plain[i]);
            Backends.assertClose(fast[i], plain[i], 8 * Backends.U * (width + 16) * size, what + ", N = " + N + ", result " + i);
        }
    }

    private static double finiteMax(Matrix x) {
        return IntStream.range(0, x.getNumElements()).mapToDouble(i -> Math.abs(x.get(i))).filter(Double::isFinite)
                .max().orElse(0);
    }

    @ParameterizedTest @MethodSource("forms")
    void agreesWithTheReferenceOnAndOffTheLaneWidth(Form form) {
        int[] sizes = Backends.sizes().toArray();
        for (int i = 0; i < sizes.length; i++) {
            int width = Math.min(40, sizes[sizes.length - 1 - i]);
            agrees(Experiment.of(1, width, 5, form.of.apply(sizes[i])), form + ", width " + width);
            agrees(Experiment.of(2, 3, width, form.of.apply(sizes[i]), causal(sizes[i])),
                    form + " and causal, values of " + width);
        }
    }

    @ParameterizedTest @MethodSource("forms")
    void agreesWithTheReferenceInManyTiles(Form form) {
        agrees(Experiment.of(1, 16, 16, form.of.apply(301)), form.name);
        agrees(Experiment.of(1, 33, 65, form.of.apply(129)), form.name);
    }

    @ParameterizedTest @MethodSource("forms")
    void givesTheSameBitsWithAnyNumberOfThreads(Form form) {
        Experiment x = Experiment.of(2, 20, 12, form.of.apply(150), causal(150), form.of.apply(150));
        Matrix[] one = x.on(Backends.ONE);
        Backends.assertSameBits(x.on(Backends.TWO), one, form + " on two threads");
        Backends.assertSameBits(x.on(Backends.THREE), one, form + " on three threads");
    }

    /// One number that is not finite in one of the four matrices; then six in each.
    @ParameterizedTest @MethodSource("forms")
    void whatIsNotFiniteComesOutAsInTheReference(Form form) {
        double[] specials = {NaN, INF, -INF};
        for (double special : specials)
            for (int which = 0; which < 4; which++) {
                Experiment x = Experiment.of(1, 6, 6, form.of.apply(250));
                x.all().get(which).set(77, 2, special);
                agrees(x, form + " with " + special + " in matrix " + which);
            }
        RandomGenerator random = Randoms.of(11);
        for (int round = 0; round < 10; round++) {
            Experiment x = Experiment.of(1, 2, 2, form.of.apply(250), causal(250));
            for (Matrix matrix : x.all())
                for (int i = 0; i < 6; i++) matrix.set(random.nextInt(250), random.nextInt(4), specials[random.nextInt(3)]);
            agrees(x, form + " with many, round " + round);
        }
    }

    /// The second query sees ∞ and NaN, the third nothing but −∞.
    @Test void theLogSumOfScoresThatAreNotFinite() {
        Connections two = new Connections(3, List.of(new Group(all(3), all(3), new int[] {0, 0, 2}, new int[] {1, 2, 3})));
        Experiment x = Experiment.of(1, 1, 1, two);
        x.q.set(1, 0, 1);
        x.q.set(2, 0, 1);
        x.k.set(0, 0, INF);
        x.k.set(1, 0, NaN);
        x.k.set(2, 0, -INF);
        Matrix[] results = x.on(Backends.ONE);
        assertThat(results[1].get(1)).isNaN();
        assertThat(results[1].get(2)).isEqualTo(-INF);
        assertThat(results[0].get(2)).isNaN();
        agrees(x, "scores that are not finite");
    }

    @Test void emptyGroupsAreNothing() {
        Group nobody = new Group(new int[0], all(9), new int[0], new int[0]);
        Group nothing = new Group(all(9), new int[0], new int[9], new int[9]);
        List<Group> groups = new ArrayList<>(causal(9).groups());
        groups.addAll(List.of(nobody, nothing));
        agrees(Experiment.of(1, 3, 3, new Connections(9, groups)), "with empty groups");
    }

    /// Single queries of five heads, of which some look at the same keys: enough work for threads to share.
    @Test void headsThatLookAtTheSameKeysAreServedTogether() {
        Connections one = causal(301), other = window(301, 200);
        Experiment x = Experiment.of(3, 32, 20, one, one, other, one, one);
        agrees(x, "heads with the same keys");
        Matrix[] alone = x.on(Backends.ONE);
        Backends.assertSameBits(x.on(Backends.THREE), alone, "heads with the same keys");
    }

    @Test void aFutureKeyNeverChangesAnEarlierOutput() {
        for (double special : new double[] {NaN, INF, 1e30, 3}) {
            Experiment x = Experiment.of(1, 8, 8, causal(200), window(200, 9));
            Matrix[] before = x.on(Backends.TWO);
            for (int j = 150; j < 200; j++)
                for (int c = 0; c < 16; c++) {
                    x.k.set(j, c, special);
                    x.v.set(j, c, special);
                }
            Matrix[] after = x.on(Backends.TWO);
            for (int i = 0; i < 3; i++)
                Backends.assertClose(after[i].rows(0, 150), before[i].rows(0, 150), 0, "future " + special);
        }
    }

    @Test void scoresFarApartNeitherOverflowNorVanish() {
        Experiment x = Experiment.of(1, 4, 4, causal(150));
        x.q.fill(1);
        for (int j = 0; j < 150; j++) for (int c = 0; c < 4; c++) x.k.set(j, c, j == 70 ? 5000 : -5000 + 40 * j);
        Matrix o = x.on(Backends.ONE)[0];
        for (int i : new int[] {0, 69, 70, 149})
            for (int c = 0; c < 4; c++) assertThat(o.get(i, c)).as("output " + i).isEqualTo(x.v.get(Math.min(i, 70), c));
    }
}
