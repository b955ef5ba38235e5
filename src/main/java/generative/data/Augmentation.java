package generative.data;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A random change of images after which they still show the same, so that a model learns what does not matter.
///
/// ```
/// shifted(p)            y[r, c] = x[reflect(r + u), reflect(c + v)]       u, v uniform on −p … p: pads by p, cuts out
/// mirrored()            y[r, c] = x[r, W − 1 − c] with probability ½
/// zoomed(a, b, k)       resized to a short side uniform on a … b, of which a k×k window anywhere is taken
/// reflect(−1) = 1,  reflect(H) = H − 2:   what lies outside is a mirror image in which the edge does not come twice
/// ```
/// Each image of a batch has random numbers of its own; all channels of an image are changed alike, labels stay.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 3.1: on CIFAR `shifted(4).then(mirrored())` for
/// fine-tuning, on ImageNet `zoomed(256, 384, 224)` for training and [#centred] for judging; none for the features
/// of few labels. The paper does not say how images are resized; here it is done by [Resizing].
@FunctionalInterface
public interface Augmentation {

    /// The images of a batch, changed.
    ImageSet apply(ImageSet images, RandomGenerator random);

    /// This, then that.
    default Augmentation then(Augmentation next) {
        return (images, random) -> next.apply(apply(images, random), random);
    }

    /// Nothing is changed.
    static Augmentation none() {
        return (images, random) -> images;
    }

    /// Up to so many pixels up or down and to a side; what comes in from outside is reflected.
    static Augmentation shifted(int padding) {
        if (padding < 0) throw new IllegalArgumentException("images are padded by 0 pixels or more, got " + padding);
        return (images, random) -> {
            int height = images.height(), width = images.width();
            if (padding >= Math.min(height, width))
                throw new UserException("Images of " + height + "×" + width + " pixels cannot be padded by " + padding
                        + " reflected ones; pad them by " + (Math.min(height, width) - 1) + " at most.");
            return rearranged(images, n -> {
                int down = random.nextInt(2 * padding + 1) - padding, right = random.nextInt(2 * padding + 1) - padding;
                return pixel -> reflect(pixel / width + down, height) * width + reflect(pixel % width + right, width);
            });
        };
    }

    /// Left and right change places in every second image.
    static Augmentation mirrored() {
        return (images, random) -> rearranged(images, n -> {
            int width = images.width();
            return random.nextBoolean() ? pixel -> pixel - pixel % width + width - 1 - pixel % width : pixel -> pixel;
        });
    }

    /// A window of crop×crop pixels of an image whose short side has been resized to something between `least` and `most`.
    static Augmentation zoomed(int least, int most, int crop) {
        if (crop < 1 || least < crop || most < least)
            throw new IllegalArgumentException("no window of " + crop + " pixels fits into short sides from " + least + " to "
                    + most);
        return (images, random) -> {
            Matrix y = images.x().like(images.size(), crop * crop * images.channels());
            for (int n = 0; n < images.size(); n++) {
                Resizing size = Resizing.toShortSide(images, random.nextInt(least, most + 1));
                int top = random.nextInt(size.height() - crop + 1), left = random.nextInt(size.width() - crop + 1);
                size.cut(images, n, top, left, crop, crop, y);
            }
            return new ImageSet(images.name(), y, images.labels(), crop, crop, images.channels());
        };
    }

    /// What stands in for [#zoomed] where nothing may be random: the middle of the image whose short side has been resized.
    static ImageSet centred(ImageSet images, int side, int crop) {
        if (crop < 1 || side < crop)
            throw new IllegalArgumentException("no window of " + crop + " pixels fits into a short side of " + side);
        Resizing size = Resizing.toShortSide(images, side);
        Matrix y = images.x().like(images.size(), crop * crop * images.channels());
        int top = (size.height() - crop) / 2, left = (size.width() - crop) / 2;
        for (int n = 0; n < images.size(); n++) size.cut(images, n, top, left, crop, crop, y);
        return new ImageSet(images.name(), y, images.labels(), crop, crop, images.channels());
    }

    /// @param sources for each image the pixel from which each of its pixels comes
    private static ImageSet rearranged(ImageSet images, IntFunction<IntUnaryOperator> sources) {
        int channels = images.channels();
        Matrix y = images.x().createLike();
        for (int n = 0; n < images.size(); n++) {
            IntUnaryOperator source = sources.apply(n);
            for (int pixel = 0; pixel < images.height() * images.width(); pixel++)
                for (int c = 0, from = source.applyAsInt(pixel) * channels; c < channels; c++)
                    y.set(n, pixel * channels + c, images.x().get(n, from + c));
        }
        return new ImageSet(images.name(), y, images.labels(), images.height(), images.width(), channels);
    }

    private static int reflect(int i, int side) {
        return i < 0 ? -i : i < side ? i : 2 * (side - 1) - i;
    }

    /// A seven as it was drawn, shifted, mirrored and zoomed.
    static void demo() {
        ImageSet all = SyntheticDigits.generate(50, 1);
        ImageSet seven = all.select(IntStream.range(0, all.size()).filter(i -> all.labels()[i] == 7).limit(1).toArray());
        ImageSet[] shown = {seven, shifted(4).apply(seven, Randoms.of(3)), mirrored().apply(seven, Randoms.of(1)),
            zoomed(36, 44, 28).apply(seven, Randoms.of(2))};
        for (int row = 2; row < 28; row += 2) {
            StringBuilder line = new StringBuilder();
            for (ImageSet set : shown) {
                for (int column = 0; column < 28; column++)
                    line.append(" .:*#".charAt((int) Math.clamp(5 * set.x().get(0, row * 28 + column), 0.0, 4.0)));
                line.append(" |");
            }
            System.out.println(line);
        }
        System.out.println("As drawn, shifted, mirrored, zoomed. In the mirror it is no seven: digits are not to be mirrored.");
    }
}
