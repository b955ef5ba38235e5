package generative.sparse;

import generative.math.Matrix;
import java.util.stream.IntStream;

/// The keys and values of the positions that are known already, so that the next position need not compute them again.
///
/// Sampling N tokens then costs as much as one pass over the sequence instead of N of them.
final class KeyValueCache {

    private final int B, N;
    private Matrix keys, values;

    /// For B sequences of N positions.
    KeyValueCache(int B, int N) {
        this.B = B;
        this.N = N;
    }

    /// Keeps what position i of each sequence has, B rows each.
    void put(int i, Matrix k, Matrix v) {
        if (keys == null) {
            keys = k.like(B * N, k.numCols());
            values = v.like(B * N, v.numCols());
        }
        int[] rows = IntStream.range(0, B).map(b -> b * N + i).toArray();
        keys.setRows(k, rows);
        values.setRows(v, rows);
    }

    Matrix keys() {
        return keys;
    }

    Matrix values() {
        return values;
    }
}
