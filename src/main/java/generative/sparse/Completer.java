package generative.sparse;

import generative.math.Matrix;
import java.util.random.RandomGenerator;

/// What can fill in the missing tokens of sequences, at random, as a model believes them to be.
@FunctionalInterface
public interface Completer {

    /// The sequences with the tokens that are known, and others drawn in the place of those that are not.
    ///
    /// @param x     B×N, of which only the places that are known count
    /// @param known for each of the N places
    Matrix complete(Matrix x, boolean[] known, RandomGenerator random);

    /// The first n of N places: the beginning of a text, or the upper part of an image.
    static boolean[] first(int n, int N) {
        boolean[] known = new boolean[N];
        java.util.Arrays.fill(known, 0, n, true);
        return known;
    }

    /// @throws IllegalArgumentException unless the sequences and the places that are known are those of a model of N positions
    static void requireFit(Matrix x, boolean[] known, int N) {
        if (x.numCols() != N || known.length != N)
            throw new IllegalArgumentException("of sequences " + x.shape() + ", known at " + known.length + " places, a model of " + N
                    + " positions cannot complete anything");
    }
}
