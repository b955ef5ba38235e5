package generative.pretraining;

import generative.data.Batches;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.BinaryCrossEntropy;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.optim.MomentumDescent;
import generative.optim.Sgd;
import generative.training.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Walkback: the network wanders away from an image for some rounds, and every guess on the way is taught to go back to it.
///
/// ```
/// forward    N rounds of [GenerativeStochasticNetwork] from a corrupted x; round k guesses σ(aₖ)
///            L = (1/d) Σₖ BCE(aₖ, x)                                    mean over the batch and the pixels, sum over the rounds
/// backward   through the rounds, the last one first; dhⁱ collects what later updates want of hⁱ, and is 0 before hⁱ was made
///   i = 0    da = (σ(aₖ) − x) / (N d)         dW¹ += daᵀ h¹    db⁰ += Σ da    dh¹ += da W¹        dh⁰ goes nowhere: see below
///   i ≥ 1    dz = dhⁱ ⊙ f′(zⁱ)                dWⁱ += (hⁱ⁻¹)ᵀ dz               dhⁱ⁻¹ += dz (Wⁱ)ᵀ
///                                             dWⁱ⁺¹ += dzᵀ hⁱ⁺¹  dbⁱ += Σ dz  dhⁱ⁺¹ += dz Wⁱ⁺¹
/// ```
/// So the gradient goes from round to round through the hidden layers alone. The visible layer passes on coins, and a coin does
/// not change when its probability does a little, so nothing is learned through it (the released code, too, gets no gradient
/// through its sample). The noise is the same for whoever asks, as in "f(θ, noise)".
///
/// The released loss is a mean over pixels, not a sum, which is what its learning rate of .25 is for: in nats for a whole image
/// it would be .25 / 784 = .0003. Everything random in step t comes from the stream (seed, t).
///
/// Source: Bengio, Yao, Alain and Vincent, *Generalized Denoising Auto-Encoders as Generative Models* (2013); the
/// deep form as in the released code of *Deep Generative Stochastic Networks* (2014).
public final class Walkback implements Trainee {

    private final GenerativeStochasticNetwork net;
    private final Matrix data;
    private final MomentumDescent descent;
    private final long seed;
    private final Batches batches;
    private final Sgd sgd;

    /// As the network's settings say.
    public Walkback(GenerativeStochasticNetwork net, Matrix data, long seed) {
        this(net, data, 0, 0, seed);
    }

    /// With a learning rate that falls to 0 from one epoch to another; both 0 for no such end.
    public Walkback(GenerativeStochasticNetwork net, Matrix data, int calmFrom, int calmTo, long seed) {
        if (data.numCols() != net.visible())
            throw new IllegalArgumentException("the data are " + data.shape() + ", but the network has " + net.visible()
                    + " visible units");
        Probabilities.require(data, "A stochastic network");
        this.net = net;
        this.data = data;
        this.seed = seed;
        batches = new Batches(data.numRows(), net.settings().batchSize(), seed);
        MomentumDescent asSet = net.settings().descent(batches.perEpoch());
        long perEpoch = batches.perEpoch();
        descent = calmTo == 0 ? asSet : asSet.withCalmEnd(calmFrom * perEpoch, calmTo * perEpoch);
        sgd = descent.optimiser(net.parameters(), batches.perEpoch());
    }

    public int stepsPerEpoch() {
        return batches.perEpoch();
    }

    public GenerativeStochasticNetwork net() {
        return net;
    }

    /// One minibatch. The metrics: what the first and the last guess of the walk cost, in nats for an image.
    @Override public Map<String, Double> step(long step) {
        double[] costs = learn(net, data.selectRows(batches.at(step)), Randoms.of(seed, 1, step));
        sgd.step(step);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("first guess", costs[0]);
        metrics.put("last guess", costs[costs.length - 1]);
        return metrics;
    }

    /// Walks from the images x, N×d, and adds the gradients of L to those of the network; BCE(aₖ, x) of each round in nats, of
    /// which L is the sum, divided by d.
    static double[] learn(GenerativeStochasticNetwork net, Matrix x, RandomGenerator random) {
        int rounds = net.settings().rounds(), d = x.numCols();
        GenerativeStochasticNetwork.Round[] walk = new GenerativeStochasticNetwork.Round[rounds];
        List<Matrix> state = net.start(x, random);
        for (int k = 0; k < rounds; k++) {
            walk[k] = net.round(state, random);
            state = walk[k].state();
        }
        double[] costs = new double[rounds];
        Matrix[] dh = new Matrix[state.size()];                               // null is 0
        for (int k = rounds - 1; k >= 0; k--) {
            Loss loss = BinaryCrossEntropy.of(walk[k].logits(), x);
            costs[k] = loss.value();
            for (GenerativeStochasticNetwork.Update update : walk[k].updates().reversed()) {
                int i = update.layer();
                Matrix dz = i == 0 ? loss.gradient().scale(1.0 / d) : dh[i];
                dh[i] = null;                                                 // before this update hⁱ was another matrix
                if (dz == null) continue;                                     // nobody looked at hⁱ: the top after the last round
                if (i > 0) dz = dz.timesSlope(net.settings().activation(), update.z(), update.y());
                back(net, update, dz, dh);
            }
        }
        return costs;
    }

    /// From dz of one update to the parameters and to the neighbours.
    private static void back(GenerativeStochasticNetwork net, GenerativeStochasticNetwork.Update update, Matrix dz, Matrix[] dh) {
        int i = update.layer();
        net.bias(i).gradient().addColumnSums(dz);                             // dbⁱ += Σ dz
        if (i > 0) net.weights(i).gradient().addMultTransA(update.below(), dz);           // dWⁱ += (hⁱ⁻¹)ᵀ dz
        if (i > 1) dh[i - 1] = sum(dh[i - 1], dz.multTransB(net.weights(i).value()));     // dhⁱ⁻¹ += dz (Wⁱ)ᵀ
        if (update.above() == null) return;
        net.weights(i + 1).gradient().addMultTransA(dz, update.above());      // dWⁱ⁺¹ += dzᵀ hⁱ⁺¹
        if (dh[i + 1] == null) dh[i + 1] = dz.mult(net.weights(i + 1).value());           // dhⁱ⁺¹ += dz Wⁱ⁺¹
        else dh[i + 1].addMult(dz, net.weights(i + 1).value());
    }

    private static Matrix sum(Matrix a, Matrix b) {
        return a == null ? b : a.plus(b);
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        List<Parameter> parameters = net.parameters();
        for (int i = 0; i < parameters.size(); i++) state.put(parameters.get(i).name() + "." + i, parameters.get(i).value());
        state.putAll(sgd.memory());
        return state;
    }

    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", net.toString());
        config.put("settings", net.settings().toString());
        config.put("descent", descent.toString());
        config.put("data", data.shape());
        config.put("seed", Long.toString(seed));
        return config;
    }
}
