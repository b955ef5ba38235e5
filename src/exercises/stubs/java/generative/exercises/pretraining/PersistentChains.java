package generative.exercises.pretraining;

import generative.math.Matrix;
import generative.pretraining.Rbm;
import java.util.random.RandomGenerator;

/// Contrastive divergence whose dreams are not interrupted: the chains go on from step to step, whatever data come along.
///
/// ```
/// data       p = P(h | v)
/// dream      k times   h ~ P(h | v′),  v′ ~ P(v | h)        from the v′ that the last step left;  then p′ = P(h | v′)
/// gradient   dW += −vᵀ p / N + v′ᵀ p′ / M      da += −mean v + mean v′      db += −mean p + mean p′
/// ```
/// **Shapes.** data `v` N×d, chains `v′` M×d, `p` N×m, `p′` M×m. There need not be as many chains as examples.
///
/// **Yours to write.** `learn` and `chains`. All else is in the [Rbm]: `propUp` gives P(h | v), `sampleHidden` and
/// `sampleVisible` draw, `weights()`, `visibleBias()` and `hiddenBias()` are the parameters, to whose gradients you add.
///
/// **Goal.** You can say what separates persistent from plain contrastive divergence: CD-k begins at the data and never gets
/// far from them, so it does not see what the machine likes elsewhere.
///
/// **Akin to** [generative.pretraining.ContrastiveDivergence], which begins each dream at the data, or keeps hidden states
/// instead of visible ones.
/// **Source.** Tieleman, *Training Restricted Boltzmann Machines using Approximations to the Likelihood Gradient* (2008).
///
/// **Hint 1.** The data take part in the gradient only. Where does the dream begin, and where is its end kept?
///
/// **Hint 2.** First k rounds of `v′ = rbm.sampleVisible(rbm.sampleHidden(v′, random), random)`, kept in a field; then two
/// statistics, one of data and one of dreams, each divided by its own number of rows.
///
/// **Hint 3.** `W.gradient().addMultTransA(v, p.scale(-1.0 / N))` is −vᵀ p / N; the other part is the same with v′, p′ and
/// +1/M. For the biases `columnMeans()` gives the means, and `gradient().setTo(gradient().plus(…))` adds.
public final class PersistentChains {

    private final Rbm rbm;
    private final int k;

    /// @param start M×d, where the chains begin
    public PersistentChains(Rbm rbm, int k, Matrix start) {
        this.rbm = rbm;
        this.k = k;
    }

    /// Goes k steps on, and adds the gradient for these data to the gradients of the machine.
    public void learn(Matrix v, RandomGenerator random) {
        throw new UnsupportedOperationException("PersistentChains.learn is yours to write.");
    }

    /// Where the chains are, M×d.
    public Matrix chains() {
        throw new UnsupportedOperationException("PersistentChains.chains is yours to write.");
    }
}
