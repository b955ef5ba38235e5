package generative.sparse;

import generative.math.Connections;
import generative.math.Connections.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Which earlier positions a position may look at.
///
/// ```
/// dense          j ≤ i                                       N²/2 connections
/// local(l)       i − l < j ≤ i                               N·l
/// everyLth(l)    j ≤ i and (i − j) mod l = 0                 N·N/(2l)
/// block(l)       j ≤ i and ⌊j/l⌋ = ⌊i/l⌋                     N·l/2
/// summary(l, c)  j ≤ i and j mod l ≥ l − c                   N·N·c/(2l)
/// ```
/// *Strided* attention is local and everyLth, *fixed* attention block and summary: two sets of about N√N connections where l ≈ √N, by
/// which each position reaches each earlier one in two steps. They are combined in one of three ways: by turns, layer by
/// layer; [merged][#merged(AttentionPattern...)] in one head; or each in heads of its own.
///
/// The paper lets the window begin at i − l, which makes l + 1 keys; its code has l. Here it is l ([#localOfPaper] has the other):
/// the position at distance l is in everyLth(l) anyway.
///
/// A pattern of your own is a method: `AttentionPattern mine = (i, N) -> new int[] {0, i};` looks at the first position and at itself.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), sections 4.2 and 4.3.
@FunctionalInterface
public interface AttentionPattern {

    /// The keys that position i of N looks at, ascending.
    int[] keys(int i, int N);

    /// The length after which the pattern repeats; 1 where it does not. An [Architecture] wants it to divide N.
    default int period() {
        return 1;
    }

    /// The same in the form that kernels work on.
    ///
    /// @throws IllegalArgumentException if the keys are not ascending positions below N
    default Connections connections(int N) {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            int[] keys = keys(i, N);
            groups.add(new Group(new int[] {i}, keys, new int[] {0}, new int[] {keys.length}));
        }
        return new Connections(N, groups);
    }

    /// The pattern as text, a row for each query: ■ is looked at, · is not, and a blank comes later.
    default String drawn(int N) {
        return PatternText.matrix(this, N);
    }

    /// All that came before, and the position itself.
    static AttentionPattern dense() {
        return new Runs("dense", i -> 0, i -> i + 1);
    }

    /// Every position, later ones too: for models that are shown what they do not have to predict.
    static AttentionPattern everything() {
        return new AttentionPattern() {
            @Override public int[] keys(int i, int N) {
                return IntStream.range(0, N).toArray();
            }
            @Override public Connections connections(int N) {
                int[] all = keys(0, N), to = IntStream.generate(() -> N).limit(N).toArray();
                return new Connections(N, List.of(new Group(all, all, new int[N], to)));
            }
            @Override public String toString() {
                return "everything";
            }
        };
    }

    /// The position itself alone.
    static AttentionPattern self() {
        return new Runs("self", i -> i, i -> i + 1);
    }

    /// The last l positions, the position itself among them.
    static AttentionPattern local(int l) {
        requireWindow(l);
        return new Runs("local(" + l + ")", i -> Math.max(0, i - l + 1), i -> i + 1);
    }

    /// The window as the paper has it: the position itself and the l before it.
    static AttentionPattern localOfPaper(int l) {
        requireWindow(l);
        return new Runs("localOfPaper(" + l + ")", i -> Math.max(0, i - l), i -> i + 1);
    }

    /// Every l-th position, counted back from the position itself: in an image with rows of l, the column above.
    static AttentionPattern everyLth(int l) {
        requireWindow(l);
        return new EveryLth(l);
    }

    /// What came before in the same block of l.
    static AttentionPattern block(int l) {
        requireWindow(l);
        return new Runs("block(" + l + ")", l, i -> i / l * l, i -> i + 1);
    }

    /// The last c positions of every block of l, where they are not later: what the block has to say to all that follow.
    static AttentionPattern summary(int l, int c) {
        return summary(l, c, 0);
    }

    /// The same for head number `head`: each takes c positions of its own, the last, the last but one …, and from the first on again.
    static AttentionPattern summary(int l, int c, int head) {
        requireWindow(l);
        if (c < 1 || c > l) throw new IllegalArgumentException("a block of " + l + " has no " + c + " summary positions");
        return new Summary(l, c, head % (l / c));
    }

    /// What any of them looks at, each key once.
    static AttentionPattern merged(AttentionPattern... parts) {
        return new Merged(List.of(parts));
    }

    /// Strided attention in two sets: [#local] and [#everyLth].
    static List<AttentionPattern> strided(int l) {
        return List.of(local(l), everyLth(l));
    }

    /// Fixed attention in two sets: [#block] and [#summary]. The first positions have no summary before them; as the
    /// second set stands alone in a layer, it is merged with [#self], which changes nothing about what is reached.
    static List<AttentionPattern> fixed(int l, int c) {
        return List.of(block(l), merged(summary(l, c), self()));
    }

    /// The patterns of the paper, and one of your own, as text.
    static void demo() {
        PatternText.demo();
    }

    private static void requireWindow(int l) {
        if (l < 1) throw new IllegalArgumentException("a pattern needs a length l of 1 or more, got " + l);
    }

    /// Patterns in which every position sees a run of positions: one group.
    record Runs(String name, int period, IntUnaryOperator from, IntUnaryOperator to) implements AttentionPattern {

        Runs(String name, IntUnaryOperator from, IntUnaryOperator to) {
            this(name, 1, from, to);
        }

        @Override public int[] keys(int i, int N) {
            return IntStream.range(from.applyAsInt(i), to.applyAsInt(i)).toArray();
        }

        @Override public Connections connections(int N) {
            int[] all = IntStream.range(0, N).toArray();
            return new Connections(N, List.of(
                    new Group(all, all, IntStream.of(all).map(from).toArray(), IntStream.of(all).map(to).toArray())));
        }

        @Override public String toString() {
            return name;
        }
    }

    /// One group for each remainder, within which it is dense: the transposed sequence in blocks.
    record EveryLth(int l) implements AttentionPattern {

        @Override public int period() {
            return l;
        }

        @Override public int[] keys(int i, int N) {
            return IntStream.rangeClosed(0, i / l).map(block -> block * l + i % l).toArray();
        }

        @Override public Connections connections(int N) {
            List<Group> groups = new ArrayList<>();
            for (int r = 0; r < Math.min(l, N); r++) {
                int[] positions = keys(r + (N - 1 - r) / l * l, N);
                groups.add(new Group(positions, positions, new int[positions.length],
                        IntStream.rangeClosed(1, positions.length).toArray()));
            }
            return new Connections(N, groups);
        }

        @Override public String toString() {
            return "everyLth(" + l + ")";
        }
    }

    /// One group: all summaries, of which each position sees those that are not later.
    record Summary(int l, int c, int turn) implements AttentionPattern {

        private boolean isSummary(int j) {
            int before = l - 1 - j % l;                                    // positions to the end of the block
            return before >= turn * c && before < (turn + 1) * c;
        }

        @Override public int period() {
            return l;
        }

        @Override public int[] keys(int i, int N) {
            return IntStream.rangeClosed(0, i).filter(this::isSummary).toArray();
        }

        @Override public Connections connections(int N) {
            int[] all = IntStream.range(0, N).toArray(), to = new int[N];
            int[] keys = keys(N - 1, N);
            for (int i = 0, seen = 0; i < N; i++) to[i] = isSummary(i) ? ++seen : seen;
            return new Connections(N, List.of(new Group(all, keys, new int[N], to)));
        }

        @Override public String toString() {
            return "summary(" + l + ", " + c + (turn == 0 ? ")" : ", " + turn + ")");
        }
    }

    /// The union of patterns.
    record Merged(List<AttentionPattern> parts) implements AttentionPattern {

        public Merged {
            if (parts.isEmpty()) throw new IllegalArgumentException("there is nothing to merge");
        }

        @Override public int period() {
            return parts.stream().mapToInt(AttentionPattern::period).reduce(1, (a, b) -> a / gcd(a, b) * b);
        }

        private static int gcd(int a, int b) {
            return b == 0 ? a : gcd(b, a % b);
        }

        @Override public int[] keys(int i, int N) {
            return parts.stream().flatMapToInt(part -> IntStream.of(part.keys(i, N))).distinct().sorted().toArray();
        }

        @Override public Connections connections(int N) {
            return parts.stream().map(part -> part.connections(N)).reduce(Connections::union).orElseThrow();
        }

        @Override public String toString() {
            return "merged" + parts.toString().replace('[', '(').replace(']', ')');
        }
    }
}
