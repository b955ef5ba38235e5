package generative.sparse;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Parameter;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Small models for tests: every combination of patterns, with weights large enough to matter.
final class SmallNets {

    private SmallNets() { }

    static Stream<HeadPatterns> patterns() {
        return Stream.of(HeadPatterns.dense(),
                HeadPatterns.strided(3, HeadPatterns.Way.BY_TURNS), HeadPatterns.strided(3, HeadPatterns.Way.MERGED),
                HeadPatterns.strided(3, HeadPatterns.Way.BY_HEAD), HeadPatterns.fixed(3, 1, HeadPatterns.Way.BY_TURNS),
                HeadPatterns.fixed(3, 1, HeadPatterns.Way.MERGED), HeadPatterns.fixed(3, 1, HeadPatterns.Way.BY_HEAD),
                HeadPatterns.of(HeadPatterns.Way.MERGED, List.of((i, N) -> i == 0 ? new int[] {0} : new int[] {i - 1, i})));
    }

    /// Two layers of width 4 with two heads over 2·3·2 positions.
    static Architecture sizes(int vocabulary, HeadPatterns patterns) {
        return new Architecture(vocabulary, List.of(2, 3, 2), 2, 4, 2, 2, 6, patterns);
    }

    /// With random numbers in place of all parameters, the zeros of the output matrix too.
    static SparseTransformer model(Architecture sizes, double drop, boolean recompute) {
        SparseTransformer model = new SparseTransformer(sizes, drop, recompute, Randoms.of(1));
        RandomGenerator random = Randoms.of(2);
        for (Parameter p : model.parameters())
            p.set(Initialiser.gaussian(.5).create(p.value().numRows(), p.value().numCols(), random));
        return model;
    }

    static Matrix tokens(int B, Architecture sizes, long seed) {
        Matrix u = Randoms.uniform(B, sizes.positions(), 0, sizes.vocabulary(), Randoms.of(seed));
        return u.map(Math::floor);
    }

    static SparseTransformer inDouble(SparseTransformer model) {
        model.parameters().forEach(Parameter::toDouble);
        return model;
    }
}
