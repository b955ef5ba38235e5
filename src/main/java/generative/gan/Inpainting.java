package generative.gan;

import generative.evaluation.CompletionScore;
import generative.math.Matrix;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// In-painting: the right half of an image is made up, given the left half.
///
/// ```
/// condition c = the left columns,  x = the right columns           p(x_right | x_left), an adversarial net with Conditions
/// completion  = [left, G([z, left])]                               D is shown whole images: [right, left], real or completed
/// ```
/// The paper proposes to learn *all* conditionals p(x_S | x_rest) by a family of nets that share weights; this is one of them, the one for
/// which the released code holds the seeds (there too noise stands for the right half at G's input, and D sees the composite).
/// Different noise gives different completions: what is asked for is a distribution, not the one best guess.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 7, extension 3, and the released `__init__.py`.
///
/// @param height of an image, pixels
/// @param width  of an image, pixels, even
public record Inpainting(int height, int width) {

    public Inpainting {
        if (height < 1 || width < 2 || width % 2 != 0)
            throw new IllegalArgumentException("an image of " + height + "×" + width + " has no two halves");
    }

    /// The left halves of grey images, N×(height·width/2).
    public Matrix left(Matrix images) {
        return columns(images, 0);
    }

    /// The right halves.
    public Matrix right(Matrix images) {
        return columns(images, width / 2);
    }

    private Matrix columns(Matrix images, int from) {
        require(images, width);
        int half = width / 2;
        Matrix part = images.like(images.numRows(), height * half);
        for (int y = 0; y < height; y++)
            part.insertIntoThis(0, y * half, images.cols(y * width + from, y * width + from + half));
        return part;
    }

    /// Whole images from both halves.
    public Matrix join(Matrix left, Matrix right) {
        int half = width / 2;
        require(left, half);
        require(right, half);
        Matrix images = left.like(left.numRows(), height * width);
        for (int y = 0; y < height; y++) {
            images.insertIntoThis(0, y * width, left.cols(y * half, (y + 1) * half));
            images.insertIntoThis(0, y * width + half, right.cols(y * half, (y + 1) * half));
        }
        return images;
    }

    private void require(Matrix rows, int columns) {
        if (rows.numCols() != height * columns)
            throw new IllegalArgumentException("rows of " + rows.shape() + " are no images of " + height + "×" + columns);
    }

    /// Nets that learn to complete images like these.
    public AdversarialTraining training(AdversarialSettings settings, Matrix images, long seed) {
        return new AdversarialTraining(settings, right(images), Conditions.of(left(images)), seed);
    }

    /// Each image with its right half made up anew, `times` times: image n's are rows n·times … n·times + times − 1.
    public Matrix complete(Generator generator, Matrix images, int times, RandomGenerator random) {
        if (times < 1) throw new IllegalArgumentException("an image is completed once or more, got " + times);
        int[] again = IntStream.range(0, images.numRows()).flatMap(n -> IntStream.generate(() -> n).limit(times)).toArray();
        Matrix left = left(images).selectRows(again);
        return join(left, generator.sample(Conditions.of(left), again.length, random));
    }

    /// How far completions are from what was there: squared error of the right half, a mean for each pixel.
    ///
    /// @param one      a single completion
    /// @param best     the best of all
    /// @param mean     the mean of all, the best guess if squares are what counts
    /// @param baseline the mean right half of the training images, whatever the left one
    public record Error(double one, double best, double mean, double baseline) { }

    /// Completes each image `times` times.
    public Error error(Generator generator, Matrix images, Matrix train, int times, RandomGenerator random) {
        Matrix truth = right(images), made = right(complete(generator, images, times, random)), average = right(train).columnMeans();
        CompletionScore.Errors errors = CompletionScore.Errors.of(truth, made);
        return new Error(errors.one(), errors.best(), errors.mean(),
                truth.plusRow(average.scale(-1)).sumOfSquares() / truth.getNumElements());
    }

    /// Two images of two rows, cut in half and put together crosswise.
    public static void demo() {
        Inpainting halves = new Inpainting(2, 4);
        Matrix images = Matrix.of(new double[][] {{1, 2, 3, 4, 5, 6, 7, 8}, {-1, -2, -3, -4, -5, -6, -7, -8}});
        System.out.println("two images of 2×4:              " + images);
        System.out.println("left halves, the conditions:    " + halves.left(images));
        System.out.println("right halves, to be learned:    " + halves.right(images));
        System.out.println("left of one, right of other:    " + halves.join(halves.left(images), halves.right(images).selectRows(1, 0)));
        System.out.println("A generator learns the right half given the left one and noise: gan inpaint trains one.");
    }
}
