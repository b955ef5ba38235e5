package generative.sparse;

import generative.math.Matrix;
import generative.plot.LineChart;
import generative.plot.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Where a trained model looks: its attention weights drawn over the image that it reads.
///
/// Source: figure 2 of Child et al., *Generating Long Sequences with Sparse Transformers* (2019), where early layers look at
/// neighbours, some later ones along rows or columns, and others wherever something is to be seen.
public final class AttentionPictures {

    private static final int QUERY = 0x1E8FFF, WEIGHT = 0xFF8C00, UNKNOWN = 0xFFFFFF, SIDE = 168;

    private AttentionPictures() { }

    /// A row for each layer (or head), a column for each query: the image in grey, what the query looks at in orange, the query
    /// in blue. White has not been read yet. The strongest weight of each picture is full orange; the channels of a pixel are
    /// added up.
    ///
    /// @param image   1×N, the numbers that the model reads, from 0 for black to 1 for white
    /// @param rows    names and weights N×N, in order
    /// @param queries positions
    public static Picture overImage(Matrix image, Raster raster, Map<String, Matrix> rows, int... queries) {
        int N = raster.positions(), n = 0;
        if (image.numRows() != 1 || image.numCols() != N)
            throw new IllegalArgumentException("an image of " + raster + " is 1×" + N + ", not " + image.shape());
        if (rows.isEmpty() || queries.length == 0)
            throw new IllegalArgumentException("a picture needs 1 row of weights and 1 query or more");
        int side = Mosaic.side(Math.max(raster.rows(), raster.columns()), SIDE);
        Mosaic mosaic = new Mosaic(side, rows.size() * queries.length, false);
        for (Matrix weights : rows.values()) {
            if (weights.numRows() != N || weights.numCols() != N)
                throw new IllegalArgumentException(
                        "weights " + weights.shape() + " are not those of the " + N + " positions of " + raster);
            for (int query : queries) {
                double[] looked = perPixel(weights, java.util.Objects.checkIndex(query, N), raster);
                mosaic.paint(n++, raster.rows(), raster.columns(),
                        (y, x) -> colour(y * raster.columns() + x, raster.pixel(query), looked, image, raster));
            }
        }
        return mosaic.grid(queries.length).rowLabels(rows.keySet().toArray(String[]::new))
                .columnLabels(Arrays.stream(queries)
                        .mapToObj(query -> "row %d, column %d".formatted(raster.row(query), raster.column(query)))
                        .toArray(String[]::new))
                .picture("What positions of an image look at, orange over grey: a row for each of " + rows.keySet()
                        + ", a column for each query, which is blue");
    }

    /// The weights of a pixel's channels together, the largest 1.
    private static double[] perPixel(Matrix weights, int query, Raster raster) {
        double[] sums = new double[raster.rows() * raster.columns()];
        for (int j = 0; j < raster.positions(); j++) sums[raster.pixel(j)] += weights.get(query, j);
        double largest = Arrays.stream(sums).max().orElseThrow();
        return largest > 0 ? Arrays.stream(sums).map(sum -> sum / largest).toArray() : sums;
    }

    private static int colour(int pixel, int query, double[] looked, Matrix image, Raster raster) {
        if (pixel == query) return QUERY;
        if (pixel > query) return UNKNOWN;
        double grey = 0;
        for (int c = 0; c < raster.channels(); c++) grey += image.get(pixel * raster.channels() + c) / raster.channels();
        int level = (int) Math.round(30 + 150 * Math.clamp(grey, 0, 1));   // never white, which has a meaning of its own
        return between(level << 16 | level << 8 | level, WEIGHT, Math.sqrt(looked[pixel]));
    }

    private static int between(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8)
            mixed |= (int) Math.round((1 - share) * (from >> shift & 0xFF) + share * (to >> shift & 0xFF)) << shift;
        return mixed;
    }

    /// How the taste changes from layer to layer: the shares of the window, the row and the column, each beside what looking at
    /// all alike has.
    public static Picture byLayer(List<AttentionMeasures> layers, AttentionMeasures uniform, int window) {
        double[] layer = IntStream.rangeClosed(1, layers.size()).asDoubleStream().toArray();
        LineChart chart = new LineChart("What each layer looks at", "layer", "share of the weight, %");
        List<Share> shares = new ArrayList<>(List.of(new Share("the last " + window, AttentionMeasures::window),
                new Share("own pixel", AttentionMeasures::pixel),
                new Share("its row", AttentionMeasures::row), new Share("its column", AttentionMeasures::column)));
        for (Share share : shares) {
            double alike = 100 * share.of.applyAsDouble(uniform);
            chart.line(share.name, layer, layers.stream().mapToDouble(m -> 100 * share.of.applyAsDouble(m)).toArray())
                    .dashed(share.name, layer, Arrays.stream(layer).map(l -> alike).toArray());
        }
        return chart.yRange(0, 100).picture("The share of attention that goes to near positions, the own pixel, the row and "
                + "the column, against the layer; dashed is what it would be if all that came before were looked at alike");
    }

    private record Share(String name, ToDoubleFunction<AttentionMeasures> of) { }

    /// The mean of the weights of several heads.
    public static Matrix mean(List<Matrix> heads) {
        return heads.stream().reduce(Matrix::plus).orElseThrow(() -> new IllegalArgumentException("there is no head"))
                .divide(heads.size());
    }
}
