package generative.cli;

import generative.data.ImageSet;
import generative.data.TokenSet;
import generative.imagegpt.ImageTokens;
import generative.sparse.Raster;

/// Images as a model of tokens gets them: in three sets, with the way to write them as tokens, and what they are then.
///
/// @param shape of the grid of tokens; one channel
record TokenImages(ImageSet trainImages, ImageSet validationImages, ImageSet testImages, ImageTokens tokens, Raster shape,
                   TokenSet train, TokenSet validation, TokenSet test) {

    static TokenImages of(ImageSet train, ImageSet validation, ImageSet test, ImageTokens tokens) {
        TokenSet first = tokens.encode(train);
        int side = (int) Math.round(Math.sqrt((double) first.length() * train.height() / train.width()));
        return new TokenImages(train, validation, test, tokens, new Raster(side, first.length() / side, 1), first,
                tokens.encode(validation), tokens.encode(test));
    }

    /// Of an image in pixels.
    Raster pixels() {
        return new Raster(testImages.height(), testImages.width(), testImages.channels());
    }
}
