package generative.endurance;

import generative.data.SyntheticDigits;
import generative.data.SyntheticText;
import generative.data.TokenSet;
import generative.gan.AdversarialSettings;
import generative.gan.AdversarialTraining;
import generative.gan.GeneratorLoss;
import generative.gan.Noise;
import generative.imagegpt.ImageGpt;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import generative.pretraining.ContrastiveDivergence;
import generative.pretraining.ModuleTraining;
import generative.pretraining.Rbm;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import generative.sparse.Sampler;
import generative.sparse.SparseTransformer;
import generative.sparse.TransformerRecipe;
import generative.sparse.TransformerTraining;
import generative.training.Trainee;
import java.util.List;
import java.util.function.Supplier;

/// One small training of each chapter, with all in it that a break could lose or a careless hand could share: momentum, moments,
/// chains, masks, a learning rate that falls, the order of the data.
enum SmallTraining {

    /// Noise of 10, G 10–40–40–49, D 49–20×3–20×3–1 with dropout, momentum that rises.
    GAN {
        @Override Model make(long steps, long seed) {
            MomentumDescent descent = DESCENT.withMaxNorm(1.9).withCalmEnd(steps / 2, steps);
            AdversarialSettings settings = new AdversarialSettings(Noise.UNIFORM, 10, 40, 20, 3, .3, .3, .8, .5, descent,
                    AdversarialSettings.Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING);
            AdversarialTraining training = new AdversarialTraining(settings, DIGITS, seed);
            return new Model(training, () -> training.generator().sample(4, Randoms.of(5)));
        }
    },

    /// An RBM 49–30 by persistent chains on fresh bits, with weight decay.
    PRETRAINING {
        @Override Model make(long steps, long seed) {
            Rbm rbm = new Rbm(DIGITS.numCols(), 30, Randoms.of(seed)).startAtMeansOf(DIGITS);
            ContrastiveDivergence dreams = new ContrastiveDivergence(rbm, 1).persistent(10).withWeightDecay(.001).binarising();
            ModuleTraining training = new ModuleTraining(dreams, DIGITS, DESCENT, seed);
            return new Model(training, () -> rbm.gibbs(DIGITS.rows(0, 4), 3, Randoms.of(5)));
        }
    },

    /// Two layers of width 8 with strided attention over 12 bytes, with dropout; Adam, warm-up, cosine.
    SPARSE {
        @Override Model make(long steps, long seed) {
            TokenSet windows = SyntheticText.generate(2000, 1).train().windows(12);
            Architecture sizes = Architecture.of(256, List.of(4, 3), 2, 8, 2, HeadPatterns.strided(3, HeadPatterns.Way.BY_TURNS));
            SparseTransformer model = new SparseTransformer(sizes, .1, false, Randoms.of(seed));
            TransformerRecipe recipe = TransformerRecipe.of(steps, 4, .01);
            Trainee training = new TransformerTraining<>(model, windows.batches(4, 2), "text", recipe, seed);
            return new Model(training, () -> new Sampler(model, 1).sample(3, Randoms.of(5)));
        }
    },

    /// The same over 4×4 pixels of four greys, of which the BERT task hides some.
    IMAGEGPT {
        @Override Model make(long steps, long seed) {
            TokenSet pixels = TokenSet.of("pixels", 4, 16, Randoms.of(3).ints(60 * 16, 0, 4).toArray());
            Architecture sizes = Architecture.of(4, List.of(16), 2, 8, 2, HeadPatterns.dense());
            ImageGpt model = new ImageGpt(sizes, ImageGpt.Objective.BERT, Randoms.of(seed));
            TransformerRecipe recipe = TransformerRecipe.of(steps, 6, .01);
            Trainee training = new TransformerTraining<>(model, pixels.batches(6, 2), "pixels", recipe, seed);
            return new Model(training, () -> model.features(pixels.batch(0, 1, 2), Randoms.of(5)).getLast());
        }
    };

    /// Digits of 7×7 pixels.
    private static final Matrix DIGITS = SyntheticDigits.generate(60, 1).halved().halved().x();
    private static final MomentumDescent DESCENT = MomentumDescent.MNIST.withBatchSize(10).withMomentum(.5, .9, 6);

    /// What learns, and what it makes after learning.
    record Model(Trainee trainee, Supplier<Matrix> samples) { }

    /// @param steps what schedules take for the length of the training
    abstract Model make(long steps, long seed);
}
