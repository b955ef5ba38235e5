package generative.data;

import generative.Golden;
import generative.GoldenFile;
import generative.Precision;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Images in another size are those of PyTorch's antialiased bilinear interpolation.
final class GoldenResizingTest {

    static Stream<Arguments> cases() {
        return GoldenFile.inBothPrecisions(Resizing.class);
    }

    @ParameterizedTest(name = "{0} in {1}") @MethodSource("cases")
    void agreesWithPyTorch(Golden golden, Precision precision) {
        int[] from = golden.wholes("from"), to = golden.wholes("to");
        ImageSet images = new ImageSet("golden", precision.of(golden.matrix("x")), new int[0], from[0], from[1], from[2]);
        precision.assertGolden(new Resizing(to[0], to[1]).of(images).x(), golden, "y");
        golden.requireAllRead();
    }
}
