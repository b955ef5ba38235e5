package generative.imagegpt;

import generative.UserException;
import generative.data.ImageSet;
import generative.data.Safetensors;
import generative.data.TokenSet;
import generative.evaluation.KMeans;
import generative.math.Matrix;
import generative.math.Randoms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A palette of k colours, so that a pixel is one token and an image of 32×32 a sequence of 1,024 and not of 3,072.
///
/// ```
/// colours  s[j], j = 0 … k−1, in [−1, 1]:   k-means of pixels 2x − 1
/// encode   token = argminⱼ ‖(2x − 1) − s[j]‖²          decode   x̂ = (s[token] + 1) / 2
/// error    mean squared error of a number x̂ − x in [0, 1]          PSNR = −10 log₁₀ error, in dB
/// ```
/// ```math
/// \text{token} = \operatorname*{argmin}_j \lVert (2x - 1) - s_j \rVert^2
/// \qquad \text{PSNR} = -10 \log_{10} \overline{(\hat x - x)^2}
/// ```
/// Grey images have palettes too, with one number for each colour. A model that was trained with one palette is worthless with
/// another, so the palette has a checksum that models keep.
///
/// Source: Chen et al., *Generative Pretraining from Pixels* (2020), section 3.2: k = 512 by k-means on (R, G, B).
public final class ColourPalette implements ImageTokens {

    private static final int PIXELS = 250_000;
    private static final String COLOURS = "colours";

    private final Matrix colours;

    /// @param colours k×channels, in [−1, 1]
    public ColourPalette(Matrix colours) {
        if (colours.numCols() != 1 && colours.numCols() != 3 || colours.numRows() < 2)
            throw new IllegalArgumentException("a palette has 2 colours or more of 1 or 3 numbers, got " + colours.shape());
        this.colours = colours;
    }

    /// k colours of up to 250,000 pixels of these images, drawn at random, by so many rounds of k-means.
    ///
    /// @throws UserException if there are fewer different pixels than colours
    public static ColourPalette fit(ImageSet images, int k, int rounds, RandomGenerator random) {
        Matrix pixels = pixels(images);
        if (pixels.numRows() > PIXELS)
            pixels = pixels.selectRows(random.ints(PIXELS, 0, pixels.numRows()).toArray());
        long different = IntStream.range(0, pixels.numRows()).mapToObj(new Rows(pixels)::text).distinct().limit(k).count();
        if (different < k) throw new UserException("There are " + different + " different colours in " + images.name()
                + ", too few for a palette of "
                + k + "; choose a smaller one.");
        return new ColourPalette(KMeans.fit(pixels, k, rounds, random).centroids());
    }

    private record Rows(Matrix x) {
        String text(int n) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < x.numCols(); c++) text.append((float) x.get(n, c)).append(' ');
            return text.toString();
        }
    }

    /// One row for each pixel, 2x − 1.
    private static Matrix pixels(ImageSet images) {
        return images.x().reshaped(images.size() * images.height() * images.width(), images.channels()).scale(2).plus(-1);
    }

    /// k.
    @Override public int size() {
        return colours.numRows();
    }

    public int channels() {
        return colours.numCols();
    }

    /// k×channels, in [−1, 1].
    public Matrix colours() {
        return colours;
    }

    /// A token for each pixel, row by row.
    @Override public TokenSet encode(ImageSet images) {
        if (images.channels() != channels())
            throw new UserException("The palette has " + channels() + " numbers for a colour, but the images of " + images.name() + " have "
                    + images.channels() + "; use a palette that was made for such images.");
        Matrix pixels = pixels(images);
        int[] tokens = pixels.nearest(colours, new double[pixels.numRows()]);
        return TokenSet.of(images.name(), size(), images.height() * images.width(), tokens);
    }

    /// Images of B×N tokens: B×(N·channels), in [0, 1].
    @Override public Matrix decode(Matrix tokens) {
        int[] index = IntStream.range(0, tokens.getNumElements()).map(i -> (int) tokens.get(i)).toArray();
        return colours.selectRows(index).plus(1).divide(2).reshaped(tokens.numRows(), tokens.numCols() * channels());
    }

    /// The mean squared error of the numbers of images when they are shown in the palette's colours.
    @Override public double error(ImageSet images) {
        double[] distance = new double[images.size() * images.height() * images.width()];
        pixels(images).nearest(colours, distance);
        double sum = 0;
        for (double d : distance) sum += d / 4;                            // ‖2x − 2x̂‖² = 4 ‖x − x̂‖²
        return sum / images.x().getNumElements();
    }

    @Override public String checksum() {
        return ImageTokens.checksum(List.of(colours));
    }

    @Override public void save(Path file) {
        new Safetensors(Map.of(), Map.of(COLOURS, colours)).write(file);
    }

    /// @throws UserException if the file is no palette, or is damaged
    public static ColourPalette load(Path file) {
        Matrix colours = Safetensors.read(file).tensors().get(COLOURS);
        if (colours == null || colours.numRows() < 2 || colours.numCols() != 1 && colours.numCols() != 3)
            throw new UserException(file + " holds no palette; make one anew.");
        return new ColourPalette(colours);
    }

    @Override public String toString() {
        return "ColourPalette of " + size() + (channels() == 1 ? " greys" : " colours") + ", " + checksum();
    }

    /// Drawn digits in four greys.
    public static void demo() {
        ImageSet digits = generative.data.SyntheticDigits.generate(200, 1);
        for (int k : new int[] {2, 4, 16}) {
            ColourPalette palette = fit(digits, k, 10, Randoms.of(2));
            System.out.printf("%s: PSNR %.1f dB%n", palette, palette.psnr(digits));
            if (k == 4) System.out.println("  the greys, −1 black and 1 white: " + palette.colours);
        }
        System.out.println("Sixteen greys are hard to tell from all 256, and a token then says one of 16 things.");
    }
}
