package generative.gan;

import generative.math.Matrix;
import generative.nn.Pass;

/// A condition c tells both nets what the image is to be, and turns p(x) into p(x | c).
///
/// ```
/// generator       G(z | c) = G([z, c])                  c stands to the right of the noise
/// discriminator   D(x | c) = D([x, c])                  and to the right of the image, real or made
/// backward        d[x, c] → dx                          the condition is given; only what G made has a gradient to follow
/// ```
/// c can be anything about the image: its class as a one-hot row ([#oneHot]), or the part of it that is there already
/// ([Inpainting]). D refuses a perfect image that does not go with its c, and so G has to heed c.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 7, extension 1; Mirza and Osindero, *Conditional
/// Generative Adversarial Nets* (2014).
public final class Conditions {

    private final Matrix rows;

    private Conditions(Matrix rows) {
        this.rows = rows;
    }

    /// Nothing is known: images come as they are.
    public static Conditions none() {
        return new Conditions(null);
    }

    /// One condition a row, N×c.
    public static Conditions of(Matrix rows) {
        return new Conditions(rows);
    }

    /// Classes as rows with a single 1: row n has it in column `labels[n]`; N×classes.
    public static Conditions oneHot(int classes, int... labels) {
        Matrix rows = Matrix.zeros(labels.length, classes);
        for (int n = 0; n < labels.length; n++) {
            if (labels[n] < 0 || labels[n] >= classes)
                throw new IllegalArgumentException("label " + n + " is " + labels[n] + ", but there are " + classes + " classes");
            rows.set(n, labels[n], 1);
        }
        return new Conditions(rows);
    }

    /// The same conditions times a factor. A single 1 among 784 pixels is easily overheard by nets whose weights begin small: the
    /// gradient of the weights that carry it grows with the factor, its effect with the square.
    public Conditions louder(double factor) {
        return rows == null ? this : new Conditions(rows.scale(factor));
    }

    /// c, the length of a condition; 0 if there is none.
    public int width() {
        return rows == null ? 0 : rows.numCols();
    }

    /// Those of a minibatch.
    public Conditions select(int... indices) {
        return rows == null ? this : new Conditions(rows.selectRows(indices));
    }

    /// Those with the numbers from … to−1.
    Conditions rows(int from, int to) {
        return rows == null ? this : new Conditions(rows.rows(from, to));
    }

    /// Refuses to go with another number of images.
    void requireFor(int images) {
        if (rows != null && rows.numRows() != images)
            throw new IllegalArgumentException("there are " + images + " images, but conditions " + rows.shape());
    }

    /// [x, c], each row of x followed by its condition.
    public Matrix beside(Matrix x) {
        return rows == null ? x : x.concatColumns(rows);
    }

    /// The same for what a net gave, with the way back: the gradient goes to what the net gave and not to c.
    Pass beside(Pass made) {
        if (rows == null) return made;
        int d = made.output().numCols();
        return new Pass(beside(made.output()), dxc -> made.learn(dxc.cols(0, d)), dxc -> made.inputGradient(dxc.cols(0, d)));
    }

    @Override public String toString() {
        return rows == null ? "no conditions" : "conditions " + rows.shape();
    }

    /// Two images and their classes, as a discriminator is shown them.
    public static void demo() {
        Matrix x = Matrix.of(new double[][] {{.1, .2, .3}, {.7, .8, .9}});
        Conditions c = oneHot(4, 2, 0);
        System.out.println("two images of three pixels:           " + x);
        System.out.println("with their classes 2 and 0 beside:    " + c.beside(x));
        Pass pass = c.beside(new Pass(x, dx -> System.out.println("the net that made the images gets:    " + dx), dx -> dx));
        pass.learn(Matrix.of(new double[][] {{1, 2, 3, 9, 9, 9, 9}, {4, 5, 6, 9, 9, 9, 9}}));
        System.out.println("The condition is given: its part of the gradient (the nines) goes nowhere.");
    }
}
