package generative.pretraining;

import generative.UserException;
import generative.math.Matrix;

/// What models of bits learn from: numbers that can be read as probabilities of a bit.
final class Probabilities {

    private Probabilities() { }

    /// @param who learns, the first words of the complaint
    /// @throws UserException with one sentence if a number is not from 0 to 1
    static void require(Matrix data, String who) {
        for (int i = 0; i < data.getNumElements(); i++)
            if (!(data.get(i) >= 0 && data.get(i) <= 1))
                throw new UserException(who + " learns from numbers between 0 and 1, but example " + i / data.numCols() + " has "
                        + data.get(i) + " in place " + i % data.numCols() + "; scale the data first.");
    }
}
