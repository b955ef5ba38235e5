package generative.pretraining;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A generative stochastic network: spoil an image, guess what it was, spoil the guess, and go on; the guesses wander through the
/// data.
///
/// ```
/// start      h⁰ = corrupt(x),  all other layers 0                     corrupt: a pixel stays with 1−ν, else it is 0 or 1
/// round      for odd i, then for even i:
///   i ≥ 1    zⁱ = hⁱ⁻¹ Wⁱ + hⁱ⁺¹ (Wⁱ⁺¹)ᵀ + bⁱ + ε                       no term hⁱ⁺¹ at the top
///            hⁱ = f(zⁱ) + ε′                                          ε, ε′ ~ N(0, σ²);  0 in layer 1
///   i = 0    a = h¹ (W¹)ᵀ + b⁰,  p = σ(a)                             p, the guess, is what counts as a sample
///            h⁰ = corrupt(coins that fall on 1 with p)                = coins with (1−ν) p + ν/2
/// ```
/// Shapes: `x` N×d, `Wⁱ` the units of layer i−1 × those of layer i, `hⁱ` N × units, `bⁱ` 1 × units. The weights are tied: down
/// goes the transpose of up. With one hidden layer this is a denoising autoencoder whose reconstructions are fed back. How it
/// learns is told in [Walkback].
///
/// What the released code decides: a round leaves the pixels where they were with probability 1−ν only at the start; later h⁰ is
/// made of coins, so that "coin, then salt and pepper" is one coin with another probability.
///
/// Sources: Bengio, Thibodeau-Laufer, Alain and Yosinski, *Deep Generative Stochastic Networks Trainable by Backprop* (2014);
/// Yao Li's released `model.py`.
public final class GenerativeStochasticNetwork {

    private final GsnSettings settings;
    private final List<Parameter> W = new ArrayList<>(), b = new ArrayList<>();

    /// Weights from U(±√(6 / (in + out))), biases 0.
    public GenerativeStochasticNetwork(GsnSettings settings, int visible, RandomGenerator random) {
        this.settings = settings;
        b.add(new Parameter("b", Matrix.zeros(1, visible)));
        int below = visible;
        for (int units : settings.hidden()) {
            double r = Math.sqrt(6.0 / (below + units));
            W.add(new Parameter("W", Randoms.uniform(below, units, -r, r, random)));
            b.add(new Parameter("b", Matrix.zeros(1, units)));
            below = units;
        }
    }

    /// One layer brought up to date.
    ///
    /// @param layer i
    /// @param below hⁱ⁻¹; null for the visible layer
    /// @param above hⁱ⁺¹; null for the top
    /// @param z     zⁱ, or the logits a of the visible layer
    /// @param y     f(zⁱ), or p
    /// @param h     what the neighbours see
    record Update(int layer, Matrix below, Matrix above, Matrix z, Matrix y, Matrix h) { }

    /// One round.
    ///
    /// @param updates in their order
    /// @param state   all layers after it, the visible one first
    record Round(List<Update> updates, List<Matrix> state) {

        private Update visible() {
            return updates.stream().filter(update -> update.layer == 0).findFirst().orElseThrow();
        }

        /// a, N×d.
        Matrix logits() {
            return visible().z;
        }

        /// p = σ(a), N×d.
        Matrix guess() {
            return visible().y;
        }
    }

    public GsnSettings settings() {
        return settings;
    }

    /// W¹ … Wᴸ, then b⁰ … bᴸ.
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(W);
        all.addAll(b);
        return all;
    }

    /// d.
    public int visible() {
        return b.getFirst().value().numCols();
    }

    /// The weights between layer i−1 and layer i.
    Parameter weights(int i) {
        return W.get(i - 1);
    }

    Parameter bias(int i) {
        return b.get(i);
    }

    /// Salt and pepper: a pixel stays with probability 1−ν, else it becomes 0 or 1 by a coin.
    public Matrix corrupt(Matrix x, RandomGenerator random) {
        return new Corruption.SaltAndPepper(settings.corruption()).apply(x, random);
    }

    /// The layers before the first round.
    List<Matrix> start(Matrix x, RandomGenerator random) {
        if (x.numCols() != visible())
            throw new IllegalArgumentException("the images are " + x.shape() + ", but the network has " + visible()
                    + " visible units");
        List<Matrix> state = new ArrayList<>();
        state.add(corrupt(x, random));
        for (int units : settings.hidden()) state.add(x.like(x.numRows(), units));
        return state;
    }

    /// One round from this state, which stays as it is.
    Round round(List<Matrix> state, RandomGenerator random) {
        List<Matrix> h = new ArrayList<>(state);
        List<Update> updates = new ArrayList<>();
        for (int first = 1; first >= 0; first--)                              // the odd layers, then the even ones
            for (int i = first; i < h.size(); i += 2) {
                Update update = i == 0 ? guess(h.get(1), random) : hidden(i, h, random);
                h.set(i, update.h);
                updates.add(update);
            }
        return new Round(updates, h);
    }

    private Update hidden(int i, List<Matrix> h, RandomGenerator random) {
        Matrix below = h.get(i - 1), above = i + 1 < h.size() ? h.get(i + 1) : null;
        Elementwise f = settings.activation();
        boolean noisy = i > 1 && settings.noise() > 0;
        Matrix z = below.affine(weights(i).value(), bias(i).value());         // hⁱ⁻¹ Wⁱ + bⁱ
        if (above != null) z = z.plus(above.multTransB(weights(i + 1).value()));          // + hⁱ⁺¹ (Wⁱ⁺¹)ᵀ
        if (noisy) z = z.plus(noise(z, random));                              // + ε
        Matrix y = z.apply(f);
        return new Update(i, below, above, z, y, noisy ? y.plus(noise(y, random)) : y);     // hⁱ = f(zⁱ) + ε′
    }

    private Matrix noise(Matrix like, RandomGenerator random) {
        Matrix noise = like.createLike();
        Randoms.setGaussian(noise, settings.noise(), random);
        return noise;
    }

    private Update guess(Matrix above, RandomGenerator random) {
        double nu = settings.corruption();
        Matrix a = above.multTransB(weights(1).value()).plusRow(bias(0).value());         // h¹ (W¹)ᵀ + b⁰
        Matrix p = a.apply(Elementwise.SIGMOID);
        return new Update(0, null, above, a, p, Randoms.bernoulli(p.scale(1 - nu).plus(nu / 2), random));
    }

    /// The guesses along chains that begin at the given images: row r·C + c is chain c of C after r + 1 rounds, n×d. One chain
    /// and n = 10,000 is the published way to make samples.
    public Matrix sample(Matrix start, int n, RandomGenerator random) {
        if (start.numRows() < 1 || n < 0)
            throw new IllegalArgumentException("cannot draw " + n + " samples from " + start.numRows() + " chains");
        int chains = start.numRows();
        Matrix samples = start.like(n, visible());
        List<Matrix> state = start(start, random);
        for (int made = 0; made < n; made += chains) {
            Round round = round(state, random);
            samples.insertIntoThis(made, 0, round.guess().rows(0, Math.min(chains, n - made)));
            state = round.state;
        }
        return samples;
    }

    /// Makes up the missing pixels: `known`, 1×d, is 1 where a pixel of the images holds and 0 where it is to be found. The
    /// missing ones begin as uniform noise; after each round the known ones are put back, uncorrupted. Gives the images after
    /// each round, known pixels and guesses together.
    public List<Matrix> inpaint(Matrix images, Matrix known, int rounds, RandomGenerator random) {
        if (known.numRows() != 1 || known.numCols() != visible())
            throw new IllegalArgumentException("the known pixels are told by 1×" + visible() + ", got " + known.shape());
        Matrix mask = images.createLike().plusRow(known), kept = images.times(mask), missing = mask.scale(-1).plus(1);
        Matrix noise = images.createLike();
        Randoms.setUniform(noise, 0, 1, random);
        List<Matrix> state = start(kept, random), steps = new ArrayList<>();
        state.set(0, kept.plus(noise.times(missing)));
        for (int r = 0; r < rounds; r++) {
            Round round = round(state, random);
            state = round.state;
            state.set(0, kept.plus(state.getFirst().times(missing)));
            steps.add(kept.plus(round.guess().times(missing)));
        }
        return steps;
    }

    @Override public String toString() {
        StringBuilder layers = new StringBuilder("GSN " + visible());
        settings.hidden().forEach(units -> layers.append(" – ").append(units));
        return layers + " " + settings.activation().name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Two patterns are learned by one hidden layer; a chain then stays with one for a while, and changes to the other now and
    /// then.
    public static void demo() {
        Matrix data = Matrix.of(new double[][] {{1, 1, 1, 1, 0, 0, 0, 0}, {0, 0, 0, 0, 1, 1, 1, 1}});
        GsnSettings settings = GsnSettings.PUBLISHED.withHidden(12).withCorruption(.3).withDescent(2, .3, 1, .5);
        GenerativeStochasticNetwork net = new GenerativeStochasticNetwork(settings, 8, Randoms.of(1));
        Walkback walkback = new Walkback(net, data, 1);
        for (int step = 0; step < 1500; step++) walkback.step(step);
        Matrix chain = net.sample(data.rows(0, 1), 60, Randoms.of(2));
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < 60; n++) {
            double left = chain.get(n, 0) - chain.get(n, 7);
            text.append(left > .5 ? "◧" : left < -.5 ? "◨" : "·");
            if (n >= 5) continue;
            System.out.print("guess " + (n + 1) + ":");
            for (int i = 0; i < 8; i++) System.out.printf(" %.2f", chain.get(n, i));
            System.out.println();
        }
        System.out.println("60 rounds: " + text);
        System.out.println("Nearly every guess is a whole pattern, left or right; salt and pepper now and then push the chain "
                + "across.");
    }
}
