package generative.cli;

import generative.data.Mnist;
import generative.evaluation.KMeans;
import generative.evaluation.ParzenProtocol;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.Arrays;
import java.util.function.Consumer;

/// Two rows that belong beside every Parzen estimate: "samples" that are real training images, and k-means centroids of them.
///
/// No model should do better than the first, and the second, a few thousand blurred averages, does: the judge can be
/// fooled. Source: Theis, van den Oord and Bethge, *A Note on the Evaluation of Generative Models* (2016).
final class SanityRows {

    private static final int ROUNDS = 10;

    private SanityRows() { }

    /// Follows the protocol with n training images and n centroids, and hands each row on as soon as it is there.
    static void follow(Mnist digits, int n, long seed, Consumer<ParzenProtocol> rows) {
        Matrix train = digits.train().x(), validation = digits.validation().x(), test = digits.test().x();
        int many = Math.min(n, train.numRows());
        int[] chosen = Arrays.copyOf(Randoms.permutation(train.numRows(), Randoms.of(seed, 10)), many);
        rows.accept(ParzenProtocol.follow(many + " training images", train.selectRows(chosen), validation, test));
        int k = Math.min(n, train.numRows() / 2);
        KMeans means = KMeans.fit(train, k, ROUNDS, Randoms.of(seed, 11));
        rows.accept(ParzenProtocol.follow(k + " k-means centroids", means.centroids(), validation, test));
    }
}
