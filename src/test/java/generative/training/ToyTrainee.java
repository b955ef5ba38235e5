package generative.training;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Three numbers that roll with momentum and chance: what they are depends on all steps before.
class ToyTrainee implements Trainee {

    final Matrix w = Matrix.row(1, 2, 3), v = Matrix.zeros(1, 3);
    final List<Long> made = new ArrayList<>();
    private final long seed;

    ToyTrainee(long seed) {
        this.seed = seed;
    }

    @Override public Map<String, Double> step(long step) {
        made.add(step);
        v.setTo(v.scale(.9).plus(Randoms.gaussian(1, 3, .1, Randoms.of(seed, step))));
        w.setTo(w.plus(v));
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("number", (double) step);
        metrics.put("square", w.sumOfSquares());
        return metrics;
    }

    @Override public Map<String, Matrix> state() {
        Map<String, Matrix> state = new LinkedHashMap<>();
        state.put("w", w);
        state.put("v", v);
        return state;
    }

    @Override public Map<String, String> config() {
        return Map.of("model", "toy", "settings", "Toy[momentum=0.9, size=3]", "seed", Long.toString(seed));
    }

    boolean sameAs(ToyTrainee other) {
        return w.isIdentical(other.w, 0) && v.isIdentical(other.v, 0);
    }
}
