package generative.pretraining;

import generative.UserException;
import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.optim.MomentumDescent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The gradient that contrastive divergence stands in for, by going through all visible states: only for machines of a few units.
///
/// ```
/// p(v) = e^−F(v) / Z                                         of each of the 2ᵈ states
/// dW   = −(vᵀ P(h | v)) / N over the data + Σᵥ p(v) vᵀ P(h | v)        da, db likewise:  the slope of −mean ln p(data)
/// ```
/// Source: Hinton's guide (2010).
public final class ExactLearning implements GreedyModule {

    private static final int MOST_VISIBLE = 16;

    private final Rbm rbm;
    private final Matrix states;

    public ExactLearning(Rbm rbm) {
        if (rbm.units() != VisibleUnits.BERNOULLI || rbm.visible() > MOST_VISIBLE)
            throw new UserException("Exact learning goes through all visible states, so it wants " + MOST_VISIBLE
                    + " visible bits at most, not " + rbm + "; take contrastive divergence.");
        this.rbm = rbm;
        states = PartitionFunction.states(rbm.visible(), rbm.weights().value());
    }

    @Override public Rbm coder() {
        return rbm;
    }

    /// The metric is `log-likelihood`, the mean of ln p(v) over the minibatch before the step, in nats.
    @Override public Map<String, Double> learn(Matrix v, RandomGenerator random) {
        Matrix all = rbm.weights().value().isFloat() ? states : states.inDouble();
        double logZ = PartitionFunction.exact(rbm);
        Matrix p = rbm.freeEnergy(all).plus(logZ).scale(-1).apply(Elementwise.EXP);         // p(v), 2ᵈ×1
        Matrix up = rbm.propUp(all), weighted = up.copy();
        for (int s = 0; s < p.numRows(); s++) for (int j = 0; j < up.numCols(); j++) weighted.set(s, j, up.get(s, j) * p.get(s));
        Matrix onData = rbm.propUp(v);
        rbm.weights().gradient().addMultTransA(v, onData.scale(-1.0 / v.numRows()));      // −vᵀ P(h | v) / N
        rbm.weights().gradient().addMultTransA(all, weighted);                             // +Σ p(v) vᵀ P(h | v)
        rbm.visibleBias().gradient().addMult(p.transpose(), all);
        rbm.visibleBias().gradient().addColumnSums(v.scale(-1.0 / v.numRows()));
        rbm.hiddenBias().gradient().addColumnSums(weighted);
        rbm.hiddenBias().gradient().addColumnSums(onData.scale(-1.0 / v.numRows()));
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("log-likelihood", PartitionFunction.meanLogLikelihood(rbm, v, logZ));
        return metrics;
    }

    @Override public void check(Matrix data) {
        GreedyModule.super.check(data);
        rbm.units().check(data);
    }

    @Override public String toString() {
        return "exact gradient for " + rbm;
    }

    /// The same machine learns the same four patterns exactly and by contrastive divergence.
    public static void demo() {
        Matrix patterns = Matrix.of(new double[][] {{1, 1, 0, 0, 0, 0}, {0, 0, 1, 1, 0, 0}, {0, 0, 0, 0, 1, 1}, {1, 1, 1, 1, 1, 1}});
        Matrix data = patterns.selectRows(IntStream.range(0, 100).map(n -> n % 4).toArray());
        MomentumDescent descent = MomentumDescent.MNIST.withLearningRate(.2, 1);
        System.out.println("epochs   exact    CD-1   CD-10   (mean ln p of the patterns; the best there is: ln ¼ = -1.386)");
        List<Rbm> machines = List.of(new Rbm(6, 6, Randoms.of(3)), new Rbm(6, 6, Randoms.of(3)), new Rbm(6, 6, Randoms.of(3)));
        List<ModuleTraining> trainings = Stream.of(new ExactLearning(machines.get(0)), new ContrastiveDivergence(machines.get(1), 1),
                new ContrastiveDivergence(machines.get(2), 10)).map(module -> new ModuleTraining(module, data, descent, 1)).toList();
        for (int epoch = 0; epoch <= 700; epoch++) {                       // an epoch is one step
            if (epoch % 100 == 0) {
                StringBuilder line = new StringBuilder("%6d".formatted(epoch));
                for (Rbm rbm : machines)
                    line.append("%8.3f".formatted(PartitionFunction.meanLogLikelihood(rbm, patterns, PartitionFunction.exact(rbm))));
                System.out.println(line);
            }
            for (ModuleTraining training : trainings) training.step(epoch);
        }
        System.out.println("A longer dream makes a better gradient: CD-10 stays closer to the exact one than CD-1.");
    }
}
