package generative.imagegpt;

/// How a VQ-VAE is trained: Adam with a constant rate, and codes that follow the encoder as moving averages.
///
/// Source: van den Oord et al., *Neural Discrete Representation Learning* (2017), section 4: rate 2·10⁻⁴, batches of 128,
/// β = .25, γ = .99. A code that nobody chooses comes below .1 after 230 steps, for which all begin with one vector a batch.
///
/// @param batchSize    images of a step
/// @param learningRate of Adam
/// @param commitment   β, what it costs to be far from the codes
/// @param decay        γ, how much of the averages a step leaves
/// @param restartBelow codes chosen by fewer vectors a batch than this, on average, begin again somewhere else; 0 for never
public record VqVaeRecipe(int batchSize, double learningRate, double commitment, double decay, double restartBelow) {

    public VqVaeRecipe {
        if (batchSize < 1 || !(learningRate > 0) || !(commitment >= 0) || !(decay >= 0 && decay < 1)
                || !(restartBelow >= 0 && restartBelow <= 1))
            throw new IllegalArgumentException("batch and learning rate must be above 0, β not below 0, γ in [0, 1) and "
                    + "the restart in [0, 1], got " + batchSize + ", " + learningRate + ", "
                    + commitment + ", " + decay + ", " + restartBelow);
    }

    /// With β = .25, γ = .99 and codes that begin again below .1 vectors a batch.
    public static VqVaeRecipe of(int batchSize, double learningRate) {
        return new VqVaeRecipe(batchSize, learningRate, .25, .99, .1);
    }
}
