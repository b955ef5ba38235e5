package generative.pretraining;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.nn.Parameter;
import java.util.List;

/// A layer whose way up and way down have weights of their own: what recognises, and what generates.
///
/// ```
/// up      h = σ(v R + r)           recognition
/// down    v = σ(h Gᵀ + g)          generation
/// ```
/// Shapes: `R` and `G` d×m, `r` 1×m, `g` 1×d. It begins as a copy of a layer where both are one, and the two part when they learn.
///
/// Source: Hinton, Osindero and Teh, *A Fast Learning Algorithm for Deep Belief Nets* (2006).
public final class UntiedLayer implements Coder {

    private final Parameter R, r, G, g;

    /// Begins with R = G = W of that layer.
    public UntiedLayer(Coder tied) {
        R = new Parameter("W", tied.weights().value().copy());
        r = new Parameter("r", tied.hiddenBias().value().copy());
        G = new Parameter("W", tied.weights().value().copy());
        g = new Parameter("g", tied.visibleBias().value().copy());
    }

    /// R.
    @Override public Parameter weights() {
        return R;
    }

    /// G.
    public Parameter generativeWeights() {
        return G;
    }

    @Override public Parameter hiddenBias() {
        return r;
    }

    @Override public Parameter visibleBias() {
        return g;
    }

    @Override public List<Parameter> parameters() {
        return List.of(R, r, G, g);
    }

    @Override public Matrix propUp(Matrix v) {
        return v.affine(R.value(), r.value(), Elementwise.SIGMOID);
    }

    @Override public Matrix propDown(Matrix h) {
        return h.affineTransB(G.value(), g.value(), Elementwise.SIGMOID);
    }

    /// The delta rule for the way down: adds the gradient of −ln p(v | h), dG = −(v − σ(h Gᵀ + g))ᵀ h / N.
    void learnDown(Matrix v, Matrix h) {
        Matrix error = propDown(h).minus(v).divide(v.numRows());
        G.gradient().addMultTransA(error, h);
        g.gradient().addColumnSums(error);
    }

    /// The delta rule for the way up: adds the gradient of −ln q(h | v), dR = −vᵀ (h − σ(v R + r)) / N.
    void learnUp(Matrix v, Matrix h) {
        Matrix error = propUp(v).minus(h).divide(v.numRows());
        R.gradient().addMultTransA(v, error);
        r.gradient().addColumnSums(error);
    }

    @Override public String toString() {
        return "untied layer " + visible() + " – " + hidden();
    }
}
