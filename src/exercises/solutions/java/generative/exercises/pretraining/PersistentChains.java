package generative.exercises.pretraining;

import generative.math.Matrix;
import generative.nn.Parameter;
import generative.pretraining.Rbm;
import java.util.random.RandomGenerator;

/// A solution of the exercise; the task is in the stub.
public final class PersistentChains {

    private final Rbm rbm;
    private final int k;
    private Matrix chains;

    public PersistentChains(Rbm rbm, int k, Matrix start) {
        this.rbm = rbm;
        this.k = k;
        this.chains = start;
    }

    public void learn(Matrix v, RandomGenerator random) {
        chains = rbm.gibbs(chains, k, random);                             // h ~ P(h | v′), v′ ~ P(v | h), k times
        count(v, -1);
        count(chains, 1);
    }

    /// Adds sign · the mean statistics of these rows.
    private void count(Matrix v, double sign) {
        Matrix p = rbm.propUp(v);
        rbm.weights().gradient().addMultTransA(v, p.scale(sign / v.numRows()));     // ± vᵀ p / N
        add(rbm.visibleBias(), v.columnMeans().scale(sign));                        // ± mean v
        add(rbm.hiddenBias(), p.columnMeans().scale(sign));                         // ± mean p
    }

    private static void add(Parameter to, Matrix more) {
        to.gradient().setTo(to.gradient().plus(more));
    }

    public Matrix chains() {
        return chains;
    }
}
