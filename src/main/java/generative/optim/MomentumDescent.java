package generative.optim;

import generative.nn.Parameter;
import java.util.List;

/// How most nets here learn: small steps from minibatches, with a momentum that rises and a learning rate that falls.
///
/// ```
/// v ← μ v − η g,   θ ← θ + v                                   after it, columns of W longer than maxNorm are shortened to it
/// η(t) = max(10⁻⁶, η₀ / decay^t)                               and, from step calmFrom on, straight down to 0 at step calmTo
/// μ(e) = μ₁ (1−α) + μ₂ α,  α = clip((e−1)/(epochs−1), 0, 1)    in epoch e = 1, 2, …
/// ```
/// Source: the released configurations of Goodfellow et al., *Maxout Networks* (2013) and *Generative Adversarial Nets* (2014). The
/// calm end is ours: the published rate is still .08 after 100 epochs, and the weights tremble.
///
/// @param batchSize         examples in a minibatch
/// @param learningRate      η₀
/// @param learningRateDecay η is divided by this after every step
/// @param firstMomentum     μ₁, in the first epoch
/// @param lastMomentum      μ₂, from `momentumEpochs` on
/// @param momentumEpochs    length of the momentum's rise
/// @param maxNorm           the longest that a unit's incoming weights may be; infinity for no limit
/// @param calmFrom          the step from which on the learning rate falls to 0
/// @param calmTo            the step at which it is 0; 0 for no such end
public record MomentumDescent(int batchSize, double learningRate, double learningRateDecay, double firstMomentum,
                              double lastMomentum, int momentumEpochs, double maxNorm, long calmFrom, long calmTo) {

    /// The published adversarial nets on MNIST.
    public static final MomentumDescent MNIST =
            new MomentumDescent(100, .1, 1.000004, .5, .7, 250, Double.POSITIVE_INFINITY, 0, 0);

    public MomentumDescent {
        if (batchSize < 1) throw new IllegalArgumentException("a minibatch needs 1 example or more, got " + batchSize);
        if (!(learningRate > 0)) throw new IllegalArgumentException("the learning rate must be above 0, got " + learningRate);
        if (!(maxNorm > 0)) throw new IllegalArgumentException("the largest norm must be above 0, got " + maxNorm);
        if (calmTo != 0 && (calmFrom < 0 || calmTo <= calmFrom))
            throw new IllegalArgumentException("the learning rate cannot fall to 0 from step " + calmFrom + " to step " + calmTo);
    }

    /// An optimiser that does so with these parameters.
    public Sgd optimiser(List<Parameter> parameters, int stepsPerEpoch) {
        Schedule published = Schedule.exponentialDecay(learningRate, learningRateDecay, 1e-6);
        return new Sgd(parameters, calmTo == 0 ? published : published.fallingToZero(calmFrom, calmTo),
                Schedule.rampByEpoch(firstMomentum, lastMomentum, momentumEpochs, stepsPerEpoch), maxNorm);
    }

    public MomentumDescent withBatchSize(int size) {
        return new MomentumDescent(size, learningRate, learningRateDecay, firstMomentum, lastMomentum, momentumEpochs, maxNorm,
                calmFrom, calmTo);
    }

    public MomentumDescent withLearningRate(double rate, double decay) {
        return new MomentumDescent(batchSize, rate, decay, firstMomentum, lastMomentum, momentumEpochs, maxNorm, calmFrom, calmTo);
    }

    public MomentumDescent withMomentum(double first, double last, int epochs) {
        return new MomentumDescent(batchSize, learningRate, learningRateDecay, first, last, epochs, maxNorm, calmFrom, calmTo);
    }

    public MomentumDescent withMaxNorm(double c) {
        return new MomentumDescent(batchSize, learningRate, learningRateDecay, firstMomentum, lastMomentum, momentumEpochs, c,
                calmFrom, calmTo);
    }

    /// The learning rate falls to 0 between these steps.
    public MomentumDescent withCalmEnd(long from, long to) {
        return new MomentumDescent(batchSize, learningRate, learningRateDecay, firstMomentum, lastMomentum, momentumEpochs, maxNorm,
                from, to);
    }

    /// The learning rate as published and with a calm end, and the momentum, after some epochs of 500 steps.
    public static void demo() {
        Schedule published = Schedule.exponentialDecay(MNIST.learningRate, MNIST.learningRateDecay, 1e-6);
        Schedule calm = published.fallingToZero(25_000, 50_000);
        Schedule momentum = Schedule.rampByEpoch(MNIST.firstMomentum, MNIST.lastMomentum, MNIST.momentumEpochs, 500);
        System.out.println("epoch   published rate   with a calm end   momentum");
        for (int epoch : new int[] {1, 25, 50, 75, 99}) {
            long step = epoch * 500L;
            System.out.printf("%5d %16.4f %17.4f %10.3f%n", epoch, published.at(step), calm.at(step), momentum.at(step));
        }
        System.out.println("First play, then calm down: what trembles at a rate of .08 comes to rest at 0.");
    }
}
