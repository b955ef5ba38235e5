package generative.math;

import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/// Where random numbers come from: the JDK's L64X128MixRandom, made from a seed and a path of numbers.
///
/// `Randoms.of(seed, epoch, step)` always gives the same stream, and streams of different paths have
/// nothing to do with each other. A training step asks for `of(seed, step)`; so a run that is resumed at a step goes on
/// with the very numbers it would have had, and a checkpoint need hold no generator.
public final class Randoms {

    private static final RandomGeneratorFactory<SplittableGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");
    private static final long ZERO = 0x9e3779b97f4a7c15L;                // mix(0) is 0: seed 0, path n would be seed n + 1

    private Randoms() { }

    /// The stream that belongs to this seed and path.
    public static SplittableGenerator of(long seed, long... path) {
        long mixed = mix(seed == 0 ? ZERO : seed);
        for (long step : path) mixed = mix(mixed * 31 + step + 1);
        return FACTORY.create(mixed);
    }

    /// N×d numbers, uniform on [low, high).
    public static Matrix uniform(int rows, int cols, double low, double high, RandomGenerator random) {
        Matrix m = Matrix.zeros(rows, cols);
        setUniform(m, low, high, random);
        return m;
    }

    /// Fills a matrix that is there with numbers uniform on [low, high): the stream of [CounterRandom] whose key is drawn here.
    public static void setUniform(Matrix m, double low, double high, RandomGenerator random) {
        m.backend().uniform(random.nextLong(), low, high, m);
    }

    /// N×d numbers from the normal distribution with mean 0 and standard deviation `std`.
    public static Matrix gaussian(int rows, int cols, double std, RandomGenerator random) {
        Matrix m = Matrix.zeros(rows, cols);
        setGaussian(m, std, random);
        return m;
    }

    /// Fills a matrix that is there with normal numbers, likewise.
    public static void setGaussian(Matrix m, double std, RandomGenerator random) {
        m.backend().gaussian(random.nextLong(), std, m);
    }

    /// Coins that fall on 1 with the probabilities p and on 0 otherwise; in the precision of p.
    public static Matrix bernoulli(Matrix p, RandomGenerator random) {
        Matrix coins = p.createLike();
        p.backend().bernoulli(p, random.nextLong(), coins);
        return coins;
    }

    /// A random order of 0 … n−1 (Fisher and Yates).
    public static int[] permutation(int n, RandomGenerator random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /// The finaliser of MurmurHash3 in 64 bits: near seeds become far ones.
    static long mix(long z) {
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}
