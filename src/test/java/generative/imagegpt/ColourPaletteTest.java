package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.data.ImageSet;
import generative.data.Safetensors;
import generative.data.TokenSet;
import generative.evaluation.KMeans;
import generative.math.Matrix;
import generative.math.Randoms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColourPaletteTest {

    /// Black, white and red.
    private static final ColourPalette THREE = new ColourPalette(Matrix.of(new double[][] {{-1, -1, -1}, {1, 1, 1}, {1, -1, -1}}));

    /// One image of 1×3 pixels: dark grey, light grey, reddish.
    private static final ImageSet PIXELS = new ImageSet("three pixels", Matrix.row(.1, .1, .1, .8, .9, .8, .9, .2, .1), new int[0], 1, 3, 3);

    @Test void workedExample() {
        TokenSet tokens = THREE.encode(PIXELS);
        assertThat(tokens.sequence(0)).containsExactly(0, 1, 2);
        assertThat(tokens.vocabulary()).isEqualTo(3);
        assertThat(tokens.length()).isEqualTo(3);
        Matrix shown = THREE.decode(tokens.batch(0));
        assertThat(shown.toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0, 1, 1, 1, 1, 0, 0}});
        double error = (3 * .01 + .04 + .01 + .04 + .01 + .04 + .01) / 9;
        assertThat(THREE.error(PIXELS)).isCloseTo(error, within(1e-7));
        assertThat(THREE.psnr(PIXELS)).isCloseTo(-10 * Math.log10(error), within(1e-4));
    }

    @Test void withAColourForEachPixelNothingIsLost() {
        ImageSet noise = new ImageSet("noise", Randoms.uniform(5, 12, 0, 1, Randoms.of(1)), new int[0], 2, 2, 3);
        ColourPalette palette = ColourPalette.fit(noise, 20, 10, Randoms.of(2));
        assertThat(palette.error(noise)).as("distances of float32").isCloseTo(0, within(1e-7));
        assertThat(palette.decode(palette.encode(noise).batch(0, 1, 2, 3, 4)).minus(noise.x()).elementMaxAbs()).isLessThan(1e-6);
    }

    @Test void moreColoursAreNearer() {
        ImageSet noise = new ImageSet("noise", Randoms.uniform(50, 48, 0, 1, Randoms.of(1)), new int[0], 4, 4, 3);
        double few = ColourPalette.fit(noise, 4, 10, Randoms.of(2)).psnr(noise), many = ColourPalette.fit(noise, 64, 10, Randoms.of(2)).psnr(noise);
        assertThat(many).isGreaterThan(few + 5);
    }

    /// The error falls from round to round, as those of k-means on 2x − 1 do.
    @Test void thereAreAsManyRoundsAsAreAskedFor() {
        ImageSet noise = new ImageSet("noise", Randoms.uniform(50, 48, 0, 1, Randoms.of(1)), new int[0], 4, 4, 3);
        Matrix pixels = noise.x().reshaped(800, 3).scale(2).plus(-1);
        double before = Double.POSITIVE_INFINITY;
        for (int rounds : new int[] {1, 2, 5, 12}) {
            ColourPalette palette = ColourPalette.fit(noise, 8, rounds, Randoms.of(2));
            Matrix expected = KMeans.fit(pixels, 8, rounds, Randoms.of(2)).centroids();
            assertThat(palette.colours().minus(expected).elementMaxAbs()).isZero();
            assertThat(palette.error(noise)).as(rounds + " rounds").isLessThan(before);
            before = palette.error(noise);
        }
    }

    /// More pixels than are looked at, ever lighter from first to last: half of the greys are around ¼, half around ¾.
    @Test void pixelsAreDrawnFromAllPartsOfTheImages() {
        Matrix lighter = Matrix.zeros(3, 100_000);
        for (int i = 0; i < 300_000; i++) lighter.set(i, i / 300_000.0);
        ColourPalette palette = ColourPalette.fit(new ImageSet("lighter", lighter, new int[0], 250, 400, 1), 2, 20, Randoms.of(1));
        double a = palette.colours().get(0), b = palette.colours().get(1);
        assertThat(Math.min(a, b)).isCloseTo(-.5, within(.02));
        assertThat(Math.max(a, b)).isCloseTo(.5, within(.02));
    }

    @Test void greyImagesHavePalettesToo() {
        ImageSet grey = new ImageSet("grey", Matrix.row(0, .5, 1, .5), new int[0], 2, 2, 1);
        ColourPalette palette = ColourPalette.fit(grey, 3, 10, Randoms.of(1));
        assertThat(palette.channels()).isEqualTo(1);
        assertThat(palette.decode(palette.encode(grey).batch(0)).minus(grey.x()).elementMaxAbs()).isLessThan(1e-6);
        assertThat(palette).hasToString("ColourPalette of 3 greys, " + palette.checksum());
    }

    @Test void aSavedPaletteIsTheSame(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("palette.safetensors");
        THREE.save(file);
        ColourPalette again = ColourPalette.load(file);
        assertThat(again.colours().minus(THREE.colours()).elementMaxAbs()).isZero();
        assertThat(again.checksum()).isEqualTo(THREE.checksum()).matches("[0-9a-f]{8}");
        assertThat(new ColourPalette(THREE.colours().scale(.5)).checksum()).isNotEqualTo(THREE.checksum());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> ColourPalette.load(file)).isInstanceOf(UserException.class).hasMessageContaining(file.toString());
        new Safetensors(Map.of(), Map.of("weights", Matrix.row(1, 2))).write(file);
        assertThatThrownBy(() -> ColourPalette.load(file)).hasMessage(file + " holds no palette; make one anew.");
    }

    @Test void whatDoesNotFitIsNamed() {
        ImageSet grey = new ImageSet("greys", Matrix.row(0, .5, 1, .5), new int[0], 2, 2, 1);
        assertThatThrownBy(() -> THREE.encode(grey)).isInstanceOf(UserException.class).hasMessage(
                "The palette has 3 numbers for a colour, but the images of greys have 1; use a palette that was made for such images.");
        assertThatThrownBy(() -> ColourPalette.fit(grey, 4, 5, Randoms.of(1))).isInstanceOf(UserException.class).hasMessage(
                "There are 3 different colours in greys, too few for a palette of 4; choose a smaller one.");
        assertThatThrownBy(() -> new ColourPalette(Matrix.row(1, 2))).hasMessage("a palette has 2 colours or more of 1 or 3 numbers, got 1×2");
    }
}
