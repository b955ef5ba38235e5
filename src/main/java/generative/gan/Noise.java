package generative.gan;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.random.RandomGenerator;

/// The distribution of the noise z from which the generator makes samples; both have mean 0 and variance 1.
///
/// The paper says only that there is noise at the bottom layer; its released configuration draws it from the uniform
/// distribution on [−√3, √3] for MNIST and from the normal one elsewhere (2014).
public enum Noise {

    UNIFORM {
        @Override public Matrix draw(int n, int latent, RandomGenerator random) {
            return Randoms.uniform(n, latent, -Math.sqrt(3), Math.sqrt(3), random);
        }
    },

    GAUSSIAN {
        @Override public Matrix draw(int n, int latent, RandomGenerator random) {
            return Randoms.gaussian(n, latent, 1, random);
        }
    };

    /// z, n×latent.
    public abstract Matrix draw(int n, int latent, RandomGenerator random);
}
