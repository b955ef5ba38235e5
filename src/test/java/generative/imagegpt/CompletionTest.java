package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;

import generative.imagegpt.ImageGpt.Objective;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Parameter;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How missing pixels are drawn, by nets with random weights.
class CompletionTest {

    private static final int B = 300, N = 6, V = 3;
    private static final Matrix X = Matrix.row(Randoms.of(3).ints(B * N, 0, V).asDoubleStream().toArray()).reshaped(B, N);
    private static final boolean[] BUT_ONE = {true, true, true, false, true, true}, BUT_TWO = {true, false, true, false, true, true};

    private static ImageGpt model(Objective objective) {
        Architecture sizes = Architecture.of(V, List.of(N), 2, 4, 2, HeadPatterns.dense());
        ImageGpt model = new ImageGpt(sizes, objective, DecoderBlock.Style.CODE, new int[] {2, 0, 5, 1, 4, 3}, false, Randoms.of(1));
        RandomGenerator random = Randoms.of(5);
        for (Parameter p : model.parameters()) p.set(Initialiser.gaussian(.8).create(p.value().numRows(), p.value().numCols(), random));
        model.parameters().forEach(Parameter::toDouble);
        return model;
    }

    /// The images with these pixels as they are likeliest, all at once given the others.
    private static Matrix likeliest(ImageGpt model, Matrix x, int... pixels) {
        Matrix shown = x.copy(), y = x.copy();
        if (model.objective() == Objective.BERT) for (int i : pixels) for (int b = 0; b < B; b++) shown.set(b, i, V);
        int[] answers = model.transformer().forward(model.inOrder(shown)).output().scale(-1).rowArgMin();
        for (int i : pixels) for (int b = 0; b < B; b++) y.set(b, i, answers[b * N + model.placeOf(i)]);
        return y;
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void withATemperatureOfNearlyZeroTheLikeliestColourIsDrawn(Objective objective) {
        ImageGpt model = model(objective);
        Matrix expected = likeliest(model, X, 3);
        for (int seed = 1; seed < 4; seed++)
            assertThat(model.completer(1e-6).complete(X, BUT_ONE, Randoms.of(seed)).minus(expected).elementMaxAbs()).isZero();
        assertThat(model.completer(1).complete(X, BUT_ONE, Randoms.of(1)).minus(expected).elementMaxAbs()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void withAVeryHighTemperatureAllColoursAreAsLikely(Objective objective) {
        Matrix y = model(objective).completer(1e6).complete(X, BUT_ONE, Randoms.of(1));
        for (int colour = 0; colour < V; colour++) {
            int c = colour;
            assertThat(IntStream.range(0, B).filter(b -> y.get(b, 3) == c).count()).as("of 300, 4 standard errors").isBetween(67L, 133L);
        }
    }

    /// A BERT model paints the second of two pixels when it knows the first, whichever that is.
    @Test void aPixelIsPaintedGivenThoseOfEarlierRounds() {
        ImageGpt model = model(Objective.BERT);
        Matrix atOnce = likeliest(model, X, 1, 3), y = model.completer(1e-6).complete(X, BUT_TWO, Randoms.of(1));
        Matrix oneFirst = likeliest(model, keep(atOnce, 1), 3), threeFirst = likeliest(model, keep(atOnce, 3), 1);
        assertThat(atOnce.minus(oneFirst).elementMaxAbs()).isPositive();
        assertThat(atOnce.minus(threeFirst).elementMaxAbs()).isPositive();
        assertThat(Math.min(y.minus(oneFirst).elementMaxAbs(), y.minus(threeFirst).elementMaxAbs())).isZero();
    }

    /// The images with one pixel of others.
    private static Matrix keep(Matrix others, int pixel) {
        Matrix x = X.copy();
        for (int b = 0; b < B; b++) x.set(b, pixel, others.get(b, pixel));
        return x;
    }
}
