package generative.pretraining;

import generative.UserException;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.pretraining.GreedyLayerwise.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// How a stack is pretrained: which module teaches each layer, how fast, and for how long.
///
/// ```
/// RBM    CD-1, weight decay .0002, momentum .5 → .9 in the first five epochs       the lowest begins at the means of the data
/// DAE    pixels or units lost with probability .1, .2, .3, .3 … by layer, momentum .5
/// CAE    penalty λ = .1, momentum .5
/// ```
/// Minibatches of 100, or 50 an epoch where there are fewer than 5,000 images; in the second half of the epochs the learning rate
/// falls to 0. Layer l of seed s begins with the stream (s, 0, l).
///
/// Sources: Hinton's guide (2010) and the program to Hinton and Salakhutdinov (2006) for the RBM; the Deep Learning Tutorials for
/// the corruption; Rifai et al. (2011) for λ. The calm end is ours.
///
/// @param kind   what teaches a layer
/// @param rate   the learning rate at first
/// @param epochs of each layer
public record Recipe(Kind kind, double rate, int epochs) {

    /// The greedy modules.
    public enum Kind { RBM, DAE, CAE }

    private static final double WEIGHT_DECAY = .0002, LAMBDA = .1, SPOILED = .1, MOST_SPOILED = .3;

    public Recipe {
        if (!(rate > 0) || epochs < 1)
            throw new IllegalArgumentException("a rate above 0 and 1 epoch or more are needed: " + rate + ", " + epochs);
    }

    /// A stack of so many hidden units a layer, from the lowest up, for these data.
    public GreedyLayerwise stack(Matrix X, List<Integer> hidden, long seed) {
        int batch = FineTuning.batchSize(X.numRows());
        long steps = (long) epochs * (X.numRows() / Math.max(1, batch));
        if (steps == 0) throw new UserException("There are no images to pretrain on; give 1 or more.");
        MomentumDescent plain = MomentumDescent.MNIST.withBatchSize(batch).withLearningRate(rate, 1);
        MomentumDescent descent = (kind == Kind.RBM ? plain.withMomentum(.5, .9, 6) : plain.withMomentum(.5, .5, 1))
                .withCalmEnd(steps / 2, steps);
        List<Stage> stages = new ArrayList<>();
        int visible = X.numCols();
        for (int l = 1; l <= hidden.size(); l++) {
            stages.add(new Stage(module(l, visible, hidden.get(l - 1), X, Randoms.of(seed, 0, l)), descent, epochs));
            visible = hidden.get(l - 1);
        }
        return new GreedyLayerwise(stages, seed);
    }

    private GreedyModule module(int l, int visible, int hidden, Matrix X, RandomGenerator random) {
        return switch (kind) {
            case RBM -> {
                Rbm rbm = new Rbm(visible, hidden, random);
                yield new ContrastiveDivergence(l == 1 ? rbm.startAtMeansOf(X) : rbm, 1).withWeightDecay(WEIGHT_DECAY);
            }
            case DAE -> new DenoisingAutoencoder(Autoencoder.tied(visible, hidden, Autoencoder.Output.PROBABILITIES, random),
                    new Corruption.Masking(Math.min(MOST_SPOILED, SPOILED * l)));
            case CAE -> new ContractiveAutoencoder(Autoencoder.tied(visible, hidden, Autoencoder.Output.PROBABILITIES, random),
                    LAMBDA);
        };
    }
}
