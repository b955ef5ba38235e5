package generative.math;

import java.util.Arrays;

/// Rows as columns, in the strips of NR that the product's tile reads, each made when it is first needed.
///
/// ```
/// x[⌊r/NR⌋·width·NR + c·NR + r mod NR] = rows[first + r, c]
/// ```
/// The buffer belongs to a thread and only grows.
final class TurnedRows {

    private static final int NR = GemmTile.NR;

    private float[] x = {};
    private boolean[] ready = {};
    private RowBuffer rows;
    private int first, count;

    /// Of `count` rows from number `first` on.
    void of(RowBuffer rows, int first, int count) {
        this.rows = rows;
        this.first = first;
        this.count = count;
        int strips = (count + NR - 1) / NR;
        if (x.length < strips * NR * rows.width()) x = new float[strips * NR * rows.width()];
        if (ready.length < strips) ready = new boolean[strips];
        else Arrays.fill(ready, 0, strips, false);
    }

    float[] x() {
        return x;
    }

    int width() {
        return rows.width();
    }

    /// The place of the strip that begins with row r, a multiple of NR.
    int strip(int r) {
        int at = r * rows.width();
        if (!ready[r / NR]) {
            ready[r / NR] = true;
            int cols = Math.min(NR, count - r);
            if (cols < NR) Arrays.fill(x, at, at + NR * rows.width(), 0f);
            VectorGemm.transposeInto(rows.x(), (first + r) * rows.wide(), rows.wide(), rows.width(), cols, x, at);
        }
        return at;
    }
}
