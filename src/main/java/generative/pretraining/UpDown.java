package generative.pretraining;

import generative.data.Batches;
import generative.data.ImageSet;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.MomentumDescent;
import generative.optim.Sgd;
import generative.training.Trainee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Fine-tunes a deep belief net as a whole: awake, it learns to generate what it recognised; asleep, to recognise what it dreamt.
///
/// ```
/// up      h⁰ = bits of x,  hˡ ~ σ(hˡ⁻¹ R + r)                 dG = −(hˡ⁻¹ − σ(hˡ Gᵀ + g))ᵀ hˡ / N       generation learns
/// top     k Gibbs steps from [h^(L−1), label]                 the gradient of contrastive divergence
/// down    from the end of that dream, hˡ⁻¹ ~ σ(hˡ Gᵀ + g)     dR = −hˡ⁻¹ᵀ (hˡ − σ(hˡ⁻¹ R + r)) / N       recognition learns
/// ```
/// The sleep begins at what was just seen, not at a dream of its own: the contrastive form of wake and sleep.
///
/// Source: Hinton, Osindero and Teh, *A Fast Learning Algorithm for Deep Belief Nets* (2006).
public final class UpDown implements Trainee {

    private final DeepBeliefNet net;
    private final List<UntiedLayer> layers;
    private final ContrastiveDivergence top;
    private final ImageSet images;
    private final MomentumDescent descent;
    private final int k;
    private final long seed;
    private final Batches batches;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Sgd sgd;

    /// Unties the layers of the net, which stays as it was but for its top: that one goes on learning.
    ///
    /// @param k steps of each dream at the top
    public UpDown(DeepBeliefNet tied, ImageSet images, int k, MomentumDescent descent, long seed) {
        layers = tied.layers().stream().map(UntiedLayer::new).toList();
        net = new DeepBeliefNet(layers, tied.top());
        top = new ContrastiveDivergence(tied.top(), k);
        this.images = images;
        this.descent = descent;
        this.k = k;
        this.seed = seed;
        batches = new Batches(images.size(), descent.batchSize(), seed);
        for (UntiedLayer layer : layers) parameters.addAll(layer.parameters());
        parameters.addAll(net.top().parameters());
        sgd = descent.optimiser(parameters, batches.perEpoch());
    }

    /// The net that learns: its layers are untied.
    public DeepBeliefNet net() {
        return net;
    }

    public int stepsPerEpoch() {
        return batches.perEpoch();
    }

    /// One step. The metrics: `reconstruction`, the mean squared error of the lowest layer's way down from the states above it, per pixel.
    @Override public Map<String, Double> step(long step) {
        RandomGenerator random = Randoms.of(seed, 1, step);
        int[] batch = batches.at(step);
        List<Matrix> states = new ArrayList<>();
        states.add(Randoms.bernoulli(images.x().selectRows(batch), random));
        for (UntiedLayer layer : layers) states.add(Randoms.bernoulli(layer.propUp(states.getLast()), random));
        for (int l = 0; l < layers.size(); l++) layers.get(l).learnDown(states.get(l), states.get(l + 1));

        Matrix seen = states.getLast();
        int[] labels = net.classes() == 0 ? null : Arrays.stream(batch).map(n -> images.labels()[n]).toArray();
        Matrix v = labels == null ? seen : net.withLabels(seen, labels);
        Matrix dream = top.dreamFrom(v, net.top().propUp(v), random);

        Matrix h = dream.cols(0, dream.numCols() - net.classes());
        for (int l = layers.size() - 1; l >= 0; l--) {
            Matrix below = Randoms.bernoulli(layers.get(l).propDown(h), random);
            layers.get(l).learnUp(below, h);
            h = below;
        }
        Matrix error = layers.isEmpty() ? h.minus(states.getFirst()) : layers.getFirst().propDown(states.get(1)).minus(states.getFirst());
        sgd.step(step);
        return Map.of("reconstruction", error.sumOfSquares() / error.getNumElements());
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) state.put(parameters.get(i).name() + "." + i, parameters.get(i).value());
        state.putAll(sgd.memory());
        return state;
    }

    @Override public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("model", "up-down, k = " + k + ", " + net);
        config.put("descent", descent.toString());
        config.put("data", images.toString());
        config.put("seed", Long.toString(seed));
        return config;
    }
}
