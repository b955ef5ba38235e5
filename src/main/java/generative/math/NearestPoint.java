package generative.math;

import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The nearest of a few points for each of many in few dimensions, such as the palette's colour for each pixel.
///
/// ```
/// score(x, s) = ‖s‖² − 2 x·s        = ‖x − s‖² − ‖x‖², so the least score is the least distance
/// ```
/// Four vectors of points at a time, one point in a lane, meet all s one after the other; the best score and its number
/// stay in registers. Points are first laid out coordinate by coordinate, so that a vector is one coordinate of many points.
final class NearestPoint {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = SPECIES.length(), BLOCK = 4 * LANES, SHARE = 64 * BLOCK;

    private final int d, count;
    private final float[] s, table;

    /// For each s: its number (whole up to 2²⁴), its squared norm, and −2 times its coordinates.
    NearestPoint(Matrix points) {
        d = points.numCols();
        count = points.numRows();
        s = points.floats();
        table = new float[count * (d + 2)];
        for (int m = 0, to = 0; m < count; m++, to += d + 2) {
            table[to] = m;
            for (int j = 0; j < d; j++) {
                table[to + 1] += s[m * d + j] * s[m * d + j];
                table[to + 2 + j] = -2 * s[m * d + j];
            }
        }
    }

    void of(Matrix x, Team team, int[] index, double[] distance) {
        float[] xs = x.floats();
        int N = x.numRows();
        team.run((N + SHARE - 1) / SHARE, part -> {
            float[] planes = new float[d * BLOCK], which = new float[BLOCK];
            for (int n = part * SHARE; n < Math.min(N, (part + 1) * SHARE); n += BLOCK) {
                int rows = Math.min(BLOCK, N - n);
                for (int r = 0; r < rows; r++)
                    for (int j = 0; j < d; j++) planes[j * BLOCK + r] = xs[(n + r) * d + j];
                nearest(planes, which);
                for (int r = 0; r < rows; r++) {
                    index[n + r] = (int) which[r];
                    double found = squaredDistance(xs, (n + r) * d, index[n + r] * d);
                    distance[n + r] = found == found ? found : Double.POSITIVE_INFINITY;
                }
            }
        });
    }

    private double squaredDistance(float[] x, int i, int m) {
        double sum = 0;
        for (int j = 0; j < d; j++) sum += (x[i + j] - s[m + j]) * (x[i + j] - s[m + j]);
        return sum;
    }

    private void nearest(float[] planes, float[] which) {
        FloatVector far = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY), zero = FloatVector.zero(SPECIES);
        FloatVector best0 = far, best1 = far, best2 = far, best3 = far;
        FloatVector which0 = zero, which1 = zero, which2 = zero, which3 = zero;
        for (int t = 0; t < table.length; ) {
            float number = table[t];
            FloatVector score0 = FloatVector.broadcast(SPECIES, table[t + 1]), score1 = score0, score2 = score0, score3 = score0;
            t += 2;
            for (int p = 0; p < planes.length; p += BLOCK, t++) {
                FloatVector c = FloatVector.broadcast(SPECIES, table[t]);
                score0 = c.fma(FloatVector.fromArray(SPECIES, planes, p), score0);
                score1 = c.fma(FloatVector.fromArray(SPECIES, planes, p + LANES), score1);
                score2 = c.fma(FloatVector.fromArray(SPECIES, planes, p + 2 * LANES), score2);
                score3 = c.fma(FloatVector.fromArray(SPECIES, planes, p + 3 * LANES), score3);
            }
            VectorMask<Float> less = score0.compare(LT, best0);
            best0 = best0.blend(score0, less);
            which0 = which0.blend(number, less);
            less = score1.compare(LT, best1);
            best1 = best1.blend(score1, less);
            which1 = which1.blend(number, less);
            less = score2.compare(LT, best2);
            best2 = best2.blend(score2, less);
            which2 = which2.blend(number, less);
            less = score3.compare(LT, best3);
            best3 = best3.blend(score3, less);
            which3 = which3.blend(number, less);
        }
        which0.intoArray(which, 0);
        which1.intoArray(which, LANES);
        which2.intoArray(which, 2 * LANES);
        which3.intoArray(which, 3 * LANES);
    }
}
