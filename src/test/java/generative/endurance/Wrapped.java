package generative.endurance;

import generative.math.Matrix;
import generative.training.Trainee;
import java.util.Map;

/// A trainee that does what another does, for tests that change a part of it.
class Wrapped implements Trainee {

    private final Trainee trainee;

    Wrapped(Trainee trainee) {
        this.trainee = trainee;
    }

    @Override public Map<String, Double> step(long step) {
        return trainee.step(step);
    }

    @Override public Map<String, Matrix> state() {
        return trainee.state();
    }

    @Override public Map<String, String> config() {
        return trainee.config();
    }
}
