package generative.math;

import java.util.Arrays;

/// Rows as columns, in strips of NR rows that are made when they are first needed.
///
/// ```
/// x[⌊r/NR⌋·width·NR + c·NR + r mod NR] = rows[r, c]
/// ```
final class TurnedRows {

    private static final int NR = VectorGemm.NR;

    float[] x = {};
    private boolean[] ready = {};
    private RowBuffer rows;
    private int first, count;

    /// Of `count` rows from number `first` on.
    void of(RowBuffer rows, int first, int count) {
        this.rows = rows;
        this.first = first;
        this.count = count;
        int strips = (count + NR - 1) / NR;
        if (x.length < strips * NR * rows.width) x = new float[strips * NR * rows.width];
        if (ready.length < strips) ready = new boolean[strips];
        else Arrays.fill(ready, 0, strips, false);
    }

    /// Makes rows r0 … r1−1 ready, r0 being a multiple of NR.
    void need(int r0, int r1) {
        for (int r = r0; r < r1; r += NR)
            if (!ready[r / NR]) {
                ready[r / NR] = true;
                strip(r, Math.min(NR, count - r));
            }
    }

    private void strip(int r, int cols) {
        int width = rows.width, to = r * width;
        if (cols < NR) Arrays.fill(x, to, to + NR * width, 0f);
        for (int j = 0; j < cols; j++) turn(rows.x, (first + r + j) * rows.wide, width, x, to + j);
    }

    private static void turn(float[] row, int from, int width, float[] x, int to) {
        for (int c = 0; c < width; c++) x[to + c * NR] = row[from + c];
    }
}
