package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;

import generative.Golden;
import generative.GoldenFile;
import generative.Precision;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The layers of the chapter, and a net with weights from a file, compute what PyTorch computes.
final class GoldenModelTest {

    static Stream<Arguments> layers() {
        return Stream.of("MeanOverPositions", "MaskedEmbedding").flatMap(subject -> GoldenFile.inBothPrecisions(MaskedEmbedding.class, List.of(subject)));
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("layers")
    void layersAgreeWithPyTorch(Golden golden, Precision precision) {
        Layer layer = golden.subject().equals("MeanOverPositions") ? new MeanOverPositions(golden.whole("N")) : embedding(golden);
        List<Parameter> parameters = layer.parameters();
        for (int k = 0; k < parameters.size(); k++) {
            if (precision == Precision.DOUBLE) parameters.get(k).toDouble();
            parameters.get(k).set(golden.matrix(k + ".p"));
        }
        Pass pass = layer.forward(precision.of(golden.matrix("x")));
        precision.assertGolden(pass.output(), golden, "y");
        Matrix dy = precision.of(golden.matrix("dy"));
        if (golden.has("dx")) precision.assertGolden(pass.backward(dy), golden, "dx");
        else pass.learn(dy);
        for (int k = 0; k < parameters.size(); k++) precision.assertGolden(parameters.get(k).gradient(), golden, k + ".dp");
        golden.requireAllRead();
    }

    private static MaskedEmbedding embedding(Golden golden) {
        Architecture sizes = Architecture.of(golden.whole("V"), List.of(golden.matrix("x").numCols()), 1, golden.matrix("0.p").numCols(), 1,
                HeadPatterns.dense());
        return new MaskedEmbedding(sizes, Initialiser.zeros(), Initialiser.zeros(), Randoms.of(1));
    }

    static Stream<Arguments> weights() {
        return GoldenFile.inBothPrecisions(PublishedWeights.class, List.of("PublishedWeights"));
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("weights")
    void aNetOfTheFileAgreesWithPyTorch(Golden golden, Precision precision) throws Exception {
        ImageGpt model = PublishedWeights.read(Path.of(getClass().getResource("published.safetensors").toURI()), 2);
        assertThat(model.sizes().layers()).isEqualTo(2);
        if (precision == Precision.DOUBLE) model.parameters().forEach(Parameter::toDouble);
        precision.assertGolden(model.transformer().forward(golden.matrix("x")).output(), golden, "y");
        golden.requireAllRead();
    }
}
