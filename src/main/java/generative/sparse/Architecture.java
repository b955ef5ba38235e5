package generative.sparse;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The sizes of a Sparse Transformer.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), sections 5 and 7; the released hyperparameters.
///
/// @param vocabulary V, the number of tokens
/// @param axes       the sides of the grid that the sequence is read from, the fastest last: `[32, 32, 3]` for rows, columns and colours,
///                   `[N/l, l]` for text; each side has its own position embeddings. Their product is N
/// @param layers     L
/// @param width      d, the numbers at each position between layers
/// @param heads      H, which divide `width` and `keyWidth`
/// @param keyWidth   the width of queries and of keys, all heads together: d, or d/2 in the published net for CIFAR-10
/// @param innerWidth the hidden units of a feed-forward net: 4d, or 2d there
/// @param patterns   what each head looks at
public record Architecture(int vocabulary, List<Integer> axes, int layers, int width, int heads, int keyWidth, int innerWidth,
                           HeadPatterns patterns) {

    /// CIFAR-10, bytes in raster order: 59 million parameters, 2.80 bits per dim.
    public static final Architecture CIFAR10 = new Architecture(256, List.of(32, 32, 3), 128, 256, 2, 128, 512,
            HeadPatterns.strided(96, HeadPatterns.Way.BY_TURNS));

    /// The first 10⁸ bytes of Wikipedia: 95 million parameters, .99 bits per byte.
    public static final Architecture ENWIK8 = new Architecture(256, List.of(96, 128), 30, 512, 8, 512, 2048,
            HeadPatterns.fixed(128, 32, HeadPatterns.Way.MERGED));

    /// ImageNet of 64×64: 152 million parameters, 3.44 bits per dim.
    public static final Architecture IMAGENET64 = new Architecture(256, List.of(64, 64, 3), 48, 512, 16, 512, 2048,
            HeadPatterns.strided(128, HeadPatterns.Way.BY_TURNS));

    public Architecture {
        axes = List.copyOf(axes);
        if (vocabulary < 2 || layers < 1 || width < 1 || heads < 1 || keyWidth < 1 || innerWidth < 1 || axes.isEmpty())
            throw new IllegalArgumentException("a transformer needs a vocabulary of 2 or more and all other sizes 1 or more, got "
                    + vocabulary
                    + " tokens, axes " + axes + ", " + layers + " layers, widths " + width + ", " + keyWidth + " and " + innerWidth + ", "
                    + heads + " heads");
        for (int axis : axes) if (axis < 1) throw new IllegalArgumentException("the sides of the grid must be 1 or more, got " + axes);
        if (width % heads != 0 || keyWidth % heads != 0)
            throw new IllegalArgumentException(heads + " heads do not divide the width " + width
                    + (keyWidth == width ? "" : " and the key width " + keyWidth) + "; choose a number of heads that does");
        int N = axes.stream().reduce(1, Math::multiplyExact);
        for (var set : patterns.sets())
            for (AttentionPattern pattern : set)
                if (N % pattern.period() != 0)
                    throw new IllegalArgumentException("the pattern " + pattern + " repeats every " + pattern.period()
                            + " positions, which does not divide the length " + N + "; choose an l that does");
    }

    /// With key width d and inner width 4d, as most nets have.
    public static Architecture of(int vocabulary, List<Integer> axes, int layers, int width, int heads, HeadPatterns patterns) {
        return new Architecture(vocabulary, axes, layers, width, heads, width, 4 * width, patterns);
    }

    /// N, the number of positions.
    public int positions() {
        return axes.stream().reduce(1, Math::multiplyExact);
    }

    /// The pattern of each head of a layer, counted from 0.
    public List<AttentionPattern> patternsOf(int layer) {
        return IntStream.range(0, heads).mapToObj(head -> patterns.at(layer, head)).toList();
    }

    public Architecture withPatterns(HeadPatterns others) {
        return new Architecture(vocabulary, axes, layers, width, heads, keyWidth, innerWidth, others);
    }

    @Override public String toString() {
        String grid = axes.stream().map(String::valueOf).collect(Collectors.joining("×"));
        return "%d layers of width %d, %d heads, keys %d, inner %d, %s positions, %d tokens, %s"
                .formatted(layers, width, heads, keyWidth, innerWidth, grid, vocabulary, patterns);
    }
}
