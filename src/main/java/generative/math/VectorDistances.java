package generative.math;

import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MIN;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Squared distances between many rows that are folded into one number for each row as soon as they are known.
///
/// ```
/// ‖x − s‖² = ‖x‖² + ‖s‖² − 2 x·s        a tile of ROWS × COLUMNS products at a time ([VectorGemm]), then, row by row,
/// least    ← min(least, all of the tile's row)
/// sum      ← sum · exp(f (old least − new least)) + Σ exp(f (d − least))        f < 0: the running log-sum-exp
/// ```
/// The N×M matrix of distances never exists; a tile of it stays in the second-level cache. A panel of PANEL samples is packed once
/// for all rows of x. Each thread has rows of x of its own, and a row meets the samples in the same order whatever the number of
/// threads.
///
/// Rows of up to three numbers (pixels) are too shallow for the product; [NearestPoint] serves them.
final class VectorDistances {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int ROWS = 360, COLUMNS = 128, PANEL = 8 * COLUMNS, SLICES = 8;

    private final Team team;
    private final VectorGemm gemm;
    private final ThreadLocal<float[]> tiles = ThreadLocal.withInitial(() -> new float[ROWS * COLUMNS]);

    VectorDistances(Team team, VectorGemm gemm) {
        this.team = team;
        this.gemm = gemm;
    }

    /// What is done with the distances d[from … from+count−1] between row n of x and the rows m … m+count−1 of s, and with the
    /// least of them.
    private interface Fold {
        void row(int n, float[] d, int from, int m, int count, float least);
    }

    void logSumExp(Matrix x, Matrix s, double[] factors, double[][] out) {
        float[] least = new float[x.numRows()];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        double[][] sums = new double[factors.length][x.numRows()];
        forEachTile(x, s, (n, d, from, m, count, here) -> {
            float before = least[n], now = Math.min(before, here);
            least[n] = now;
            for (int k = 0; k < factors.length; k++) {
                double kept = now < before ? sums[k][n] * Math.exp(factors[k] * (before - (double) now)) : sums[k][n];
                sums[k][n] = kept + (now == Float.POSITIVE_INFINITY ? noneOf(d, from, count)
                        : sumOfExp(d, from, count, (float) factors[k], now));
            }
        });
        for (int k = 0; k < factors.length; k++)
            for (int n = 0; n < least.length; n++) out[k][n] = Math.log(sums[k][n])
                    + (sums[k][n] == 0 ? 0 : factors[k] * least[n]);
    }

    void nearest(Matrix x, Matrix s, int[] index, double[] distance) {
        if (x.numCols() > 0 && x.numCols() <= NearestPoint.DIMENSIONS) {
            new NearestPoint(team, x, s).find(index, distance);
            return;
        }
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(index, 0);
        forEachTile(x, s, (n, d, from, m, count, found) -> {
            if (found < distance[n]) {
                int at = from;
                while (d[at] != found) at++;
                distance[n] = found;
                index[n] = m + at - from;
            }
        });
    }

    /// In slices whose number depends on the sizes alone, so that the sums do not depend on the number of threads.
    void addRowsByIndex(Matrix x, int[] index, double[] sums, int[] counts) {
        float[] xs = x.floats();
        int d = x.numCols(), slices = Math.clamp(index.length / (8L * counts.length), 1, SLICES);
        double[][] partial = new double[slices][sums.length];
        int[][] partialCounts = new int[slices][counts.length];
        team.run(slices, part -> {
            int from = (int) ((long) index.length * part / slices), to = (int) ((long) index.length * (part + 1) / slices);
            for (int n = from; n < to; n++) addRow(xs, n * d, partial[part], index[n] * d, d, partialCounts[part], index[n]);
        });
        for (int part = 0; part < slices; part++) {
            for (int i = 0; i < sums.length; i++) sums[i] += partial[part][i];
            for (int m = 0; m < counts.length; m++) counts[m] += partialCounts[part][m];
        }
    }

    /// A loop over the three numbers of a pixel would take longer than to add them.
    private static void addRow(float[] x, int from, double[] sums, int to, int d, int[] counts, int m) {
        counts[m]++;
        if (d == 3) {
            sums[to] += x[from];
            sums[to + 1] += x[from + 1];
            sums[to + 2] += x[from + 2];
        } else {
            for (int j = 0; j < d; j++) sums[to + j] += x[from + j];
        }
    }

    private void forEachTile(Matrix x, Matrix s, Fold fold) {
        float[] xs = x.floats(), ss = s.floats(), xNorms = norms(x), sNorms = norms(s);
        int N = x.numRows(), M = s.numRows(), d = x.numCols(), each = VectorGemm.packedLength(COLUMNS, d);
        float[] packed = new float[(Math.min(M, PANEL) + COLUMNS - 1) / COLUMNS * each];
        for (int first = 0; first < M; first += PANEL) {
            int from = first, to = Math.min(M, first + PANEL), blocks = (to - from + COLUMNS - 1) / COLUMNS;
            team.run(blocks, block -> {
                int m = from + block * COLUMNS;
                VectorGemm.packRows(ss, m, Math.min(COLUMNS, to - m), d, packed, block * each);
            });
            team.run((N + ROWS - 1) / ROWS, part -> {
                for (int block = 0; block < blocks; block++) {
                    int m = from + block * COLUMNS;
                    tile(fold, xs, part * ROWS, Math.min(ROWS, N - part * ROWS), xNorms, packed, block * each, m,
                            Math.min(COLUMNS, to - m), sNorms, d);
                }
            });
        }
    }

    /// The distances between `rows` rows of x from row n on and `count` samples from row m on.
    private void tile(Fold fold, float[] xs, int n, int rows, float[] xNorms, float[] packed, int at, int m, int count,
                      float[] sNorms, int d) {
        float[] tile = tiles.get();
        gemm.multiplyPacked(xs, n, rows, packed, at, count, d, tile);
        for (int r = 0; r < rows; r++)
            fold.row(n + r, tile, r * count, m, count, finish(tile, r * count, count, xNorms[n + r], sNorms, m));
    }

    /// Makes distances of products, and answers the least of them.
    private static float finish(float[] tile, int from, int count, float norm, float[] sNorms, int m) {
        FloatVector least = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY), zero = FloatVector.zero(SPECIES);
        FloatVector norms = FloatVector.broadcast(SPECIES, norm);
        int j = 0;
        for (; j + LANES <= count; j += LANES) {
            FloatVector product = FloatVector.fromArray(SPECIES, tile, from + j);
            FloatVector v = norms.add(FloatVector.fromArray(SPECIES, sNorms, m + j)).sub(product.add(product));
            v = v.blend(zero, v.compare(LT, zero));
            v.intoArray(tile, from + j);
            least = least.blend(v, v.compare(LT, least));
        }
        float result = least.reduceLanes(MIN);
        for (; j < count; j++) {
            float v = Math.max(0f, norm + sNorms[m + j] - 2 * tile[from + j]);
            tile[from + j] = v;
            if (v < result) result = v;
        }
        return result;
    }

    private float[] norms(Matrix x) {
        float[] xs = x.floats(), norms = new float[x.numRows()];
        int d = x.numCols();
        team.run((norms.length + ROWS - 1) / ROWS, part -> {
            for (int n = part * ROWS; n < Math.min(norms.length, (part + 1) * ROWS); n++) norms[n] = norm(xs, n * d, (n + 1) * d);
        });
        return norms;
    }

    private static float norm(float[] x, int i, int to) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (; i < to; i += LANES) {
            FloatVector v = VectorMath.take(x, i, to);
            sum = v.fma(v, sum);
        }
        return VectorMath.sum(sum);
    }

    /// The sum of exponentials where no distance is finite: 0, or NaN if there is one.
    private static double noneOf(float[] d, int from, int count) {
        for (int i = from; i < from + count; i++) if (d[i] != d[i]) return Double.NaN;
        return 0;
    }

    private static double sumOfExp(float[] d, int from, int count, float factor, float least) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = from, to = from + count;
        for (; i + LANES <= to; i += LANES)
            sum = sum.add(VectorMath.expInRange(FloatVector.fromArray(SPECIES, d, i).sub(least).mul(factor)));
        double total = VectorMath.sum(sum);
        for (; i < to; i++) total += Math.exp(factor * (d[i] - least));
        return total;
    }
}
