package generative.exercises.imagegpt;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Matrix;
import generative.math.Randoms;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class LayerProbeTest {

    private static final int N = 3, IMAGES = 60;

    @Test @Tag("example") @Points(2) void twoImagesOfTwoPositions() {
        Matrix layer = Matrix.of(new double[][] {{1, 2}, {3, 6}, {0, -1}, {0, 1}});
        Expect.same("features", Matrix.of(new double[][] {{2, 4}, {0, 0}}), LayerProbe.features(layer, 2), 1e-6);
        Expect.same("features, one position", layer, LayerProbe.features(layer, 1), 1e-6);
    }

    @Test @Tag("window") @Points(2) void theWindowIsMovedUntilItFits() {
        List<Matrix> layers = IntStream.range(0, 6).mapToObj(l -> Matrix.of(new double[][] {{l, 10 * l}, {l, 10 * l}})).toList();
        int[] first = {0, 0, 1, 2, 3, 3};
        for (int c = 0; c < 6; c++) {
            int l = first[c];
            Expect.same("together around " + c, Matrix.row(l, 10 * l, l + 1, 10 * l + 10, l + 2, 10 * l + 20),
                    LayerProbe.together(layers, c, 1, 2), 1e-6);
            Expect.same("layer " + c + " alone", Matrix.row(c, 10 * c), LayerProbe.together(layers, c, 0, 2), 1e-6);
        }
    }

    /// Five layers of noise; the label is in layers 2 and 3, more clearly in layer 2.
    @Test @Tag("best") @Points(2) void theMiddleKnowsMost() {
        int[] labels = IntStream.range(0, IMAGES).map(b -> b % 2).toArray();
        Expect.same("best layer", 2, LayerProbe.best(layers(labels, 1), labels, layers(labels, 2), labels, N, 2, .01), 0);
        List<Matrix> equal = List.of(layers(labels, 1).get(2), layers(labels, 1).get(2));
        Expect.same("best of two equal layers", 0, LayerProbe.best(equal, labels, equal, labels, N, 2, .01), 0);
    }

    private static List<Matrix> layers(int[] labels, long seed) {
        double[] clear = {0, 0, 3, .5, 0};
        List<Matrix> layers = new ArrayList<>();
        for (int l = 0; l < 5; l++) {
            Matrix layer = Randoms.gaussian(IMAGES * N, 4, 1, Randoms.of(seed, l));
            for (int row = 0; row < IMAGES * N; row++)
                layer.set(row, 1, layer.get(row, 1) + clear[l] * (2 * labels[row / N] - 1));
            layers.add(layer);
        }
        return layers;
    }
}
