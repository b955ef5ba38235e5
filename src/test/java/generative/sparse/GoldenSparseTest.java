package generative.sparse;

import generative.Golden;
import generative.GoldenFile;
import generative.Precision;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every layer of the chapter computes what PyTorch computes by masks, forward and backward.
final class GoldenSparseTest {

    static Stream<Arguments> cases() {
        return GoldenFile.inBothPrecisions(Attention.class, GoldenFile.subjects(Attention.class));
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("cases")
    void agreesWithPyTorch(Golden golden, Precision precision) {
        Layer layer = layer(golden);
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

    private static Layer layer(Golden golden) {
        return switch (golden.subject()) {
            case "Attention" -> {
                Initialiser zeros = Initialiser.zeros();
                yield new Attention(golden.matrix("x").numCols(), golden.matrix("0.p").numCols(), patterns(golden), golden.whole("N"),
                        zeros, zeros, Randoms.of(1));
            }
            case "ResidualBlock" -> new ResidualBlock(sizes(golden, 2, List.of(golden.whole("N"))), 0, 0, Randoms.of(1));
            case "Recomputation" -> new Recomputation(new ResidualBlock(sizes(golden, 2, List.of(golden.whole("N"))), 0, 0, Randoms.of(1)));
            case "GridEmbedding" -> new GridEmbedding(new Architecture(Math.max(2, golden.whole("V")), axes(golden), 1,
                    golden.matrix("0.p").numCols(), 1, 1, 1, HeadPatterns.dense()), Randoms.of(1));
            case "SparseTransformer" -> new SparseTransformer(sizes(golden, golden.whole("V"), axes(golden)), 0, false, Randoms.of(1));
            default -> throw new AssertionError("nobody makes the layer of " + golden);
        };
    }

    private static List<Integer> axes(Golden golden) {
        return Arrays.stream(golden.wholes("axes")).boxed().toList();
    }

    private static Architecture sizes(Golden golden, int V, List<Integer> axes) {
        return new Architecture(V, axes, 2, 4, 2, golden.whole("keys"), golden.whole("inner"), HeadPatterns.of(HeadPatterns.Way.BY_HEAD, patterns(golden)));
    }

    private static List<AttentionPattern> patterns(Golden golden) {
        return Arrays.stream(golden.name().split(" ")).map(kind -> switch (kind) {
            case "dense" -> AttentionPattern.dense();
            case "local" -> AttentionPattern.local(3);
            case "everyLth" -> AttentionPattern.everyLth(3);
            case "block" -> AttentionPattern.block(3);
            case "summary" -> AttentionPattern.merged(AttentionPattern.summary(3, 1), AttentionPattern.self());
            default -> throw new AssertionError("no pattern is called " + kind);
        }).toList();
    }
}
