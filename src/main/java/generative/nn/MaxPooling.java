package generative.nn;

import generative.math.ColumnIndex;
import generative.math.Matrix;
import java.util.Arrays;
import java.util.List;

/// Max-pooling: of each window only the largest number goes on, in every channel for itself.
///
/// ```
/// forward    y[c, place] = max over the window of x[c, ·]            winner = where it was
/// backward   dx[c, winner] += dy[c, place]                           the others get nothing
/// ```
/// Shapes: `x` N×(c·H·W), `y` N×(c·H′·W′). A window that hangs over the right or lower edge counts what it covers, so
/// H′ = ⌈(H − h) / stride⌉ + 1 and no pixel is left out. A tie goes to the first in reading order. Windows may overlap.
///
/// Source: Jarrett et al., *What is the Best Multi-Stage Architecture for Object Recognition?* (2009); the edge rule is that
/// of the adversarial nets' released code.
public final class MaxPooling implements Layer {

    private final ImageShape in, out;
    private final int size, stride;
    private final ColumnIndex pixels;

    /// Windows of size×size, `stride` apart.
    public MaxPooling(ImageShape in, int size, int stride) {
        if (size < 1 || stride < 1) throw new IllegalArgumentException("no window is " + size + "×" + size + " with stride " + stride);
        if (stride > size) throw new IllegalArgumentException("windows of " + size + " that are " + stride + " apart leave pixels out");
        if (size > in.height() || size > in.width())
            throw new IllegalArgumentException("the window " + size + "×" + size + " is larger than the image " + in);
        this.in = in;
        this.size = size;
        this.stride = stride;
        out = new ImageShape(in.channels(), Math.ceilDiv(in.height() - size, stride) + 1, Math.ceilDiv(in.width() - size, stride) + 1);
        pixels = windows();
    }

    /// For each number of the output the numbers of its window; a place over the edge repeats the last one inside.
    private ColumnIndex windows() {
        int[] index = new int[out.size() * size * size];
        int i = 0;
        for (int c = 0; c < out.channels(); c++)
            for (int py = 0; py < out.height(); py++)
                for (int px = 0; px < out.width(); px++)
                    for (int wy = 0; wy < size; wy++)
                        for (int wx = 0; wx < size; wx++)
                            index[i++] = in.at(c, Math.min(in.height() - 1, py * stride + wy), Math.min(in.width() - 1, px * stride + wx));
        return new ColumnIndex(in.size(), index);
    }

    /// The shape of the output.
    public ImageShape out() {
        return out;
    }

    @Override public Pass forward(Matrix x) {
        in.require(x.numCols());
        int[] winner = new int[x.numRows() * out.size()];
        Matrix y = pixels.gather(x).groupMax(size * size, winner);

        return new Pass(y, dy -> pixels.scatter(dy.groupMaxBackward(size * size, winner)));
    }

    @Override public List<Parameter> parameters() {
        return List.of();
    }

    @Override public String toString() {
        return "MaxPooling " + in + " → " + out + ", " + size + "×" + size + " by " + stride;
    }

    /// The largest of each two by two.
    public static void demo() {
        MaxPooling pooling = new MaxPooling(new ImageShape(1, 2, 4), 2, 2);
        Matrix x = Matrix.row(1, 5, 2, 0, 3, 4, 8, 6);
        Pass pass = pooling.forward(x);
        System.out.println(pooling);
        System.out.println("rows (1 5 2 0) and (3 4 8 6) → " + pass.output());
        System.out.println("a gradient of 1 goes back to  " + Arrays.toString(pass.backward(Matrix.row(1, 1)).toArray2()[0]));
        System.out.println("Only the winner of each window learns.");
    }
}
