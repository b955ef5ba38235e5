package generative.imagegpt;

import generative.data.ImageSet;
import generative.data.Safetensors;
import generative.data.TokenSet;
import generative.math.Matrix;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/// A way to write images as sequences of tokens, and to show sequences as images: a palette, with a token for each pixel, or a
/// VQ-VAE, with one for each little square.
///
/// ```
/// error    mean of (x̂ − x)² over all numbers of x, in [0, 1]          PSNR = −10 log₁₀ error, in dB
/// ```
public interface ImageTokens {

    /// So many images are shown at once where an error is measured.
    int BATCH = 256;

    /// V, the number of different tokens.
    int size();

    /// The tokens of each image, in raster order.
    TokenSet encode(ImageSet images);

    /// Images of B×N tokens, one a row, in [0, 1].
    Matrix decode(Matrix tokens);

    /// What tells these tokens from others of the same number.
    String checksum();

    /// Into a file whose check sum tells a damaged one from a whole one; [#load] reads it.
    void save(Path file);

    /// The palette or the VQ-VAE of a file.
    ///
    /// @throws generative.UserException if it holds neither, or is damaged
    static ImageTokens load(Path file) {
        return VqVae.isIn(Safetensors.read(file)) ? VqVae.load(file) : ColourPalette.load(file);
    }

    /// The mean squared error of the numbers of images that have been tokens in between.
    default double error(ImageSet images) {
        double sum = 0;
        for (int from = 0; from < images.size(); from += BATCH) {
            ImageSet some = images.rows(from, Math.min(images.size(), from + BATCH));
            Matrix again = decode(encode(some).batch(IntStream.range(0, some.size()).toArray()));
            sum += again.minus(some.x()).sumOfSquares();
        }
        return sum / images.x().getNumElements();
    }

    /// How near these images come to themselves, in dB.
    default double psnr(ImageSet images) {
        return -10 * Math.log10(error(images));
    }

    /// CRC-32C of the numbers of matrices as floats.
    static String checksum(Collection<Matrix> matrices) {
        CRC32C sum = new CRC32C();
        for (Matrix matrix : matrices) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * matrix.getNumElements());
            for (int i = 0; i < matrix.getNumElements(); i++) bytes.putFloat((float) matrix.get(i));
            sum.update(bytes.flip());
        }
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
