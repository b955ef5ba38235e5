package generative.math;

import static jdk.incubator.vector.VectorOperators.F2I;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The nearest of M points for each of very many in up to three dimensions, such as the palette's colour for each pixel.
///
/// The box around all x is cut into cells, and for each cell it is found out once which of the s can be nearest to anything in it:
///
/// ```
/// s is a candidate if    least distance from s to the cell  ≤  min over all t of the greatest distance from t to the cell
/// ```
/// A point then meets only its cell's candidates, about a dozen of 512, together with other points of the cell, one in a vector
/// lane. The result is that of trying all s, since only such are left out as cannot win. Coordinates that are missing count as 0.
final class NearestPoint {

    static final int DIMENSIONS = 3;
    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length(), ENTRY = DIMENSIONS + 1, SHARE = 1 << 15;
    private static final float MARGIN = 1.0001f;                           // for rounding in the comparison of distances

    private final Team team;
    private final int d, points, side;
    private final float[] x, s;
    private final float[][] columns;                                       // the s, coordinate by coordinate
    private final Box box;
    private final int[] steps = new int[LANES];                            // from point to point
    private final int[] first;                                             // where each cell's candidates begin
    private final float[] table;                                           // of each candidate: its coordinates, the bits of its number

    /// The smallest coordinates, the width of a cell and its inverse.
    private record Box(float[] low, float[] width, float[] inverse) { }

    /// A share of the points in order of their cells; those of cell c end at `end[c]`. The i-th begins at number `place[i]` of the
    /// share's coordinates, and its nearest is `number[i]` at the squared distance `square[i]`. `order[n]` is the i of point n, before
    /// that its cell.
    private final class Sorted {
        final int[] order, place, number, end = new int[first.length - 1];
        final float[] square;

        Sorted() {
            int room = Math.min(SHARE, x.length / d) + LANES;              // whole vectors are read and written
            order = new int[room];
            place = new int[room];
            number = new int[room];
            square = new float[room];
        }
    }

    NearestPoint(Team team, Matrix x, Matrix s) {
        this.team = team;
        d = x.numCols();
        for (int i = 0; i < LANES; i++) steps[i] = i * d;
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
        for (int c = 0; c < cells; c++) first[c + 1] = first[c] + candidates[c].length;
        table = new float[first[cells] * ENTRY];
        for (int c = 0; c < cells; c++) enter(candidates[c], first[c]);
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

    private void enter(int[] candidates, int from) {
        for (int i = 0, at = from * ENTRY; i < candidates.length; i++, at += ENTRY) {
            for (int j = 0; j < d; j++) table[at + j] = s[candidates[i] * d + j];
            table[at + DIMENSIONS] = Float.intBitsToFloat(candidates[i]);
        }
    }

    /// A share at a time is put in order of the cells, so that the points of a cell follow each other.
    void find(int[] index, double[] distance) {
        Queue<Sorted> free = new ConcurrentLinkedQueue<>();                // what one share is done with the next one takes
        team.run((index.length + SHARE - 1) / SHARE, part -> {
            int from = part * SHARE, count = Math.min(SHARE, index.length - from);
            Sorted taken = free.poll(), sorted = taken == null ? new Sorted() : taken;
            sort(from, count, sorted);
            for (int cell = 0, at = 0; at < count; at = sorted.end[cell++])
                for (int i = at; i < sorted.end[cell]; i += LANES) nearest(sorted, from * d, i, first[cell], first[cell + 1]);
            for (int n = 0; n < count; n++) {
                index[from + n] = sorted.number[sorted.order[n]];
                distance[from + n] = sorted.square[sorted.order[n]];
            }
            free.add(sorted);
        });
    }

    /// By counting: how many points a cell has says where the next one's begin.
    private void sort(int from, int count, Sorted sorted) {
        int[] order = sorted.order, end = sorted.end;
        int n = 0;
        for (; n + LANES <= count; n += LANES) cells((from + n) * d).intoArray(order, n);
        for (; n < count; n++) order[n] = cell((from + n) * d);
        Arrays.fill(end, 0);
        for (n = 0; n < count; n++) end[order[n]]++;
        for (int c = 0, begin = 0; c < end.length; c++) {
            int next = begin + end[c];
            end[c] = begin;
            begin = next;
        }
        for (n = 0; n < count; n++) {
            int i = end[order[n]]++;
            order[n] = i;
            sorted.place[i] = n * d;
        }
        Arrays.fill(sorted.place, count, count + LANES, 0);
    }

    /// A vector of points of one cell meets that cell's candidates one by one; a square that is NaN is less than none. Lanes beyond
    /// the cell's last point hold points of the next cell, whose turn is still to come.
    private void nearest(Sorted sorted, int begin, int i, int from, int to) {
        FloatVector zero = FloatVector.zero(SPECIES), a = FloatVector.fromArray(SPECIES, x, begin, sorted.place, i);
        FloatVector b = d > 1 ? FloatVector.fromArray(SPECIES, x, begin + 1, sorted.place, i) : zero;
        FloatVector c = d > 2 ? FloatVector.fromArray(SPECIES, x, begin + 2, sorted.place, i) : zero;
        FloatVector least = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY), number = zero;
        for (int m = from * ENTRY; m < to * ENTRY; m += ENTRY) {
            FloatVector da = a.sub(table[m]), db = b.sub(table[m + 1]), dc = c.sub(table[m + 2]);
            FloatVector square = dc.fma(dc, db.fma(db, da.mul(da)));
            VectorMask<Float> nearer = square.compare(LT, least);
            least = least.blend(square, nearer);
            number = number.blend(table[m + 3], nearer);
        }
        least.intoArray(sorted.square, i);
        number.reinterpretAsInts().intoArray(sorted.number, i);
    }

    /// The cell of the point whose coordinates begin at x[i]. None lies below the box; what is no number is in the first.
    private int cell(int i) {
        int cell = 0;
        for (int j = d - 1; j >= 0; j--)
            cell = cell * side + Math.min(side - 1, (int) ((x[i + j] - box.low[j]) * box.inverse[j]));
        return cell;
    }

    /// The cells of this point and the next ones, one in a lane: a twentieth of a search is saved by not asking for each.
    private IntVector cells(int i) {
        IntVector cell = IntVector.zero(INTS);
        for (int j = d - 1; j >= 0; j--) {
            FloatVector place = FloatVector.fromArray(SPECIES, x, i + j, steps, 0).sub(box.low[j]).mul(box.inverse[j]);
            cell = cell.mul(side).add(((IntVector) place.convert(F2I, 0)).min(side - 1));
        }
        return cell;
    }
}
