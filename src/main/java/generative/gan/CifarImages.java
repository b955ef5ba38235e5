package generative.gan;

import generative.UserException;
import generative.data.Cifar;
import generative.data.ContrastNormalisation;
import generative.math.Matrix;

/// CIFAR images as [CifarNets] take them: contrast normalised, channels first, and a fifth kept apart to choose by.
///
/// Of the published 50,000 training images the first 40,000 are to train on and the last 10,000 to validate; of a
/// part of the set likewise the first four fifths and the last one. This is the one place where the order of the
/// numbers is changed: from here on rows are channels first, and [CifarPictures] turns them back.
///
/// Source: the released configurations of Goodfellow et al., *Generative Adversarial Nets* (2014).
///
/// @param train      N×3072
/// @param validation chooses the width of the Parzen window
/// @param test       is judged with it
public record CifarImages(Matrix train, Matrix validation, Matrix test) {

    public static CifarImages of(Cifar set) {
        int n = set.train().size(), cut = n / 5 * 4;
        if (cut == 0)
            throw new UserException("There are only " + n + " training images, and a fifth of them is for validation; "
                    + "take a file of 5 or more.");
        return new CifarImages(prepared(set.train().x().rows(0, cut)), prepared(set.train().x().rows(cut, n)),
                prepared(set.test().x()));
    }

    private static Matrix prepared(Matrix x) {
        return CifarNets.IMAGE.fromInterleaved(ContrastNormalisation.apply(x, ContrastNormalisation.PUBLISHED));
    }

    @Override public String toString() {
        return train.numRows() + " photographs to train on, " + validation.numRows() + " for validation, "
                + test.numRows() + " for testing";
    }
}
