package generative.imagegpt;

import generative.UserException;
import generative.data.ImageSet;
import generative.data.Safetensors;
import generative.data.SyntheticDigits;
import generative.data.TokenSet;
import generative.imagegpt.VectorQuantiser.Quantised;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.ImageShape;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.Sequential;
import generative.nn.SquaredError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// An auto-encoder whose code is a small grid of whole numbers: an image becomes a few dozen tokens that a transformer can read.
///
/// ```
/// z = encoder(x)       z_q = the nearest code of each vector of z          x̂ = decoder(z_q)
/// L = mean (x̂ − x)² / σ²  +  β mean (z − sg z_q)²                          sg: counts as a constant
/// decoder  dθ from dx̂ = 2 (x̂ − x) / (numbers · σ²), and dz_q
/// encoder  dθ from dz = dz_q + 2 β (z − z_q) / numbers                     straight through the choice, which has no slope
/// ```
/// Shapes: `x`, `x̂` B×(height·width·channels), interleaved, in [0, 1]; `z`, `z_q` (B·grid)×D. σ² is the variance of the data's
/// numbers, so that the first term is 1 for a net that always answers their mean. The codes move by averages: [VectorQuantiser].
///
/// Source: van den Oord, Vinyals and Kavukcuoglu, *Neural Discrete Representation Learning* (2017), with σ² as in the released
/// code; Image GPT put such codes in place of pixels in the first version of Chen et al. (2020).
public final class VqVae implements ImageTokens {

    private static final String KIND = "vq-vae", CODES = "codes";

    private final VqVaeSizes sizes;
    private final Sequential encoder, decoder;
    private final VectorQuantiser quantiser;

    /// With random weights and codes from N(0, 1).
    public VqVae(VqVaeSizes sizes, RandomGenerator random) {
        this(sizes, sizes.encoder(random), sizes.decoder(random),
                new VectorQuantiser(Randoms.gaussian(sizes.codes(), sizes.depth(), 1, random)));
    }

    /// Of these parts.
    VqVae(VqVaeSizes sizes, Sequential encoder, Sequential decoder, VectorQuantiser quantiser) {
        this.sizes = sizes;
        this.encoder = encoder;
        this.decoder = decoder;
        this.quantiser = quantiser;
    }

    /// The two passes of a batch and what lies between.
    private record Passes(Pass encoder, Matrix z, Quantised quantised, Pass decoder) { }

    private Passes forward(Matrix x, double beta) {
        Pass down = encoder.forward(sizes.image().fromInterleaved(x));
        Matrix z = vectors(down.output());
        Quantised q = quantiser.quantise(z, beta);
        return new Passes(down, z, q, decoder.forward(channels(q.output())));
    }

    /// From channels first, B×(D·grid), to one vector a row, (B·grid)×D.
    private Matrix vectors(Matrix channels) {
        return sizes.grid().toInterleaved(channels).reshaped(channels.numRows() * sizes.grid().pixels(), sizes.depth());
    }

    private Matrix channels(Matrix vectors) {
        return sizes.grid().fromInterleaved(vectors.reshaped(vectors.numRows() / sizes.grid().pixels(), sizes.grid().size()));
    }

    /// What a batch taught.
    ///
    /// @param error      mean (x̂ − x)²
    /// @param commitment β mean (z − z_q)²
    /// @param z          the vectors, for the averages of the codes
    /// @param codes      that they chose
    public record Lesson(double error, double commitment, Matrix z, int[] codes) { }

    /// Adds dL/dθ to the gradients of [#parameters()]; the codes stay where they are.
    public Lesson learn(Matrix x, double variance, double beta) {
        Passes passes = forward(x, beta);
        Loss error = SquaredError.of(passes.decoder.output(), sizes.image().fromInterleaved(x))
                .scaled(2.0 / sizes.image().size());                       // mean (x̂ − x)²
        Matrix dzq = vectors(passes.decoder.backward(error.gradient().divide(variance)));
        passes.encoder.learn(channels(passes.quantised.backward(dzq)));
        return new Lesson(error.value(), passes.quantised.commitment().value(), passes.z, passes.quantised.codes());
    }

    /// z of some images, (B·grid)×D.
    public Matrix vectorsOf(Matrix x) {
        return vectors(encoder.forward(sizes.image().fromInterleaved(x)).output());
    }

    @Override public TokenSet encode(ImageSet images) {
        ImageShape wanted = sizes.image(), got = new ImageShape(images.channels(), images.height(), images.width());
        if (!got.equals(wanted))
            throw new UserException("The VQ-VAE takes images of " + wanted + " (channels×height×width), but those of "
                    + images.name() + " are " + got
                    + "; use one that was made for such images.");
        int N = sizes.grid().pixels();
        int[] tokens = new int[Math.multiplyExact(images.size(), N)];
        for (int from = 0; from < images.size(); from += BATCH) {
            Matrix z = vectorsOf(images.x().rows(from, Math.min(images.size(), from + BATCH)));
            System.arraycopy(quantiser.quantise(z, 0).codes(), 0, tokens, from * N, z.numRows());
        }
        return TokenSet.of(images.name(), size(), N, tokens);
    }

    @Override public Matrix decode(Matrix tokens) {
        if (tokens.numCols() != sizes.grid().pixels())
            throw new IllegalArgumentException("tokens " + tokens.shape() + " are no grids of " + sizes.grid().height() + "×"
                    + sizes.grid().width());
        int[] codes = IntStream.range(0, tokens.getNumElements()).map(i -> (int) tokens.get(i)).toArray();
        return reconstruct(quantiser.vectors(codes)).map(v -> Math.clamp(v, 0, 1));
    }

    /// x̂ of vectors z_q, which may lie below 0 and above 1.
    Matrix reconstruct(Matrix zq) {
        return sizes.image().toInterleaved(decoder.forward(channels(zq)).output());
    }

    /// How many codes these images use, between 1 and K: [VectorQuantiser#perplexity].
    public double perplexity(ImageSet images) {
        TokenSet tokens = encode(images);
        IntStream all = IntStream.range(0, tokens.size()).flatMap(i -> Arrays.stream(tokens.sequence(i)));
        return VectorQuantiser.perplexity(all.toArray());
    }

    /// Of encoder and decoder, in a fixed order; the codes are none.
    public List<Parameter> parameters() {
        return Stream.of(encoder, decoder).flatMap(half -> half.parameters().stream()).toList();
    }

    public VectorQuantiser quantiser() {
        return quantiser;
    }

    public VqVaeSizes sizes() {
        return sizes;
    }

    @Override public int size() {
        return sizes.codes();
    }

    @Override public String checksum() {
        return ImageTokens.checksum(tensors().values());
    }

    private Map<String, Matrix> tensors() {
        Map<String, Matrix> tensors = new LinkedHashMap<>();
        List<Parameter> parameters = parameters();
        for (int i = 0; i < parameters.size(); i++) tensors.put(parameters.get(i).name() + "." + i, parameters.get(i).value());
        tensors.put(CODES, quantiser.codes());
        return tensors;
    }

    @Override public void save(Path file) {
        ImageShape image = sizes.image();
        int[] numbers = {image.channels(), image.height(), image.width(), sizes.halvings(), sizes.width(), sizes.blocks(),
                sizes.codes(), sizes.depth()};
        String text = String.join(" ", Arrays.stream(numbers).mapToObj(Integer::toString).toList());
        new Safetensors(Map.of(KIND, text), tensors()).write(file);
    }

    static boolean isIn(Safetensors file) {
        return file.metadata().containsKey(KIND);
    }

    /// @throws UserException if the file is no VQ-VAE, or is damaged
    public static VqVae load(Path file) {
        Safetensors saved = Safetensors.read(file);
        UserException none = new UserException(file + " holds no VQ-VAE; make one with imagegpt vqvae.");
        String text = saved.metadata().getOrDefault(KIND, "");
        if (!text.matches("\\d{1,6}( \\d{1,6}){7}")) throw none;
        int[] n = Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
        VqVaeSizes sizes;
        try {
            sizes = new VqVaeSizes(new ImageShape(n[0], n[1], n[2]), n[3], n[4], n[5], n[6], n[7]);
        } catch (IllegalArgumentException e) {
            throw none;
        }
        long numbers = saved.tensors().values().stream().mapToLong(Matrix::getNumElements).sum();
        if (numbers != sizes.parameters()) throw none;                     // before anything of that size is made
        VqVae model = new VqVae(sizes, Randoms.of(0));
        Map<String, Matrix> live = model.tensors();
        live.forEach((name, matrix) -> {
            Matrix stored = saved.tensors().get(name);
            if (stored == null || !stored.shape().equals(matrix.shape())) throw none;
            matrix.setTo(stored);
        });
        return model;
    }

    @Override public String toString() {
        return "VqVae " + sizes;
    }

    /// Digits of 14×14 pixels in 7×7 tokens.
    public static void demo() {
        ImageSet digits = SyntheticDigits.generate(300, 1).halved();
        VqVae model = new VqVae(new VqVaeSizes(new ImageShape(1, 14, 14), 1, 8, 0, 16, 4), Randoms.of(1));
        VqVaeTraining training = new VqVaeTraining(model, digits, VqVaeRecipe.of(30, .01), 1);
        System.out.println(model + ", " + model.sizes().parameters() + " parameters");
        for (int step = 0; step < 90; step++) {
            Map<String, Double> metrics = training.step(step);
            if (step % 30 == 0 || step == 89)
                System.out.printf("step %3d: PSNR %.1f dB, %.1f codes in use%n", step, -10 * Math.log10(metrics.get("error")),
                        metrics.get("perplexity"));
        }
        System.out.println("the first digit in tokens: " + Arrays.toString(model.encode(digits.rows(0, 1)).sequence(0)));
        System.out.println("An image of 196 numbers has become 49 whole numbers below 16, and can be drawn from them again.");
    }
}
