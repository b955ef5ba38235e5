package generative.bench;

import generative.math.Elementwise;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Dropout;
import generative.nn.Parameter;
import generative.nn.SoftmaxCrossEntropy;
import generative.optim.Adam;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Work on one array of a million (2²⁰) numbers, where memory and random numbers count, not the product. Results go where the
/// peer's go: into an array that is there (random numbers, functions) or a new one (dropout).
final class ArrayWorkloads {

    private static final int ROWS = 1 << 10, COLS = 1 << 10;

    private ArrayWorkloads() { }

    static List<Workload> all() {
        return List.of(
                new Workload("rand_1m", 0, () -> {
                    RandomGenerator random = Randoms.of(1);
                    Matrix m = Matrix.zeros(ROWS, COLS);
                    return () -> {
                        Randoms.setUniform(m, 0, 1, random);
                        return m;
                    };
                }),
                new Workload("randn_1m", 0, () -> {
                    RandomGenerator random = Randoms.of(1);
                    Matrix m = Matrix.zeros(ROWS, COLS);
                    return () -> {
                        Randoms.setGaussian(m, 1, random);
                        return m;
                    };
                }),
                new Workload("dropout_1m", 0, () -> {
                    RandomGenerator random = Randoms.of(1);
                    Matrix x = gaussian();
                    Dropout half = new Dropout(.5);
                    return () -> half.forward(x, random).output();
                }),
                elementwise("exp_1m", Elementwise.EXP),
                elementwise("sigmoid_1m", Elementwise.SIGMOID),
                elementwise("tanh_1m", Elementwise.TANH),
                new Workload("cross_entropy_1m", 0, () -> {
                    Matrix logits = gaussian();
                    int[] labels = IntStream.range(0, ROWS).toArray();
                    return () -> SoftmaxCrossEntropy.of(logits, labels);
                }),
                new Workload("adam_1m", 0, ArrayWorkloads::adam));
    }

    private static Workload elementwise(String name, Elementwise f) {
        return new Workload(name, 0, () -> {
            Matrix x = gaussian(), y = x.createLike();
            return () -> {
                y.setApply(f, x);
                return y;
            };
        });
    }

    /// The gradient is put in place again for every step, because the optimiser uses it up.
    private static Workload.Step adam() {
        Parameter theta = new Parameter("θ", gaussian());
        Matrix gradient = gaussian();
        Adam adam = new Adam(List.of(theta), .001);
        long[] step = {0};
        return () -> {
            theta.gradient().setTo(gradient);
            adam.step(step[0]++);
            return theta.value();
        };
    }

    private static Matrix gaussian() {
        return Randoms.gaussian(ROWS, COLS, 1, Randoms.of(2));
    }
}
