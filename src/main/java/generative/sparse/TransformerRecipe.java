package generative.sparse;

import generative.nn.Parameter;
import generative.optim.Adam;
import generative.optim.Schedule;
import java.util.List;

/// How a transformer is trained: Adam, a warm-up, half a cosine down to 0, clipped gradients, and decay of the matrices alone.
///
/// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 6.
///
/// @param steps        in all
/// @param batchSize    sequences of a step
/// @param atOnce       sequences that go through the model together; gradients of all parts of a batch are added, so that only memory
///                     depends on it; but what is random (dropout, hidden pixels) is drawn part by part, so that other parts mean
///                     other draws
/// @param learningRate the largest, at the end of the warm-up
/// @param warmUp       steps in which the learning rate rises
/// @param beta2        of Adam; β₁ is .9
/// @param clip         the largest norm of all gradients together
/// @param weightDecay  decoupled: θ ← θ − η λ θ for parameters of more than one row
public record TransformerRecipe(long steps, int batchSize, int atOnce, double learningRate, long warmUp, double beta2, double clip,
                                double weightDecay) {

    public TransformerRecipe {
        if (steps < 1 || batchSize < 1 || atOnce < 1 || !(learningRate > 0) || warmUp < 0 || warmUp >= steps)
            throw new IllegalArgumentException("steps, batch and learning rate must be above 0 and the warm-up shorter than the training, "
                    + "got "
                    + steps + " steps, batches of " + batchSize + " by " + atOnce + ", rate " + learningRate + ", warm-up " + warmUp);
        if (!(beta2 >= 0 && beta2 < 1) || !(clip > 0) || !(weightDecay >= 0))
            throw new IllegalArgumentException("β₂ must be in [0, 1), the clip above 0 and the decay not below 0, got " + beta2 + ", "
                    + clip
                    + ", " + weightDecay);
    }

    /// With the published clip 1 and decay .01, the β₂ = .999 of the authors' code, all of a batch at once, and a twentieth of the
    /// steps to warm up.
    public static TransformerRecipe of(long steps, int batchSize, double learningRate) {
        return new TransformerRecipe(steps, batchSize, batchSize, learningRate, steps / 20, .999, 1, .01);
    }

    public TransformerRecipe withAtOnce(int sequences) {
        return new TransformerRecipe(steps, batchSize, sequences, learningRate, warmUp, beta2, clip, weightDecay);
    }

    public TransformerRecipe withWarmUp(long steps) {
        return new TransformerRecipe(this.steps, batchSize, atOnce, learningRate, steps, beta2, clip, weightDecay);
    }

    public TransformerRecipe withAdam(double beta2, double weightDecay) {
        return new TransformerRecipe(steps, batchSize, atOnce, learningRate, warmUp, beta2, clip, weightDecay);
    }

    /// One Adam for the matrices, which decay, and one for biases and gains, which do not.
    List<Adam> optimisers(List<Parameter> parameters) {
        Schedule rate = Schedule.warmUpAndCosine(learningRate, warmUp, steps);
        return List.of(new Adam(parameters.stream().filter(p -> p.value().numRows() > 1).toList(), rate, .9, beta2, 1e-8, weightDecay),
                new Adam(parameters.stream().filter(p -> p.value().numRows() == 1).toList(), rate, .9, beta2, 1e-8, 0));
    }
}
