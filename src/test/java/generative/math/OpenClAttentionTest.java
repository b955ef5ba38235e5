package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Connections.Group;
import generative.math.OpenClDevices.Way;
import generative.sparse.AttentionPattern;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Attention on whatever device is there, both ways, against the reference in double.
final class OpenClAttentionTest {

    @BeforeEach void aDeviceIsThere() {
        OpenClDevices.assumeDevice();
    }

    /// Otherwise the host would have done it.
    @AfterEach void theDeviceDidIt() {
        for (Way way : Way.values()) assertThat(way.backend().trouble()).isEmpty();
    }

    /// No runs and no order: each query is a group of its own, and so is each key.
    private static final AttentionPattern OWN =
            (i, N) -> IntStream.rangeClosed(0, i).filter(j -> (i * j + i + j) % 3 == 1).toArray();

    private static List<AttentionPattern> patterns(int l) {
        return List.of(AttentionPattern.dense(), AttentionPattern.everything(), AttentionPattern.self(),
                AttentionPattern.local(l), AttentionPattern.everyLth(l),
                AttentionPattern.block(l), AttentionPattern.summary(l, 1), OWN,
                AttentionPattern.merged(AttentionPattern.local(l), AttentionPattern.everyLth(l)),
                AttentionPattern.merged(AttentionPattern.block(l), AttentionPattern.summary(l, (l + 1) / 2)),
                AttentionPattern.merged(AttentionPattern.summary(l, 1), AttentionPattern.self()));
    }

    static Stream<Arguments> patternsAndLengths() {
        return Backends.sizes().boxed().flatMap(N -> patterns(Math.max(1, (int) Math.sqrt(N))).stream()
                .map(pattern -> Arguments.of(pattern, N)));
    }

    @ParameterizedTest @MethodSource("patternsAndLengths")
    void agreesWithTheReference(AttentionPattern pattern, int N) {
        agrees(List.of(pattern.connections(N)), 2, 5, 3);
    }

    /// More than one tile of 64 each way, and runs that begin and end within tiles.
    @ParameterizedTest @MethodSource("longPatterns")
    void agreesWithTheReferenceOnManyTiles(AttentionPattern pattern) {
        agrees(List.of(pattern.connections(203)), 1, 17, 16);
    }

    static Stream<AttentionPattern> longPatterns() {
        return Stream.concat(patterns(14).stream(), patterns(70).stream());
    }

    /// 16 columns of queries are met at a time, 64 of values are added up at a time.
    @ParameterizedTest @CsvSource({"1, 1", "2, 3", "7, 8", "9, 15", "16, 16", "17, 31", "33, 100", "100, 33", "64, 64",
        "65, 129", "130, 64"})
    void agreesWithTheReferenceForHeadsOfAnyWidth(int d, int e) {
        AttentionPattern pattern = AttentionPattern.merged(AttentionPattern.local(5), AttentionPattern.everyLth(5));
        agrees(List.of(pattern.connections(70)), 1, d, e);
    }

    @Test void headsHaveTheirOwnConnections() {
        agrees(patterns(6).stream().map(pattern -> pattern.connections(80)).toList(), 3, 4, 6);
    }

    @Test void aQueryThatSeesNothingGetsZero() {
        Connections second = new Connections(2, List.of(new Group(new int[] {1}, new int[] {0}, new int[] {0}, new int[] {1})));
        agrees(List.of(second), 1, 2, 2);
        Connections none = new Connections(3, List.of());
        agrees(List.of(none, AttentionPattern.dense().connections(3)), 2, 2, 2);
    }

    /// Scores in the thousands: only differences from the largest may be exponentiated. The last keys have the largest.
    @Test void largeScoresDoNotOverflow() {
        int N = 150;
        Matrix q = Matrix.zeros(N, 1), k = Matrix.zeros(N, 1), v = Backends.random(N, 1, 3), o = v.createLike(), L = o.copy();
        q.fill(100);
        for (int j = 0; j < N; j++) k.set(j, j);
        backend().attend(q, k, v, List.of(AttentionPattern.everything().connections(N)), o, L);
        for (int i = 0; i < N; i++) {
            assertThat(o.get(i)).isEqualTo(v.get(N - 1));
            assertThat(L.get(i)).isEqualTo(100 * (N - 1));
        }
    }

    @Test void NaNReachesThoseThatSeeIt() {
        Matrix q = Backends.random(5, 2, 1), k = Backends.random(5, 2, 2), v = Backends.random(5, 2, 3), o = v.createLike();
        k.set(2, 1, Double.NaN);
        backend().attend(q, k, v, List.of(AttentionPattern.local(2).connections(5)), o, Matrix.zeros(5, 1));
        for (int i = 0; i < 5; i++) assertThat(Double.isNaN(o.get(i, 0))).as("row %d", i).isEqualTo(i == 2 || i == 3);
    }

    @Test void givesTheSameBitsEveryTime() {
        List<Connections> heads = Stream.of(AttentionPattern.everyLth(8), AttentionPattern.dense())
                .map(pattern -> pattern.connections(100)).toList();
        Backends.assertSameBits(run(backend(), heads, 2, 8, 8), run(backend(), heads, 2, 8, 8), "attention");
    }

    private static Backend backend() {
        return Way.LARGE_GPU.backend();
    }

    /// o, L, dq, dk, dv; what was in them before is lost.
    private static Matrix[] run(Backend backend, List<Connections> heads, int sequences, int d, int e) {
        int N = heads.getFirst().length() * sequences, H = heads.size();
        Matrix q = Backends.random(N, H * d, 1), k = Backends.random(N, H * d, 2), v = Backends.random(N, H * e, 3);
        Matrix dO = Backends.random(N, H * e, 4), o = Backends.random(N, H * e, 5), L = Backends.random(N, H, 6);
        Matrix dq = Backends.random(N, H * d, 7), dk = Backends.random(N, H * d, 8), dv = Backends.random(N, H * e, 9);
        boolean exact = backend == Backends.REFERENCE;
        Matrix[] all = Stream.of(q, k, v, o, L, dO, dq, dk, dv).map(x -> exact ? x.inDouble() : x).toArray(Matrix[]::new);
        backend.attend(all[0], all[1], all[2], heads, all[3], all[4]);
        backend.attendBackward(all[0], all[1], all[2], all[3], all[4], all[5], heads, all[6], all[7], all[8]);
        return new Matrix[] {all[3], all[4], all[6], all[7], all[8]};
    }

    /// Scores are up to 4 √d in size and off by (d + 2) 2⁻²⁴ of that; weights are off by as much of their own size.
    private static void agrees(List<Connections> heads, int sequences, int d, int e) {
        for (Way way : List.of(Way.SMALL_GPU, Way.LARGE_GPU)) agrees(way, heads, sequences, d, e);
    }

    private static void agrees(Way way, List<Connections> heads, int sequences, int d, int e) {
        Matrix[] fast = run(way.backend(), heads, sequences, d, e), exact = run(Backends.REFERENCE, heads, sequences, d, e);
        double weight = (4 * Math.sqrt(d) * (d + 8) + 40) * Backends.U;
        double[] size = Arrays.stream(exact).mapToDouble(x -> Math.max(1, finite(x).elementMaxAbs())).toArray();
        for (int i = 0; i < fast.length; i++)
            Backends.assertClose(fast[i], exact[i], weight * size[i] * (i > 1 ? 4 * e : 2),
                    List.of("o", "L", "dq", "dk", "dv").get(i)
                            + " on a " + way + " of " + heads + ", heads of " + d + " and " + e);
    }

    private static Matrix finite(Matrix x) {
        return x.map(v -> Double.isInfinite(v) ? 0 : v);
    }
}
