package generative.sparse;

import generative.math.Matrix;
import java.util.stream.IntStream;

/// The keys and values of the positions that are known already, so that the next position need not compute them again.
///
/// Sampling N tokens then costs as much as one pass over the sequence instead of N of them.
final class KeyValueCache {

    private final int N;
    private final Matrix keys, values;

    /// For B sequences of N positions, with as many columns as these biases of keys and of values have, and in their precision.
    KeyValueCache(int B, int N, Matrix keyBias, Matrix valueBias) {
        this.N = N;
        keys = keyBias.like(B * N, keyBias.numCols());
        values = valueBias.like(B * N, valueBias.numCols());
    }

    /// Keeps what position i of each sequence has, B rows each.
    void put(int i, Matrix k, Matrix v) {
        int[] rows = IntStream.range(0, k.numRows()).map(b -> b * N + i).toArray();
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
