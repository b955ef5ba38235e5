package generative.imagegpt;

import generative.data.ImageSet;
import generative.data.TokenSet;
import generative.math.Matrix;

/// A way to write images as sequences of tokens, and to show sequences as images.
public interface ImageTokens {

    /// V, the number of different tokens.
    int size();

    /// The tokens of each image, in raster order.
    TokenSet encode(ImageSet images);

    /// Images of B×N tokens, one a row, in [0, 1].
    Matrix decode(Matrix tokens);

    /// What tells these tokens from others of the same number.
    String checksum();
}
