package generative.sparse;

import generative.plot.HeatMap;
import generative.plot.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Which position looks at which, for the eye: as a matrix, and for one position over the image it belongs to.
///
/// Blue is looked at, white came before and is not looked at, grey comes later. Where several sets of a factorised attention are
/// shown together, each has a blue of its own; the darkest is the query itself.
///
/// Source: figure 3 of Child et al., *Generating Long Sequences with Sparse Transformers* (2019).
public final class PatternPictures {

    static final int QUERY = 0x08306B, EARLIER = 0xFFFFFF, LATER = 0xE4E7EB;
    private static final int[] SETS = {0x2171B5, 0x8FC1E8, 0x3BA3A0, 0xC5B0E6};
    private static final List<String> SHADES = List.of("blue", "pale blue", "green", "violet");
    private static final int SIDE = 320;

    private PatternPictures() { }

    /// A pattern over N positions as an N×N picture: a row for each query, a column for each key.
    public static Picture matrix(AttentionPattern pattern, int N) {
        return matrices(N, pattern);
    }

    /// Several patterns side by side.
    public static Picture matrices(int N, AttentionPattern... patterns) {
        Mosaic mosaic = new Mosaic(Mosaic.side(N, SIDE), patterns.length, true);
        for (int n = 0; n < patterns.length; n++) paintMatrix(mosaic, n, N, List.of(patterns[n]));
        return mosaic.grid(patterns.length).rowLabels("query ↓").columnLabels(strings(patterns))
                .captions(Arrays.stream(patterns)
                        .map(pattern -> "key →, %,d connections".formatted(pattern.connections(N).count()))
                        .toArray(String[]::new))
                .picture("Matrices of the attention patterns " + String.join(", ", strings(patterns)) + " over " + N
                        + " positions: blue where a query, a row, looks at a key, a column");
    }

    /// The figure of the paper: dense, strided and fixed attention, above what one position of a square image looks at, below the
    /// matrix.
    public static Picture figure(int side) {
        int query = side * Math.min(side / 2 + 1, side - 1) + side / 2;    // a little below the middle
        return figure(side, side, query, List.of("dense", "strided", "fixed"), List.of(List.of(AttentionPattern.dense()),
                AttentionPattern.strided(side), List.of(AttentionPattern.block(side), AttentionPattern.summary(side, 1))));
    }

    /// The same for sets of your own.
    ///
    /// @param query the position that is shown in the upper row
    /// @param names a word for each column
    /// @param sets  for each column the sets of its attention, up to four
    public static Picture figure(int rows, int columns, int query, List<String> names, List<List<AttentionPattern>> sets) {
        int N = rows * columns;
        java.util.Objects.checkIndex(query, N);
        if (names.size() != sets.size())
            throw new IllegalArgumentException(names.size() + " names do not fit " + sets.size() + " columns");
        Mosaic mosaic = new Mosaic(Mosaic.side(N, SIDE), 2 * sets.size(), true);
        for (int n = 0; n < sets.size(); n++) {
            List<AttentionPattern> shown = sets.get(n);
            paintImage(mosaic, n, rows, columns, query, shown);
            paintMatrix(mosaic, sets.size() + n, N, shown);
        }
        return mosaic.grid(sets.size()).rowLabels("one query", "all, query ↓").columnLabels(names.toArray(String[]::new))
                .captions(captions(sets, N))
                .picture("Attention " + names + " in an image of " + rows + "×" + columns
                        + ": above what one pixel looks at, below all queries");
    }

    private static String[] captions(List<List<AttentionPattern>> sets, int N) {
        return IntStream.range(0, 2 * sets.size()).mapToObj(n -> n < sets.size() ? legend(sets.get(n))
                : "key →, %,d connections".formatted(AttentionPattern.merged(sets.get(n - sets.size())
                        .toArray(AttentionPattern[]::new)).connections(N).count()))
                .toArray(String[]::new);
    }

    private static String legend(List<AttentionPattern> sets) {
        if (sets.isEmpty() || sets.size() > SETS.length)
            throw new IllegalArgumentException("a picture has colours for 1 to " + SETS.length + " sets, not for " + sets.size());
        return IntStream.range(0, sets.size()).mapToObj(s -> SHADES.get(s) + " " + PatternText.name(sets.get(s)))
                .reduce((a, b) -> a + ", " + b).orElseThrow();
    }

    private static String[] strings(AttentionPattern[] patterns) {
        return Arrays.stream(patterns).map(PatternText::name).toArray(String[]::new);
    }

    private static void paintMatrix(Mosaic mosaic, int n, int N, List<AttentionPattern> sets) {
        int[][] colours = new int[N][];
        for (int i = 0; i < N; i++) colours[i] = row(sets, i, N);
        mosaic.paint(n, N, N, (i, j) -> colours[i][j]);
    }

    private static void paintImage(Mosaic mosaic, int n, int rows, int columns, int query, List<AttentionPattern> sets) {
        int[] colours = row(sets, query, rows * columns);
        mosaic.paint(n, rows, columns, (y, x) -> colours[y * columns + x]);
    }

    /// The colour of every position for query i; the first set that looks at it decides.
    private static int[] row(List<AttentionPattern> sets, int i, int N) {
        int[] colours = new int[N];
        for (int j = 0; j < N; j++) colours[j] = j <= i ? EARLIER : LATER;
        for (int s = sets.size() - 1; s >= 0; s--) for (int j : sets.get(s).keys(i, N)) colours[j] = SETS[s];
        colours[i] = QUERY;
        return colours;
    }

    /// After how many layers each position has influenced each later one; grey is never.
    public static Picture hops(Reachability way, String title) {
        return new HeatMap(title, way.hops()).axes("from position", "to position").valueLabel("layers").range(0, way.layers())
                .picture("Heat map of the number of layers after which a position, a column, has influenced another, a row; "
                        + "grey is never");
    }

    /// What one pixel of an image looks at, as text.
    public static void demo() {
        int side = 6, query = 27;
        AttentionPattern dense = AttentionPattern.dense();
        List<AttentionPattern> strided = AttentionPattern.strided(side);
        System.out.println("An image of 6×6 is read row by row. The pixel ● looks at ■, not at ·; blanks come later.");
        System.out.println();
        System.out.println("dense           local(6)        everyLth(6)");
        System.out.println(PatternText.image(List.of(dense, strided.get(0), strided.get(1)), side, side, query));
        System.out.println("dense           block(6)        summary(6, 1)");
        System.out.println(PatternText.image(
                List.of(dense, AttentionPattern.block(side), AttentionPattern.summary(side, 1)), side, side, query));
        System.out.println("Strided attention sees the last row's length and its own column; fixed attention its own row and "
                + "the last column.");
    }
}
