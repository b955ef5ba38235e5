package generative.cli;

import generative.UserException;
import generative.cli.SparseOptions.Pattern;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import generative.sparse.HeadPatterns.Way;
import java.util.List;
import picocli.CommandLine.Option;

/// The sizes of a Sparse Transformer on the command line: those of a published one, and what is to be different.
final class ArchitectureOptions {

    /// The published nets.
    enum Published {
        CIFAR10(Architecture.CIFAR10, Pattern.STRIDED), ENWIK8(Architecture.ENWIK8, Pattern.FIXED),
        IMAGENET64(Architecture.IMAGENET64, Pattern.STRIDED);

        private final Architecture net;
        private final Pattern pattern;

        Published(Architecture net, Pattern pattern) {
            this.net = net;
            this.pattern = pattern;
        }
    }

    @Option(names = "--architecture", defaultValue = "CIFAR10", paramLabel = "NAME",
            description = "A published net: cifar10, enwik8 or imagenet64 (default: cifar10); the options below change it.")
    private Published published;

    @Option(names = "--vocabulary", paramLabel = "TOKENS", description = "The number of different tokens.")
    private Integer vocabulary;

    @Option(names = "--axes", split = ",", paramLabel = "SIDE",
            description = "The sides of the grid that a sequence is read from, the fastest last: 32,32,3 for rows, columns and "
                    + "colours.")
    private List<Integer> axes;

    @Option(names = "--layers", description = "The number of blocks.")
    private Integer layers;

    @Option(names = "--width", description = "The numbers at each position between blocks.")
    private Integer width;

    @Option(names = "--heads", description = "Heads of attention, which divide the width.")
    private Integer heads;

    @Option(names = "--key-width", paramLabel = "WIDTH",
            description = "Of the queries and keys of all heads (default: in the same proportion to --width as in the "
                    + "published net).")
    private Integer keyWidth;

    @Option(names = "--inner-width", paramLabel = "UNITS",
            description = "Hidden units of the feed-forward nets (default: in the same proportion to --width as in the "
                    + "published net).")
    private Integer innerWidth;

    @Option(names = "--pattern", paramLabel = "NAME", description = "What a position looks at: dense, strided or fixed.")
    private Pattern pattern;

    @Option(names = "--l", paramLabel = "L",
            description = "The length of the pattern, which divides the number of positions (default: a row of the grid).")
    private Integer l;

    @Option(names = "--c", paramLabel = "C",
            description = "Summary positions in a block of fixed attention (default: a quarter of l).")
    private Integer c;

    @Option(names = "--way", paramLabel = "WAY", converter = SparseOptions.WayConverter.class,
            description = "How the two sets of a sparse pattern are combined: by-turns, merged or by-head (default: as in the "
                    + "published net).")
    private Way way;

    /// The published net as it is, if nothing is to be different.
    Published published() {
        return published;
    }

    /// @throws UserException if there is no net of these sizes
    Architecture architecture() {
        Architecture from = published.net;
        int d = or(width, from.width());
        List<Integer> sides = axes == null ? from.axes() : axes;
        try {
            return new Architecture(
                    or(vocabulary, from.vocabulary()), sides, or(layers, from.layers()), d, or(heads, from.heads()),
                    or(keyWidth, scaled(from.keyWidth(), d, from)), or(innerWidth, scaled(from.innerWidth(), d, from)),
                    patterns(from, sides));
        } catch (IllegalArgumentException e) {
            throw new UserException("There is no such net: " + e.getMessage() + ".", e);
        } catch (ArithmeticException e) {
            throw new UserException("There is no such net: a grid of " + sides
                    + " or a width of " + d + " is more than can be numbered; choose smaller ones.", e);
        }
    }

    private HeadPatterns patterns(Architecture from, List<Integer> sides) {
        if (pattern == null && l == null && c == null && way == null && axes == null) return from.patterns();
        int length = l != null ? l : sides.stream().skip(1).reduce(1, Math::multiplyExact);
        Way combined = way != null ? way : from.patterns().way();
        return switch (pattern != null ? pattern : published.pattern) {
            case DENSE -> HeadPatterns.dense();
            case STRIDED -> HeadPatterns.strided(length, combined);
            case FIXED -> HeadPatterns.fixed(length, c != null ? c : Math.max(1, length / 4), combined);
        };
    }

    private static int scaled(int published, int width, Architecture from) {
        return Math.toIntExact((long) published * width / from.width());
    }

    private static int or(Integer given, int otherwise) {
        return given != null ? given : otherwise;
    }
}
