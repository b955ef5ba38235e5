package generative.nn;

import generative.math.Matrix;

/// Convolutions as six loops, straight from their definition: what the fast ones are held against.
final class LoopConvolution {

    private LoopConvolution() { }

    /// z[n, c, py, px] = b[c] + Σ W[(channel, wy, wx), c] x[n, channel, py·stride − padding + wy, px·stride − padding + wx].
    static Matrix of(Matrix x, ImageShape in, Window window, Matrix W, Matrix b) {
        int m = W.numCols(), H = (in.height() + 2 * window.padding() - window.height()) / window.stride() + 1;
        int V = (in.width() + 2 * window.padding() - window.width()) / window.stride() + 1;
        Matrix z = x.like(x.numRows(), m * H * V);
        for (int n = 0; n < x.numRows(); n++)
            for (int c = 0; c < m; c++)
                for (int py = 0; py < H; py++)
                    for (int px = 0; px < V; px++) {
                        double sum = b.get(c);
                        for (int channel = 0; channel < in.channels(); channel++)
                            for (int wy = 0; wy < window.height(); wy++)
                                for (int wx = 0; wx < window.width(); wx++) {
                                    int y = py * window.stride() - window.padding() + wy, v = px * window.stride() - window.padding() + wx;
                                    if (y < 0 || y >= in.height() || v < 0 || v >= in.width()) continue;
                                    sum += W.get((channel * window.height() + wy) * window.width() + wx, c)
                                            * x.get(n, (channel * in.height() + y) * in.width() + v);
                                }
                        z.set(n, (c * H + py) * V + px, sum);
                    }
        return z;
    }

    /// Every pixel of x stamps its pattern: y[n, m, py·stride − padding + wy, …] += W[(m, wy, wx), c] x[n, c, py, px].
    static Matrix transposed(Matrix x, ImageShape in, Window window, Matrix W, Matrix b) {
        int m = b.numCols(), H = (in.height() - 1) * window.stride() - 2 * window.padding() + window.height();
        int V = (in.width() - 1) * window.stride() - 2 * window.padding() + window.width();
        Matrix z = x.like(x.numRows(), m * H * V);
        for (int n = 0; n < x.numRows(); n++) {
            for (int i = 0; i < m * H * V; i++) z.set(n, i, b.get(i / (H * V)));
            for (int c = 0; c < in.channels(); c++)
                for (int py = 0; py < in.height(); py++)
                    for (int px = 0; px < in.width(); px++)
                        for (int o = 0; o < m; o++)
                            for (int wy = 0; wy < window.height(); wy++)
                                for (int wx = 0; wx < window.width(); wx++) {
                                    int y = py * window.stride() - window.padding() + wy, v = px * window.stride() - window.padding() + wx;
                                    if (y < 0 || y >= H || v < 0 || v >= V) continue;
                                    int i = (o * H + y) * V + v;
                                    z.set(n, i, z.get(n, i) + W.get((o * window.height() + wy) * window.width() + wx, c)
                                            * x.get(n, (c * in.height() + py) * in.width() + px));
                                }
        }
        return z;
    }
}
