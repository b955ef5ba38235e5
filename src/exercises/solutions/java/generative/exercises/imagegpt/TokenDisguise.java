package generative.exercises.imagegpt;

import generative.math.Matrix;
import java.util.random.RandomGenerator;

/// A solution of the exercise; the task is in the stub.
public record TokenDisguise(int V, double masked, double other) {

    public Matrix hide(Matrix x, Matrix chosen, RandomGenerator random) {
        Matrix y = x.copy();
        for (int i = 0; i < y.getNumElements(); i++) {
            if (chosen.get(i) == 0) continue;
            double u = random.nextDouble();
            if (u < masked) y.set(i, V);
            else if (u < masked + other) y.set(i, random.nextInt(V));
        }
        return y;
    }
}
