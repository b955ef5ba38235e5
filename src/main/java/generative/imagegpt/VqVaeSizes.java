package generative.imagegpt;

import generative.nn.Convolution;
import generative.nn.ImageShape;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Relu;
import generative.nn.Residual;
import generative.nn.Sequential;
import generative.nn.TransposedConvolution;
import generative.nn.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// How large a VQ-VAE is.
///
/// ```
/// encoder   halvings × [4×4 convolution by 2, w channels] with rectifiers between,
///           blocks × [x + 1×1(relu(3×3(relu x)))], relu, 1×1 to D channels
/// decoder   the same from back to front, with transposed convolutions
/// ```
/// Source: van den Oord et al., *Neural Discrete Representation Learning* (2017), section 4.1: two halvings, 256 channels, two
/// blocks, 512 codes.
///
/// @param image    the shape of the images; its sides are multiples of 2^halvings
/// @param halvings how often both sides are halved: 1 makes a token of 2×2 pixels, 2 of 4×4
/// @param width    w, channels within the net
/// @param blocks   residual blocks in each half
/// @param codes    K
/// @param depth    D, numbers of a code
public record VqVaeSizes(ImageShape image, int halvings, int width, int blocks, int codes, int depth) {

    private static final int LONGEST = 512;
    private static final Window HALVING = Window.square(4, 2, 1), NEAR = Window.square(3, 1, 1), ONE = Window.square(1, 1, 0);

    public VqVaeSizes {
        if (halvings < 1 || halvings > 3 || width < 1 || blocks < 0 || depth < 1 || codes < 2 || codes > 1 << 16)
            throw new IllegalArgumentException("halvings must be 1 to 3, width and depth 1 or more, blocks 0 or more and "
                    + "codes 2 to 65536, got " + halvings + " halvings, width " + width
                    + ", " + blocks + " blocks, " + codes + " codes of depth " + depth);
        int side = 1 << halvings;
        if (image.height() % side != 0 || image.width() % side != 0 || Math.max(image.height(), image.width()) > LONGEST
                || image.channels() != 1 && image.channels() != 3)
            throw new IllegalArgumentException("images of " + image + " cannot be cut into squares of " + side + "×" + side
                    + ": sides are multiples of that up to " + LONGEST + ", and channels 1 or 3");
    }

    /// The published sizes: two halvings, 256 channels, two blocks, 512 codes of 64 numbers.
    public static VqVaeSizes published(ImageShape image) {
        return new VqVaeSizes(image, 2, 256, 2, 512, 64);
    }

    /// The vectors of an image, D channels on a small grid.
    public ImageShape grid() {
        return new ImageShape(depth, image.height() >> halvings, image.width() >> halvings);
    }

    /// From an image to its vectors, both channels first; the weights are normal with variance 2 / inputs.
    Sequential encoder(RandomGenerator random) {
        List<Layer> layers = new ArrayList<>();
        ImageShape shape = image;
        for (int h = 0; h < halvings; h++) {
            if (h > 0) layers.add(new Relu());
            Convolution half = new Convolution(shape, width, HALVING, forRelu(16 * shape.channels()), random);
            layers.add(half);
            shape = half.out();
        }
        addBlocks(layers, shape, random);
        layers.add(new Convolution(shape, depth, ONE, forRelu(width), random));
        return new Sequential(layers.toArray(Layer[]::new));
    }

    /// And back.
    Sequential decoder(RandomGenerator random) {
        List<Layer> layers = new ArrayList<>();
        Convolution first = new Convolution(grid(), width, ONE, forRelu(depth), random);
        layers.add(first);
        ImageShape shape = first.out();
        addBlocks(layers, shape, random);
        for (int h = halvings - 1; h >= 0; h--) {
            TransposedConvolution twice = new TransposedConvolution(shape, h > 0 ? width : image.channels(), HALVING,
                    forRelu(4 * width), random);                           // four stamps reach a pixel
            layers.add(twice);
            if (h > 0) layers.add(new Relu());
            shape = twice.out();
        }
        return new Sequential(layers.toArray(Layer[]::new));
    }

    private void addBlocks(List<Layer> layers, ImageShape shape, RandomGenerator random) {
        for (int b = 0; b < blocks; b++)
            layers.add(new Residual(new Sequential(new Relu(), new Convolution(shape, width, NEAR, forRelu(9 * width), random),
                    new Relu(), new Convolution(shape, width, ONE, forRelu(width), random))));
        layers.add(new Relu());
    }

    /// Source: He et al., *Delving Deep into Rectifiers* (2015), section 2.2.
    private static Initialiser forRelu(int inputs) {
        return Initialiser.gaussian(Math.sqrt(2.0 / inputs));
    }

    /// The number of all parameters, codes included.
    public long parameters() {
        long w = width, c = image.channels();
        long blocks = this.blocks * (9 * w * w + w + w * w + w), between = (halvings - 1) * (16 * w * w + w);
        long encoder = 16 * c * w + w + between + blocks + w * depth + depth;
        long decoder = depth * w + w + blocks + between + 16 * w * c + c;
        return encoder + decoder + (long) codes * depth;
    }

    @Override public String toString() {
        return image + " to " + grid().height() + "×" + grid().width() + " of " + codes + " codes of " + depth
                + " numbers, width " + width + ", "
                + blocks + " blocks";
    }
}
