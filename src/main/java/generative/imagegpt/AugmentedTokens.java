package generative.imagegpt;

import generative.data.Augmentation;
import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Images that are changed at random each time they are learned from, and only then written as tokens.
///
/// ```
/// x = encode(augment(image))           shift ≤ p pixels up or down and to a side, mirrored or not: Augmentation has both
/// ```
/// A change of pixels is not one of tokens in the same places where a token is more than a pixel (the codes of a [VqVae]), so
/// images are encoded anew in each step.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 3.1: p = 4 of 32 pixels and the mirror for
/// fine-tuning on CIFAR; nothing of the kind for probes and for few labels.
///
/// @param shift    p
/// @param mirrored whether every second image shows left and right exchanged; not for digits and letters
public record AugmentedTokens(ImageSet images, ImageTokens tokens, int shift, boolean mirrored) {

    public AugmentedTokens {
        Augmentation.shifted(shift).apply(images.rows(0, Math.min(1, images.size())), Randoms.of(0));      // says if it cannot be
    }

    /// The tokens of some of the images, one a row, each image with random numbers of its own.
    public Matrix batch(int[] indices, RandomGenerator random) {
        Augmentation changes = Augmentation.shifted(shift).then(mirrored ? Augmentation.mirrored() : Augmentation.none());
        ImageSet changed = changes.apply(images.select(indices), random);
        return tokens.encode(changed).batch(IntStream.range(0, indices.length).toArray());
    }

    @Override public String toString() {
        return "shifted by up to " + shift + " pixels" + (mirrored ? ", mirrored or not" : "");
    }

    /// One digit, four times as a model would be shown it.
    public static void demo() {
        ImageSet digits = SyntheticDigits.generate(20, 1).halved();
        ColourPalette palette = ColourPalette.fit(digits, 8, 10, Randoms.of(2));
        AugmentedTokens augmented = new AugmentedTokens(digits, palette, 2, false);
        Matrix x = augmented.batch(new int[] {4, 4, 4, 4}, Randoms.of(1));
        int side = digits.width();
        for (int row = 0; row < side; row++) {
            StringBuilder line = new StringBuilder();
            for (int image = 0; image < x.numRows(); image++) {
                for (int column = 0; column < side; column++) line.append((int) x.get(image, row * side + column));
                line.append("   ");
            }
            System.out.println(line);
        }
        System.out.println("The same digit, " + augmented + ": the tokens are others, the label is not.");
    }
}
