package generative.sparse;

import java.util.List;
import java.util.stream.IntStream;

/// Which pattern each head of each layer has: the three ways to combine the sets of factorised attention.
///
/// ```
/// BY_TURNS   layer r has set r mod p                     each layer is sparse in its own way, two of them reach everything
/// MERGED     every head has the union of all sets
/// BY_HEAD    head h has set h mod p                      side by side in one layer
/// ```
/// A set may itself have variants, which the heads take in turn: in fixed attention, heads read different summary positions.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 5.1.
///
/// @param way  how the sets are combined
/// @param sets the p sets, each with one variant or more
public record HeadPatterns(Way way, List<List<AttentionPattern>> sets) {

    public enum Way { BY_TURNS, MERGED, BY_HEAD }

    public HeadPatterns {
        if (sets.isEmpty() || sets.stream().anyMatch(List::isEmpty)) throw new IllegalArgumentException("there is a set without a pattern");
        sets = sets.stream().map(List::copyOf).toList();
    }

    /// The same patterns for all heads, one set each.
    public static HeadPatterns of(Way way, List<AttentionPattern> patterns) {
        return new HeadPatterns(way, patterns.stream().map(List::of).toList());
    }

    /// Full attention to all that came before.
    public static HeadPatterns dense() {
        return of(Way.MERGED, List.of(AttentionPattern.dense()));
    }

    /// Window and column, for data with rows of l: images, sound with a period.
    public static HeadPatterns strided(int l, Way way) {
        return of(way, AttentionPattern.strided(l));
    }

    /// Block and summary, for text; up to ⌊l/c⌋ heads read summaries of their own.
    public static HeadPatterns fixed(int l, int c, Way way) {
        List<AttentionPattern> first = AttentionPattern.fixed(l, c);       // checks l and c
        List<AttentionPattern> summaries = IntStream.range(0, l / c).mapToObj(head ->
                AttentionPattern.merged(AttentionPattern.summary(l, c, head), AttentionPattern.self())).toList();
        return new HeadPatterns(way, List.of(List.of(first.getFirst()), summaries));
    }

    /// The pattern of a head, layers and heads counted from 0.
    public AttentionPattern at(int layer, int head) {
        int p = sets.size();
        return switch (way) {
            case BY_TURNS -> variant(layer % p, head);
            case BY_HEAD -> variant(head % p, head / p);
            case MERGED -> p == 1 ? variant(0, head)
                    : AttentionPattern.merged(IntStream.range(0, p).mapToObj(s -> variant(s, head)).toArray(AttentionPattern[]::new));
        };
    }

    private AttentionPattern variant(int set, int head) {
        return sets.get(set).get(head % sets.get(set).size());
    }

    @Override public String toString() {
        List<String> names = sets.stream().map(set -> set.getFirst() + (set.size() == 1 ? "" : " and " + (set.size() - 1) + " variants"))
                .toList();
        return sets.size() == 1 ? names.getFirst() : way.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " " + names;
    }

    /// Who looks at what in a net with strided attention, combined in the three ways.
    public static void demo() {
        for (Way way : Way.values()) {
            HeadPatterns patterns = strided(4, way);
            System.out.println(patterns);
            for (int layer = 0; layer < 2; layer++)
                System.out.println("  layer " + layer + ": head 0 has " + patterns.at(layer, 0) + ", head 1 has " + patterns.at(layer, 1));
        }
        System.out.println("Two steps reach everything: from layer to layer, at once in a merged head, or by heads that see different "
                + "things.");
    }
}
