package generative.sparse;

import generative.math.Matrix;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/// What a head of attention likes to look at, in numbers: near or far, along the row or along the column, at one place or
/// everywhere.
///
/// ```
/// steps     mean over queries i of  Σⱼ p[i,j] |i − j|                in the order of reading
/// distance  the same with the straight way from pixel to pixel
/// window    Σⱼ p[i,j] over the last w positions, i itself among them
/// pixel     over i's own pixel      row     over the others of its row      column     over the others of its column
/// entropy   −Σⱼ p[i,j] ln p[i,j]    ln of the number of keys, at most: logKeys, over the keys that have any weight
/// ```
/// A share says little alone: one row of 32 is much of the image for the second row and little for the last. So the same is
/// computed for a head that looks at all that came before alike, [#uniform], to compare with.
///
/// Source: the figure of learned attention in Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section
/// 4.1, is what these numbers are about.
public record AttentionMeasures(double steps, double distance, double window, double pixel, double row, double column,
                                double entropy, double logKeys) {

    private static final double TOLERANCE = 1e-3;

    /// Of weights N×N, p[i,j] in row i; rows of zeros, of queries that see nothing, are left out.
    ///
    /// @param window w
    /// @throws IllegalArgumentException if the shape is not that of the image, or a row is no distribution
    public static AttentionMeasures of(Matrix weights, Raster raster, int window) {
        int N = raster.positions();
        if (weights.numRows() != N || weights.numCols() != N)
            throw new IllegalArgumentException(
                    "weights " + weights.shape() + " are not those of the " + N + " positions of " + raster);
        return of(i -> {
            double[] p = new double[N];
            double sum = 0;
            for (int j = 0; j < N; j++) {
                p[j] = weights.get(i, j);
                if (!(p[j] >= 0))
                    throw new IllegalArgumentException("the weight of position " + j + " for query " + i + " is " + p[j]);
                sum += p[j];
            }
            if (sum != 0 && Math.abs(sum - 1) > TOLERANCE)
                throw new IllegalArgumentException("the weights of query " + i + " add up to " + (float) sum + ", not to 1");
            return p;
        }, raster, window);
    }

    /// Of a head that looks at all that came before alike, and at itself.
    public static AttentionMeasures uniform(Raster raster, int window) {
        return of(i -> {
            double[] p = new double[raster.positions()];
            java.util.Arrays.fill(p, 0, i + 1, 1.0 / (i + 1));
            return p;
        }, raster, window);
    }

    private static AttentionMeasures of(IntFunction<double[]> weights, Raster raster, int window) {
        if (window < 1) throw new IllegalArgumentException("a window has 1 position or more, not " + window);
        Sums mean = new Sums();
        for (int i = 0; i < raster.positions(); i++) mean.add(weights.apply(i), i, raster, window);
        return mean.divided();
    }

    /// The mean over heads, or over images.
    public static AttentionMeasures mean(List<AttentionMeasures> all) {
        Sums sums = new Sums();
        for (AttentionMeasures m : all) sums.add(m);
        return sums.divided();
    }

    /// What is added up until it is divided.
    private static final class Sums {
        private double steps, distance, window, pixel, row, column, entropy, logKeys;
        private int count;

        void add(double[] p, int i, Raster raster, int w) {
            int keys = 0;
            for (int j = 0; j < p.length; j++) {
                if (p[j] == 0) continue;
                keys++;
                steps += p[j] * Math.abs(i - j);
                distance += p[j] * raster.distance(i, j);
                if (i - w < j && j <= i) window += p[j];
                if (raster.pixel(i) == raster.pixel(j)) pixel += p[j];
                else if (raster.row(i) == raster.row(j)) row += p[j];
                else if (raster.column(i) == raster.column(j)) column += p[j];
                entropy -= p[j] * Math.log(p[j]);
            }
            if (keys == 0) return;
            logKeys += Math.log(keys);
            count++;
        }

        void add(AttentionMeasures m) {
            steps += m.steps;
            distance += m.distance;
            window += m.window;
            pixel += m.pixel;
            row += m.row;
            column += m.column;
            entropy += m.entropy;
            logKeys += m.logKeys;
            count++;
        }

        AttentionMeasures divided() {
            if (count == 0) throw new IllegalArgumentException("there is nothing of which to take the mean");
            return new AttentionMeasures(steps / count, distance / count, window / count, pixel / count, row / count,
                    column / count, entropy / count, logKeys / count);
        }
    }

    /// The heads of all layers, one a line, with the uniform head below.
    public static String table(List<List<Matrix>> layers, Raster raster, int window) {
        StringBuilder text = new StringBuilder("%-16s %8s %8s %8s %7s %7s %7s %8s %8s%n".formatted("", "steps", "pixels",
                "last " + window, "pixel", "row", "column", "entropy", "at most"));
        for (int layer = 0; layer < layers.size(); layer++)
            for (int head = 0; head < layers.get(layer).size(); head++)
                text.append(of(layers.get(layer).get(head), raster, window)
                        .line("layer %d, head %d".formatted(layer + 1, head + 1)));
        return text.append(uniform(raster, window).line("all alike")).toString();
    }

    private String line(String name) {
        return String.format(Locale.ROOT, "%-16s %8.2f %8.2f %7.1f%% %6.1f%% %6.1f%% %6.1f%% %8.3f %8.3f%n", name, steps,
                distance, 100 * window, 100 * pixel, 100 * row, 100 * column, entropy, logKeys);
    }

    @Override public String toString() {
        return String.format(Locale.ROOT,
                "%.1f steps, %.2f pixels away; %.1f %% in the window, %.1f %% own pixel, %.1f %% row, %.1f %% column; "
                        + "entropy %.3f of %.3f",
                steps, distance, 100 * window, 100 * pixel, 100 * row, 100 * column, entropy, logKeys);
    }

    /// Three heads of plain taste on an image of 6×6.
    public static void demo() {
        Raster raster = new Raster(6, 6, 1);
        List<AttentionPattern> tastes = List.of(AttentionPattern.local(3), AttentionPattern.block(6),
                AttentionPattern.everyLth(6));
        System.out.print(table(List.of(tastes.stream().map(taste -> equally(taste, raster)).toList()), raster, 3));
        System.out.println("Head 1 looks at the last three, head 2 along its row, head 3 up its column; the last line is "
                + "nobody's taste, to compare with.");
    }

    /// All keys of a pattern alike.
    static Matrix equally(AttentionPattern pattern, Raster raster) {
        int N = raster.positions();
        Matrix weights = Matrix.zeros(N, N);
        for (int i = 0; i < N; i++) {
            int[] keys = pattern.keys(i, N);
            for (int j : keys) weights.set(i, j, 1.0 / keys.length);
        }
        return weights;
    }
}
