package generative.bench;

import static generative.sparse.AttentionPattern.block;
import static generative.sparse.AttentionPattern.dense;
import static generative.sparse.AttentionPattern.everyLth;
import static generative.sparse.AttentionPattern.local;
import static generative.sparse.AttentionPattern.merged;
import static generative.sparse.AttentionPattern.summary;

import generative.math.DotProductAttention;
import generative.math.DotProductAttention.Attended;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.sparse.AttentionPattern;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Attention forward and back to queries, keys and values: 4 heads of 64 over one sequence of N positions, all with the same
/// pattern.
///
/// ```
/// attn_causal_N_fb, attn_strided_N_fb, attn_fixed_N_fb       l = 32, or 128 from N = 4,096 on
/// attn_dense_N, attn_strided_N, attn_fixed_N                 l = √N, rounded: how the time grows with N
/// ```
/// Causal is dense: all that came before. Strided looks at the last l positions and every l-th, fixed at its own block of l so
/// far and the last 8 positions of every block before. The peer masks what is not seen.
final class AttentionWorkloads {

    private static final int HEADS = 4, WIDTH = 64, SUMMARY = 8;
    private static final int PRODUCTS = 7;                                // for each connection: 2 forward, 5 back
    private static final Pattern NAME =
            Pattern.compile("attn_(?:(causal|strided|fixed)_([1-9]\\d{0,4})_fb|(dense|strided|fixed)_([1-9]\\d{0,4}))");

    private AttentionWorkloads() { }

    static List<Workload> all() {
        return Stream.of("causal_1024", "causal_4096", "strided_1024", "strided_4096", "strided_16384",
                "fixed_1024", "fixed_4096", "fixed_16384").map(name -> named("attn_" + name + "_fb").orElseThrow()).toList();
    }

    /// The attention of this name, whatever its length.
    static Optional<Workload> named(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) return Optional.empty();
        boolean grows = parts.group(1) == null;
        String kind = parts.group(grows ? 3 : 1);
        int N = Integer.parseInt(parts.group(grows ? 4 : 2));
        int l = grows ? (int) Math.round(Math.sqrt(N)) : N < 4096 ? 32 : 128;
        double flop = PRODUCTS * 2.0 * WIDTH * HEADS * count(kind, N, l);
        return Optional.of(new Workload(name, flop, () -> attention(pattern(kind, l), N)));
    }

    static AttentionPattern pattern(String kind, int l) {
        return switch (kind) {
            case "strided" -> merged(local(l), everyLth(l));
            case "fixed" -> merged(block(l), summary(l, Math.min(SUMMARY, l)));
            default -> dense();
        };
    }

    /// The connections of a head, without making them.
    static long count(String kind, int N, int l) {
        return LongStream.range(0, N).map(i -> switch (kind) {
            case "strided" -> Math.min(i + 1, l) + i / l;
            case "fixed" -> i % l + 1 + i / l * Math.min(SUMMARY, l);
            default -> i + 1;
        }).sum();
    }

    private static Workload.Step attention(AttentionPattern pattern, int N) {
        DotProductAttention attention = new DotProductAttention(Collections.nCopies(HEADS, pattern.connections(N)));
        RandomGenerator random = Randoms.of(1);
        Matrix q = gaussian(N, random), k = gaussian(N, random), v = gaussian(N, random), dO = gaussian(N, random);
        return () -> {
            Attended attended = attention.attend(q, k, v);
            return attention.backward(q, k, v, attended, dO);
        };
    }

    private static Matrix gaussian(int N, RandomGenerator random) {
        return Randoms.gaussian(N, HEADS * WIDTH, 1, random);
    }
}
