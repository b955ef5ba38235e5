package generative.data;

import generative.math.Matrix;

/// Global contrast normalisation makes every image equally bright and equally strong in contrast, so that a model
/// need not learn the light of the day.
///
/// ```
/// m = mean of the image's own numbers, all colours together           n = ‖x − m‖ / length
/// y = (x − m) / n,   or x − m where n < 10⁻⁸                           then ‖y‖ = length
/// shown   p = ½ + y / (2 max |y|), the maximum over all images shown    0 becomes middle grey
/// ```
/// Shapes: `x`, `y`, `p` N×d. With length 55 and the d = 3072 numbers of a CIFAR image, 55 = √3025, the standard
/// deviation of an image is 55/√3072 = 0.992, about 1. The result does not depend on the unit of x, except through
/// the threshold, and that is reached by images of a single colour alone: the released code works on bytes, we on
/// numbers from 0 to 1, and the faintest image that is not of one colour (one byte differs by 1) has n = 7·10⁻⁵ in
/// our unit.
///
/// Source: Coates, Ng and Lee, *An Analysis of Single-Layer Networks in Unsupervised Feature Learning* (2011),
/// section 3; the length, the threshold and the way back to a picture are those of the released code of Goodfellow et
/// al. (2014).
public final class ContrastNormalisation {

    /// The published length of a CIFAR image.
    public static final double PUBLISHED = 55;

    private static final double THRESHOLD = 1e-8;

    private ContrastNormalisation() { }

    /// Each row with mean 0 and this length.
    public static Matrix apply(Matrix x, double length) {
        if (!(length > 0)) throw new IllegalArgumentException("the length of an image must be above 0, got " + length);
        Matrix y = x.createLike();
        int d = x.numCols();
        for (int n = 0; n < x.numRows(); n++) {
            double sum = 0, square = 0;
            for (int i = n * d; i < (n + 1) * d; i++) sum += x.get(i);
            double mean = sum / d;
            for (int i = n * d; i < (n + 1) * d; i++) square += (x.get(i) - mean) * (x.get(i) - mean);
            double norm = Math.sqrt(square) / length, divisor = norm < THRESHOLD ? 1 : norm;
            for (int i = n * d; i < (n + 1) * d; i++) y.set(i, (x.get(i) - mean) / divisor);      // y = (x − m) / n
        }
        return y;
    }

    /// The same images with the published length.
    public static ImageSet apply(ImageSet images) {
        return new ImageSet(images.name() + ", contrast normalised", apply(images.x(), PUBLISHED), images.labels(),
                images.height(), images.width(), images.channels());
    }

    /// Normalised images, or a model's, with values in [0, 1].
    public static Matrix shown(Matrix y) {
        double most = y.elementMaxAbs();
        return y.scale(most > 0 ? .5 / most : 0).plus(.5);                 // p = ½ + y / (2 max |y|)
    }

    /// One pattern in weak and in strong light, and a wall.
    public static void demo() {
        Matrix x = Matrix.of(new double[][] {{.10, .12, .10, .12}, {.2, .8, .2, .8}, {.5, .5, .5, .5}});
        Matrix y = apply(x, 2);
        String[] names = {"in weak light:   ", "in strong light: ", "a wall:          "};
        for (int n = 0; n < 3; n++) System.out.println(names[n] + x.rows(n, n + 1) + " → " + y.rows(n, n + 1));
        System.out.println("shown:           " + shown(y));
        System.out.println("The same pattern becomes the same image, whatever the light; a single colour, nothing.");
    }
}
