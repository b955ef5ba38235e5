package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.OpenClDevices.Way;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// All kernels of the product, on whatever device is there, against the reference in double; [ProductForm] states the
/// bound.
final class OpenClProductTest {

    @BeforeEach void aDeviceIsThere() {
        OpenClDevices.assumeDevice();
    }

    @ParameterizedTest @EnumSource
    void agreesWithTheReferenceOnAndOffTheTileSize(Way way) {
        int[] all = Backends.sizes().toArray();
        IntStream.range(0, all.length).forEach(i -> {
            for (ProductForm form : ProductForm.ALL)
                for (int j : new int[] {1, 4, 9})
                    form.agrees(way.backend(), all[i], all[(i + j) % 12], all[(i * 5 + j) % 12]);
        });
    }

    /// 32 rows and columns and a depth of 16 are one tile in local memory.
    @ParameterizedTest @CsvSource({"63, 15, 65", "64, 16, 64", "65, 17, 63", "130, 40, 129", "8, 300, 16", "9, 33, 48",
        "31, 31, 33", "32, 32, 32", "33, 1, 31"})
    void agreesWithTheReferenceAroundWholeTiles(int m, int k, int n) {
        for (ProductForm form : ProductForm.ALL) for (Way way : Way.values()) form.agrees(way.backend(), m, k, n);
    }

    @ParameterizedTest @CsvSource({"1000, 1, 1", "1, 1000, 1", "1, 1, 1000", "1, 300, 300", "300, 300, 1"})
    void vectorsAreMatricesToo(int m, int k, int n) {
        for (ProductForm form : ProductForm.ALL) for (Way way : Way.values()) form.agrees(way.backend(), m, k, n);
    }

    @ParameterizedTest @EnumSource
    void NaNAndInfinityGoWhereTheMathematicsSendsThem(Way way) {
        for (ProductForm form : ProductForm.ALL) form.sendsNaNAndInfinityWhereTheMathematicsDoes(way.backend());
    }

    @ParameterizedTest @EnumSource
    void aSumOfNothingIsZero(Way way) {
        Matrix C = Matrix.row(5, 6, 7), empty = Matrix.zeros(0, 4);
        way.backend().multiply(Matrix.zeros(1, 0), false, Matrix.zeros(0, 3), false, true, C);
        assertThat(C.toArray2()).isDeepEqualTo(new double[][] {{5, 6, 7}});
        way.backend().multiply(Matrix.zeros(1, 0), false, Matrix.zeros(0, 3), false, false, C);
        assertThat(C.toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
        way.backend().multiply(Matrix.zeros(0, 3), false, Matrix.zeros(3, 4), false, false, empty);
        assertThat(empty.getNumElements()).isZero();
    }

    @ParameterizedTest @EnumSource
    void whatWasThereIsOverwrittenEvenIfItIsNoNumber(Way way) {
        Matrix C = Matrix.zeros(5, 33);
        C.fill(Double.NaN);
        way.backend().multiply(Backends.random(5, 300, 1), false, Backends.random(300, 33, 2), false, false, C);
        assertThat(C.isFinite()).isTrue();
    }

    @ParameterizedTest @EnumSource
    void givesTheSameBitsEveryTimeAndToManyCallers(Way way) {
        ProductForm form = new ProductForm(false, true, false);
        Matrix A = form.A(64, 200), B = form.B(200, 100), C = Matrix.zeros(64, 100);
        Matrix expected = form.multiply(way.backend(), A, B, C);
        assertThat(IntStream.range(0, 20).parallel()
                .allMatch(i -> form.multiply(way.backend(), A, B, C).isIdentical(expected, 0))).isTrue();
    }
}
