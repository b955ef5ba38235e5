package generative.data;

import generative.math.Matrix;

/// Images in another size: a new pixel is a mean of the old ones around its place, in which near ones count more.
///
/// ```
/// y[i] = Σⱼ w[i,j] x[j],   w[i,j] ∝ max(0, 1 − |j + ½ − (i + ½) s| / max(1, s)),   Σⱼ w[i,j] = 1        in each direction
/// s    = old side / new side
/// ```
/// That is bilinear interpolation where an image grows (s ≤ 1); where it shrinks, the triangle of weights becomes s times as
/// wide, so that every old pixel counts and no fine pattern turns into a coarse one.
///
/// @param height of the new images
/// @param width  of the new images
public record Resizing(int height, int width) {

    public Resizing {
        if (height < 1 || width < 1) throw new IllegalArgumentException("no image is " + height + "×" + width);
    }

    /// To the short side given, with the sides in proportion.
    public static Resizing toShortSide(ImageSet images, int side) {
        int shorter = Math.min(images.height(), images.width());
        return new Resizing((int) Math.rint((double) images.height() * side / shorter),
                (int) Math.rint((double) images.width() * side / shorter));
    }

    public ImageSet of(ImageSet images) {
        Matrix y = images.x().like(images.size(), Math.multiplyExact(height * width, images.channels()));
        for (int n = 0; n < images.size(); n++) cut(images, n, 0, 0, height, width, y);
        return new ImageSet(images.name(), y, images.labels(), height, width, images.channels());
    }

    /// Row n of y becomes a window of rows×columns pixels of the new image n, from which no more is computed.
    void cut(ImageSet images, int n, int top, int left, int rows, int columns, Matrix y) {
        int channels = images.channels(), wide = images.width();
        double[] across = new double[images.height() * columns * channels];
        for (int j = 0; j < columns; j++) {
            Weights weights = Weights.of(left + j, images.width(), width);
            for (int row = 0; row < images.height(); row++)
                for (int c = 0; c < channels; c++) {
                    double sum = 0;
                    for (int k = 0; k < weights.w.length; k++)
                        sum += weights.w[k] * images.x().get(n, (row * wide + weights.first + k) * channels + c);
                    across[(row * columns + j) * channels + c] = sum;
                }
        }
        int line = columns * channels;
        for (int i = 0; i < rows; i++) {
            Weights weights = Weights.of(top + i, images.height(), height);
            for (int at = 0; at < line; at++) {
                double sum = 0;
                for (int k = 0; k < weights.w.length; k++) sum += weights.w[k] * across[(weights.first + k) * line + at];
                y.set(n, i * line + at, sum);
            }
        }
    }

    /// The old pixels that count for a new one: w[k] is that of old pixel first + k.
    private record Weights(int first, double[] w) {

        static Weights of(int i, int old, int now) {
            double s = (double) old / now, centre = (i + .5) * s, reach = Math.max(1, s);
            int first = Math.max(0, (int) Math.ceil(centre - reach - .5));
            int last = Math.min(old - 1, (int) Math.floor(centre + reach - .5));
            double[] w = new double[last - first + 1];
            double sum = 0;
            for (int k = 0; k < w.length; k++) sum += w[k] = Math.max(0, 1 - Math.abs(first + k + .5 - centre) / reach);
            for (int k = 0; k < w.length; k++) w[k] /= sum;                // at the edge the weights outside fall away
            return new Weights(first, w);
        }
    }

    /// A line of light and dark, made longer and shorter.
    public static void demo() {
        ImageSet line = new ImageSet("a line", Matrix.row(0, 1, 0, 1, 1, 1), new int[0], 1, 6, 1);
        System.out.println("six pixels:  " + line.x());
        for (int width : new int[] {12, 3, 2})
            System.out.println("as " + width + " pixels: " + new Resizing(1, width).of(line).x());
        System.out.println("Growing puts means between neighbours; shrinking makes one of many: stripes become grey.");
    }
}
