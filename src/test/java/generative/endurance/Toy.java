package generative.endurance;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.training.Trainee;
import java.util.LinkedHashMap;
import java.util.Map;

/// Three numbers that walk at random.
final class Toy implements Trainee {

    private final Matrix w = Matrix.row(1, 2, 3);

    @Override public Map<String, Double> step(long step) {
        w.setTo(w.scale(.9).plus(Randoms.gaussian(1, 3, 1, Randoms.of(1, step))));
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) metrics.put("w" + i, w.get(i));
        return metrics;
    }

    @Override public Map<String, Matrix> state() {
        return Map.of("w", w);
    }

    @Override public Map<String, String> config() {
        return Map.of("model", "toy");
    }
}
