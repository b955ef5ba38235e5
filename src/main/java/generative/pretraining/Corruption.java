package generative.pretraining;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.random.RandomGenerator;

/// How an example is spoiled before a denoising autoencoder sees it.
///
/// ```
/// Masking         x̃ᵢ = xᵢ with probability 1−ν, else 0
/// SaltAndPepper   x̃ᵢ = xᵢ with probability 1−ν, else 0 or 1, each as often
/// Gaussian        x̃ᵢ = xᵢ + ε,  ε ~ N(0, std²)
/// None            x̃ = x
/// ```
/// Source: Vincent et al., *Stacked Denoising Autoencoders* (2010).
public sealed interface Corruption {

    /// A spoiled copy of x, N×d.
    Matrix apply(Matrix x, RandomGenerator random);

    /// Each number is lost with probability `nu`.
    record Masking(double nu) implements Corruption {

        public Masking {
            requireProbability(nu);
        }

        @Override public Matrix apply(Matrix x, RandomGenerator random) {
            return x.dropout(random.nextLong(), 1 - nu, 1);
        }
    }

    /// Each number becomes a black or a white one with probability `nu`.
    record SaltAndPepper(double nu) implements Corruption {

        public SaltAndPepper {
            requireProbability(nu);
        }

        @Override public Matrix apply(Matrix x, RandomGenerator random) {
            long key = random.nextLong();
            Matrix half = x.createLike();
            half.fill(.5);
            Matrix salt = half.minus(half.dropout(key, 1 - nu, 1));        // ½ where x is lost, 0 where it stays
            return x.dropout(key, 1 - nu, 1).plus(Randoms.bernoulli(salt, random));
        }
    }

    /// Noise is added to each number.
    record Gaussian(double std) implements Corruption {

        public Gaussian {
            if (!(std >= 0) || std == Double.POSITIVE_INFINITY)
                throw new IllegalArgumentException("noise needs a standard deviation of 0 or more, got " + std);
        }

        @Override public Matrix apply(Matrix x, RandomGenerator random) {
            Matrix noise = x.createLike();
            Randoms.setGaussian(noise, std, random);
            return x.plus(noise);
        }
    }

    /// Nothing is spoiled: the plain autoencoder.
    record None() implements Corruption {

        @Override public Matrix apply(Matrix x, RandomGenerator random) {
            return x;
        }
    }

    private static void requireProbability(double nu) {
        if (!(nu >= 0 && nu <= 1))
            throw new IllegalArgumentException("a number is lost with a probability from 0 to 1, got " + nu);
    }

    /// One row of ten numbers, spoiled in each way.
    static void demo() {
        Matrix x = Matrix.row(.9, .8, .7, .6, .5, .5, .4, .3, .2, .1);
        for (Corruption corruption : new Corruption[] {new None(), new Masking(.3), new SaltAndPepper(.3), new Gaussian(.1)}) {
            Matrix spoiled = corruption.apply(x, Randoms.of(7));
            StringBuilder line = new StringBuilder(String.format("%-22s", corruption));
            for (int i = 0; i < 10; i++) line.append(String.format("%6.2f", spoiled.get(i)));
            System.out.println(line);
        }
        System.out.println("Masking loses the same numbers that salt and pepper turns into 0 or 1: the seed is the same.");
    }
}
