package generative.math;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MIN;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The nearest of M points for each of very many in up to three dimensions, such as the palette's colour for each pixel.
///
/// The box around all x is cut into cells, and for each cell it is found out once which of the s can be nearest to anything in it:
///
/// ```
/// s is a candidate if    least distance from s to the cell  ≤  min over all t of the greatest distance from t to the cell
/// ```
/// A point then meets only its cell's candidates, one in a vector lane: about a dozen of 512. The result is that of
/// trying all s, since only such are left out as cannot win. Coordinates that are missing count as 0.
final class NearestPoint {

    static final int DIMENSIONS = 3;
    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length(), PAIR = 2 * LANES, SHARE = 1 << 14;
    private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    private static final float MARGIN = 1.0001f;                           // for rounding in the comparison of distances

    private final Team team;
    private final int d, points, side;
    private final float[] x, s;
    private final float[][] columns;                                       // the s, coordinate by coordinate
    private final Box box;
    private final int[] first, number;                                     // of each cell's candidates: where they begin; which they are
    private final float[] table;                                           // for LANES candidates: first, second, third coordinates

    /// The smallest coordinates, the width of a cell and its inverse.
    private record Box(float[] low, float[] width, float[] inverse) { }

    NearestPoint(Team team, Matrix x, Matrix s) {
        this.team = team;
        d = x.numCols();
        points = s.numRows();
        this.x = x.floats();
        this.s = s.floats();
        columns = new float[d][points];
        for (int j = 0; j < d; j++) for (int m = 0; m < points; m++) columns[j][m] = this.s[m * d + j];
        double most = Math.pow(x.numRows() / 64.0 + 1, 1.0 / DIMENSIONS);      // cells have to pay
        side = (int) Math.clamp(Math.rint(1.25 * Math.pow(points, 1.0 / d)), 1, Math.max(1, most));
        box = box();
        int cells = side * side * side;
        int[][] candidates = new int[cells][];
        team.run(side, part -> {
            for (int c = part * side * side; c < (part + 1) * side * side; c++) candidates[c] = candidates(c);
        });
        first = new int[cells + 1];
        for (int c = 0; c < cells; c++) first[c + 1] = first[c] + (candidates[c].length + PAIR - 1) / PAIR * PAIR;
        number = new int[first[cells]];
        table = new float[first[cells] * DIMENSIONS];
        for (int c = 0; c < cells; c++) enter(candidates[c], first[c], first[c + 1]);
    }

    private Box box() {
        int shares = Math.max(1, (x.length / d + SHARE - 1) / SHARE);
        float[][] lows = new float[shares][], highs = new float[shares][];
        team.run(shares, part -> {
            lows[part] = new float[] {Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE};
            highs[part] = new float[] {-Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE};
            range(part * SHARE * d, Math.min(x.length, (part + 1) * SHARE * d), lows[part], highs[part]);
        });
        float[] low = new float[DIMENSIONS], width = new float[DIMENSIONS], inverse = new float[DIMENSIONS];
        for (int j = 0; j < d; j++) {
            float least = lows[0][j], most = highs[0][j];
            for (int part = 1; part < shares; part++) {
                least = Math.min(least, lows[part][j]);
                most = Math.max(most, highs[part][j]);
            }
            low[j] = least;
            width[j] = Math.max(0, (most - least) / side);
            inverse[j] = width[j] > 0 ? 1 / width[j] : 0;
        }
        return new Box(low, width, inverse);
    }

    /// Of d vectors in a row, lane i of the v-th holds coordinate (v · LANES + i) mod d. NaN is passed over.
    private void range(int from, int to, float[] low, float[] high) {
        int whole = from + (to - from) / (d * LANES) * (d * LANES);
        for (int v = 0; v < d; v++) {
            FloatVector least = FloatVector.broadcast(SPECIES, Float.MAX_VALUE), most = least.neg();
            for (int i = from + v * LANES; i < whole; i += d * LANES) {
                FloatVector numbers = FloatVector.fromArray(SPECIES, x, i);
                least = least.blend(numbers, numbers.compare(LT, least));
                most = most.blend(numbers, numbers.compare(GT, most));
            }
            widen(least.toArray(), most.toArray(), v * LANES, low, high);
        }
        float[] rest = Arrays.copyOfRange(x, whole, to);
        widen(rest, rest, 0, low, high);
    }

    /// The first of the least and of the most belong to coordinate `place` mod d, the next ones to the next.
    private void widen(float[] least, float[] most, int place, float[] low, float[] high) {
        for (int i = 0; i < least.length; i++) {
            int j = (place + i) % d;
            if (least[i] < low[j]) low[j] = least[i];
            if (most[i] > high[j]) high[j] = most[i];
        }
    }

    /// Which of the s can be nearest to a point of cell c. A cell is taken a little larger than it is, for rounding.
    private int[] candidates(int c) {
        float[] least = new float[points], greatest = new float[points];
        int[] place = {c % side, c / side % side, c / side / side};
        for (int j = 0; j < d; j++) {
            float slack = 1e-3f * box.width[j], from = box.low[j] + place[j] * box.width[j] - slack;
            addSquares(columns[j], from, box.width[j] + 2 * slack, least, greatest);
        }
        float bound = Float.POSITIVE_INFINITY;
        for (float g : greatest) if (g < bound) bound = g;
        int count = 0;
        int[] found = new int[points];
        for (int m = 0; m < points; m++) if (!(least[m] > bound * MARGIN)) found[count++] = m;
        return Arrays.copyOf(found, count);
    }

    /// Adds the squares of the least and the greatest difference between each s and the interval.
    private static void addSquares(float[] s, float from, float width, float[] least, float[] greatest) {
        for (int m = 0; m < s.length; m++) {
            float left = from - s[m], right = left + width;
            float far = Math.max(-left, right), near = Math.max(0, Math.max(left, -right));
            least[m] += near * near;
            greatest[m] += far * far;
        }
    }

    private void enter(int[] candidates, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean there = i - from < candidates.length;
            number[i] = there ? candidates[i - from] : 0;
            for (int j = 0; j < DIMENSIONS; j++)                           // what is not there or not finite is infinitely far
                table[i / LANES * LANES * DIMENSIONS + j * LANES + i % LANES] =
                        !there ? Float.POSITIVE_INFINITY : j < d ? finite(s[number[i] * d + j]) : 0;
        }
    }

    private static float finite(float coordinate) {
        return Float.isFinite(coordinate) ? coordinate : Float.POSITIVE_INFINITY;
    }

    void find(int[] index, double[] distance) {
        team.run((index.length + SHARE - 1) / SHARE, part -> {
            for (int n = part * SHARE; n < Math.min(index.length, (part + 1) * SHARE); n++) {
                int i = n * d;
                find(x[i], d > 1 ? x[i + 1] : 0, d > 2 ? x[i + 2] : 0, n, index, distance);
            }
        });
    }

    /// Two vectors of candidates at a time, so that nearly all points take one turn. Squares are never negative, and such floats
    /// are ordered as their bits are; so whole numbers are compared, for which the machine has shorter code. NaN may have bits of
    /// either sign and is kept out: a point that is not finite is near nothing.
    private void find(float a, float b, float c, int n, int[] index, double[] distance) {
        if (!(Math.abs(a) + Math.abs(b) + Math.abs(c) < Float.POSITIVE_INFINITY)) {
            index[n] = 0;
            distance[n] = Double.POSITIVE_INFINITY;
            return;
        }
        int cell = (place(c, 2) * side + place(b, 1)) * side + place(a, 0), best = INFINITE, at = 0;
        for (int from = first[cell], to = first[cell + 1]; from < to; from += PAIR) {
            IntVector left = squares(from, a, b, c), right = squares(from + LANES, a, b, c);
            int least = left.min(right).reduceLanes(MIN);
            if (least < best) {
                best = least;
                long where = left.eq(least).toLong() | right.eq(least).toLong() << LANES;
                at = from + Long.numberOfTrailingZeros(where);
            }
        }
        distance[n] = Float.intBitsToFloat(best);
        index[n] = best == INFINITE ? 0 : number[at];
    }

    private IntVector squares(int from, float a, float b, float c) {
        int at = from * DIMENSIONS;
        FloatVector da = FloatVector.fromArray(SPECIES, table, at).sub(a);
        FloatVector db = FloatVector.fromArray(SPECIES, table, at + LANES).sub(b);
        FloatVector dc = FloatVector.fromArray(SPECIES, table, at + 2 * LANES).sub(c);
        return dc.fma(dc, db.fma(db, da.mul(da))).reinterpretAsInts();
    }

    private int place(float coordinate, int j) {
        return Math.clamp((int) ((coordinate - box.low[j]) * box.inverse[j]), 0, side - 1);
    }
}
