package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.data.ImageSet;
import generative.data.Safetensors;
import generative.data.TokenSet;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.ImageShape;
import generative.nn.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VqVaeTest {

    /// Colour images of 4×8 pixels on a grid of 2×4 or 1×2.
    private static VqVae model(int halvings, int blocks) {
        return new VqVae(new VqVaeSizes(new ImageShape(3, 4, 8), halvings, 5, blocks, 6, 3), Randoms.of(1));
    }

    private static ImageSet images(int N) {
        return new ImageSet("noise", Randoms.uniform(N, 3 * 4 * 8, 0, 1, Randoms.of(2)), new int[0], 4, 8, 3);
    }

    private static VqVae inDouble(int halvings, int blocks) {
        VqVaeSizes sizes = model(halvings, blocks).sizes();
        RandomGenerator random = Randoms.of(1);
        VqVae model = new VqVae(sizes, sizes.encoder(random), sizes.decoder(random),
                new VectorQuantiser(Randoms.gaussian(6, 3, 1, random).inDouble()));
        model.parameters().forEach(Parameter::toDouble);
        return model;
    }

    /// What straight-through means: the codes are constants for the decoder, and for the encoder so is all that comes after them.
    ///
    /// ```
    /// decoder   L(θ) = mean (x̂(θ) − x)² / σ² from the same codes
    /// encoder   S(θ) = Σ dz_q ⊙ z(θ) + β mean (z(θ) − z_q)²,  dz_q and z_q those of θ before
    /// ```
    @Test void gradientsAgreeWithCentralDifferences() {
        for (int halvings : new int[] {1, 2}) {
            VqVae model = inDouble(halvings, 1);
            Matrix x = images(2).x().inDouble();
            double variance = .3, beta = .4;
            VqVae.Lesson lesson = model.learn(x, variance, beta);
            List<Parameter> parameters = model.parameters();
            int half = parameters.size() / 2;
            Matrix zq = model.quantiser().vectors(lesson.codes()), dzq = slopeAtTheCodes(halvings, lesson.codes(), x, variance);
            Quadratic error = new Quadratic(x, 1 / variance / x.getNumElements(), x.createLike());
            compare(parameters.subList(half, parameters.size()), () -> model.reconstruct(zq), error);
            compare(parameters.subList(0, half), () -> model.vectorsOf(x), new Quadratic(zq, beta / zq.getNumElements(), dzq));
        }
    }

    /// w ‖y − t‖² + Σ s ⊙ y, of which differences are taken without cancellation.
    private record Quadratic(Matrix t, double w, Matrix s) {

        double difference(Matrix above, Matrix below) {
            Matrix step = above.minus(below);
            return w * step.elementMult(above.plus(below).minus(t.scale(2))).elementSum() + step.elementMult(s).elementSum();
        }
    }

    /// dL/dz_q of the same model by central differences: codes of their own for each vector of the images, moved one number at a
    /// time.
    private static Matrix slopeAtTheCodes(int halvings, int[] codes, Matrix x, double variance) {
        VqVae model = inDouble(halvings, 1);
        Matrix zq = model.quantiser().vectors(codes).inDouble(), slope = zq.createLike();
        for (int i = 0; i < zq.getNumElements(); i++) {
            double kept = zq.get(i);
            zq.set(i, kept + 1e-5);
            Matrix above = model.reconstruct(zq);
            zq.set(i, kept - 1e-5);
            Matrix below = model.reconstruct(zq);
            zq.set(i, kept);
            slope.set(i, new Quadratic(x, 1 / variance / x.getNumElements(), x.createLike()).difference(above, below) / 2e-5);
        }
        return slope;
    }

    private static void compare(List<Parameter> parameters, Supplier<Matrix> output, Quadratic loss) {
        List<Matrix> gradients = parameters.stream().map(p -> p.gradient().copy()).toList();
        for (int k = 0; k < parameters.size(); k++) {
            Matrix theta = parameters.get(k).value();
            for (int i = 0; i < theta.getNumElements(); i++) {
                double kept = theta.get(i), h = 1e-5;
                theta.set(i, kept + h);
                Matrix above = output.get();
                theta.set(i, kept - h);
                Matrix below = output.get();
                theta.set(i, kept);
                double n = loss.difference(above, below) / (2 * h), a = gradients.get(k).get(i);
                assertThat(Math.abs(a - n) / Math.max(1e-3, Math.max(Math.abs(a), Math.abs(n))))
                        .as("%s, parameter %d, number %d: backward says %s, central differences %s", parameters.get(k).name(), k,
                                i, a, n)
                        .isLessThan(1e-7);
            }
        }
    }

    @Test void learningTwiceAddsUpAndLeavesTheCodes() {
        VqVae model = inDouble(1, 0);
        Matrix x = images(3).x().inDouble(), codes = model.quantiser().codes().copy();
        model.learn(x, 1, .25);
        List<Matrix> once = model.parameters().stream().map(p -> p.gradient().copy()).toList();
        model.learn(x, 1, .25);
        for (int k = 0; k < once.size(); k++)
            assertThat(model.parameters().get(k).gradient().minus(once.get(k).scale(2)).elementMaxAbs()).isLessThan(1e-14);
        assertThat(model.quantiser().codes().minus(codes).elementMaxAbs()).isZero();
    }

    /// The error of the lesson is that of an image encoded and decoded, but that the latter ends at 0 and 1.
    @Test void anImageBecomesTokensAndAnImageAgain() {
        VqVae model = model(2, 1);
        ImageSet images = images(5);
        TokenSet tokens = model.encode(images);
        assertThat(tokens.size()).isEqualTo(5);
        assertThat(tokens.length()).isEqualTo(1 * 2);
        assertThat(tokens.vocabulary()).isEqualTo(6);
        Matrix some = tokens.batch(0, 1, 2, 3, 4), again = model.decode(some);
        int[] codes = new int[10];
        for (int i = 0; i < 10; i++) codes[i] = (int) some.get(i);
        Matrix free = model.reconstruct(model.quantiser().vectors(codes));
        assertThat(again.minus(free.map(v -> Math.clamp(v, 0, 1))).elementMaxAbs()).isZero();
        double numbers = images.x().getNumElements();
        assertThat(model.learn(images.x(), 1, 0).error())
                .isCloseTo(free.minus(images.x()).sumOfSquares() / numbers, within(1e-5));
        assertThat(model.error(images)).isCloseTo(again.minus(images.x()).sumOfSquares() / numbers, within(1e-7));
        assertThat(model.psnr(images)).isCloseTo(-10 * Math.log10(model.error(images)), within(1e-12));
        assertThat(again.elementMin()).isGreaterThanOrEqualTo(0);
        assertThat(again.elementMax()).isLessThanOrEqualTo(1);
    }

    /// More images than are encoded at once.
    @Test void imagesDoNotMeddleWithEachOther() {
        VqVae model = model(1, 0);
        ImageSet many = images(VqVae.BATCH + 3);
        TokenSet tokens = model.encode(many);
        assertThat(tokens.sequence(VqVae.BATCH + 1)).isEqualTo(model.encode(many.rows(VqVae.BATCH + 1, VqVae.BATCH + 2))
                .sequence(0));
        double mean = 0;
        for (int n = 0; n < many.size(); n++) mean += model.error(many.rows(n, n + 1)) / many.size();
        assertThat(model.error(many)).isCloseTo(mean, within(1e-7));
    }

    /// A token stands for a square: changing one far away changes nothing here, without residual blocks, whose windows reach
    /// further.
    @Test void aTokenIsAboutItsSquare() {
        VqVae model = model(1, 0);
        Matrix tokens = Matrix.row(0, 1, 2, 3, 4, 5, 0, 1), other = tokens.copy();
        other.set(3, 0);                                                   // the upper right one of 2×4
        Matrix x = model.decode(tokens), y = model.decode(other);
        for (int row = 0; row < 4; row++)
            for (int i = 0; i < 5 * 3; i++) assertThat(y.get(row * 24 + i)).isEqualTo(x.get(row * 24 + i));
        assertThat(y.minus(x).elementMaxAbs()).isPositive();
    }

    /// Variance 2 / inputs; a pixel of a transposed convolution is reached by four stamps of each channel.
    @Test void weightsBeginSoThatNothingFadesAway() {
        List<Parameter> parameters = new VqVae(new VqVaeSizes(new ImageShape(3, 8, 8), 1, 64, 1, 6, 8), Randoms.of(1))
                .parameters();
        double[] inputs = {16 * 3, 9 * 64, 64, 64, 8, 9 * 64, 64, 4 * 64};
        for (int layer = 0; layer < inputs.length; layer++) {
            Matrix W = parameters.get(2 * layer).value();
            assertThat(W.sumOfSquares() / W.getNumElements() * inputs[layer] / 2).as("layer " + layer).isCloseTo(1, within(.2));
        }
    }

    @Test void theParametersAreCounted() {
        for (int blocks = 0; blocks < 3; blocks++)
            for (int halvings = 1; halvings < 3; halvings++) {
                VqVae model = model(halvings, blocks);
                long numbers = model.parameters().stream().mapToLong(p -> p.value().getNumElements()).sum();
                assertThat(model.sizes().parameters()).isEqualTo(numbers + 6 * 3);
            }
        assertThat(VqVaeSizes.published(new ImageShape(3, 32, 32)))
                .hasToString("3×32×32 to 8×8 of 512 codes of 64 numbers, width 256, 2 blocks");
        assertThat(VqVaeSizes.published(new ImageShape(3, 32, 32)).grid()).isEqualTo(new ImageShape(64, 8, 8));
    }

    @Test void aSavedOneIsTheSame(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("vqvae.safetensors");
        VqVae model = model(2, 1);
        model.save(file);
        ImageTokens again = ImageTokens.load(file);
        assertThat(again).isInstanceOf(VqVae.class).hasToString("VqVae 3×4×8 to 1×2 of 6 codes of 3 numbers, width 5, 1 blocks");
        assertThat(again.checksum()).isEqualTo(model.checksum()).matches("[0-9a-f]{8}");
        assertThat(again.encode(images(4)).batch(0, 1, 2, 3).minus(model.encode(images(4)).batch(0, 1, 2, 3)).elementMaxAbs())
                .isZero();
        assertThat(again.size()).isEqualTo(6);
        model.quantiser().codes().set(0, 9);
        assertThat(model.checksum()).isNotEqualTo(again.checksum());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> ImageTokens.load(file)).isInstanceOf(UserException.class).hasMessageContaining("damaged");
        ColourPalette palette = new ColourPalette(Matrix.of(new double[][] {{-1}, {1}}));
        palette.save(file);
        assertThat(ImageTokens.load(file)).hasToString(palette.toString());
    }

    /// Sizes that would fill the memory, sizes that are none, and tensors of another model.
    @Test void aFileThatLiesIsNoVqVae(@TempDir Path folder) {
        Path file = folder.resolve("lie.safetensors");
        VqVae model = model(2, 1);
        model.save(file);
        Safetensors saved = Safetensors.read(file);
        Map<String, Matrix> renamed = new LinkedHashMap<>();
        saved.tensors().forEach((name, matrix) -> renamed.put(name + "x", matrix));
        Map<String, Matrix> turned = new LinkedHashMap<>(saved.tensors());
        turned.put("codes", saved.tensors().get("codes").transpose());
        String sizes = "3 4 8 2 5 1 6 3";
        assertThat(saved.metadata()).containsEntry("vq-vae", sizes);
        for (String text : List.of("3 512 512 2 900000 9 65536 900000", "3 4 8 9 5 1 6 3", "3 4 8 2 5 1 6", "large",
                "0 4 8 2 5 1 6 3"))
            assertNone(file, new Safetensors(Map.of("vq-vae", text), saved.tensors()));
        assertNone(file, new Safetensors(Map.of("vq-vae", sizes), renamed));
        assertNone(file, new Safetensors(Map.of("vq-vae", sizes), turned));
        new Safetensors(Map.of(), Map.of("weights", Matrix.row(1, 2))).write(file);
        assertThatThrownBy(() -> ImageTokens.load(file)).hasMessage(file + " holds no palette; make one anew.");
    }

    private static void assertNone(Path file, Safetensors lie) {
        lie.write(file);
        assertThatThrownBy(() -> ImageTokens.load(file)).isInstanceOf(UserException.class)
                .hasMessage(file + " holds no VQ-VAE; make one with imagegpt vqvae.");
    }

    @Test void whatDoesNotFitIsNamed() {
        VqVae model = model(1, 0);
        ImageSet grey = new ImageSet("greys", Matrix.zeros(1, 32), new int[0], 4, 8, 1);
        assertThatThrownBy(() -> model.encode(grey)).isInstanceOf(UserException.class)
                .hasMessage("The VQ-VAE takes images of 3×4×8 "
                + "(channels×height×width), but those of greys are 1×4×8; use one that was made for such images.");
        assertThatIllegalArgumentException().isThrownBy(() -> model.decode(Matrix.row(0, 1)))
                .withMessage("tokens 1×2 are no grids of 2×4");
        assertThatIllegalArgumentException().isThrownBy(() -> VqVaeSizes.published(new ImageShape(3, 32, 30)))
                .withMessage("images of 3×32×30 "
                + "cannot be cut into squares of 4×4: sides are multiples of that up to 512, and channels 1 or 3");
        assertThatIllegalArgumentException().isThrownBy(() -> VqVaeSizes.published(new ImageShape(1, 1024, 4)))
                .withMessageContaining("up to 512");
        assertThatIllegalArgumentException().isThrownBy(() -> VqVaeSizes.published(new ImageShape(2, 4, 4)))
                .withMessageContaining("channels 1 or 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new VqVaeSizes(new ImageShape(1, 4, 4), 0, 1, 0, 2, 1))
                .withMessage("halvings must be 1 to 3, "
                + "width and depth 1 or more, blocks 0 or more and codes 2 to 65536, got 0 halvings, "
                + "width 1, 0 blocks, 2 codes of depth 1");
    }
}
