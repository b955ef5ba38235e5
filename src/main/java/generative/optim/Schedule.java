package generative.optim;

/// A setting that changes while training goes on: its value at every step, counted from 0.
public interface Schedule {

    double at(long step);

    /// The same value for ever.
    static Schedule constant(double value) {
        return step -> value;
    }

    /// max(floor, initial / factor^step): the learning rate of the adversarial nets, .1 / 1.000004^step with floor 10⁻⁶.
    ///
    /// Source: Goodfellow et al. (2014), released configuration.
    static Schedule exponentialDecay(double initial, double factor, double floor) {
        return step -> Math.max(floor, initial / Math.pow(factor, step));
    }

    /// From `first` in epoch 1 to `last` in epoch `lastEpoch`, a straight line between, constant in each epoch and after:
    /// `first (1−α) + last α` with `α = clip((epoch − 1) / (lastEpoch − 1), 0, 1)`.
    ///
    /// The momentum of the adversarial nets goes .5 → .7 over epochs 1 → 250 in this way.
    static Schedule rampByEpoch(double first, double last, int lastEpoch, int stepsPerEpoch) {
        return step -> {
            long epoch = step / stepsPerEpoch + 1;
            double alpha = Math.clamp((epoch - 1.0) / Math.max(1, lastEpoch - 1), 0.0, 1.0);
            return first * (1 - alpha) + last * alpha;
        };
    }

    /// Up to `peak` in a straight line over `warmUp` steps, then down to 0 at step `total` along half a cosine:
    /// `peak (t+1)/w` before, `peak ½ (1 + cos π (t−w)/(T−w))` after.
    ///
    /// Source: Child et al., *Generating Long Sequences with Sparse Transformers* (2019), section 6.
    static Schedule warmUpAndCosine(double peak, long warmUp, long total) {
        if (warmUp < 0 || total <= warmUp)
            throw new IllegalArgumentException("a warm-up of " + warmUp + " steps does not end before step " + total);
        return t -> peak * (t < warmUp ? (t + 1.0) / warmUp
                : .5 * (1 + Math.cos(Math.PI * Math.min(1, (t - warmUp) / (double) (total - warmUp)))));
    }

    /// This until step `from`, then straight down to 0 at step `to`: first play, then calm down.
    default Schedule fallingToZero(long from, long to) {
        if (from < 0 || to <= from) throw new IllegalArgumentException("a fall from step " + from + " to step " + to + " goes nowhere");
        return step -> at(step) * Math.clamp((to - step) / (double) (to - from), 0.0, 1.0);
    }

    /// The published learning rate and momentum, at the ends of some epochs.
    static void demo() {
        Schedule rate = exponentialDecay(.1, 1.000004, 1e-6), momentum = rampByEpoch(.5, .7, 250, 500);
        for (int epoch : new int[] {1, 50, 100, 250, 400}) {
            long step = epoch * 500L;
            System.out.printf("epoch %3d: learning rate %.5f, momentum %.3f%n", epoch, rate.at(step), momentum.at(step - 1));
        }
        System.out.println("The rate falls by a fifth in 100 epochs; the momentum rises in a straight line, then stays.");
    }
}
