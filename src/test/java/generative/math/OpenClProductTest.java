package generative.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Both kernels of the product, on whatever device is there, against the reference in double; [ProductForm] states the
/// bound.
final class OpenClProductTest {

    @BeforeEach void aDeviceIsThere() {
        OpenClDevices.assumeDevice();
    }

    private static Backend backend(boolean localTiles) {
        return localTiles ? OpenClDevices.tiles() : OpenClDevices.registers();
    }

    @ParameterizedTest @ValueSource(booleans = {false, true})
    void agreesWithTheReferenceOnAndOffTheTileSize(boolean localTiles) {
        int[] all = Backends.sizes().toArray();
        IntStream.range(0, all.length).forEach(i -> {
            for (ProductForm form : ProductForm.ALL)
                for (int j : new int[] {1, 4, 9})
                    form.agrees(backend(localTiles), all[i], all[(i + j) % 12], all[(i * 5 + j) % 12]);
        });
    }

    /// 64 rows, 64 columns and a depth of 16 are one tile in local memory.
    @ParameterizedTest @CsvSource({"63, 15, 65", "64, 16, 64", "65, 17, 63", "130, 40, 129", "8, 300, 16", "9, 33, 48"})
    void agreesWithTheReferenceAroundWholeTiles(int m, int k, int n) {
        for (ProductForm form : ProductForm.ALL) {
            form.agrees(backend(false), m, k, n);
            form.agrees(backend(true), m, k, n);
        }
    }

    @ParameterizedTest @CsvSource({"1000, 1, 1", "1, 1000, 1", "1, 1, 1000", "1, 300, 300", "300, 300, 1"})
    void vectorsAreMatricesToo(int m, int k, int n) {
        for (ProductForm form : ProductForm.ALL) {
            form.agrees(backend(false), m, k, n);
            form.agrees(backend(true), m, k, n);
        }
    }

    @ParameterizedTest @ValueSource(booleans = {false, true})
    void NaNAndInfinityGoWhereTheMathematicsSendsThem(boolean localTiles) {
        for (ProductForm form : ProductForm.ALL) form.sendsNaNAndInfinityWhereTheMathematicsDoes(backend(localTiles));
    }

    @ParameterizedTest @ValueSource(booleans = {false, true})
    void aSumOfNothingIsZero(boolean localTiles) {
        Matrix C = Matrix.row(5, 6, 7), empty = Matrix.zeros(0, 4);
        backend(localTiles).multiply(Matrix.zeros(1, 0), false, Matrix.zeros(0, 3), false, true, C);
        assertThat(C.toArray2()).isDeepEqualTo(new double[][] {{5, 6, 7}});
        backend(localTiles).multiply(Matrix.zeros(1, 0), false, Matrix.zeros(0, 3), false, false, C);
        assertThat(C.toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
        backend(localTiles).multiply(Matrix.zeros(0, 3), false, Matrix.zeros(3, 4), false, false, empty);
        assertThat(empty.getNumElements()).isZero();
    }

    @ParameterizedTest @ValueSource(booleans = {false, true})
    void whatWasThereIsOverwrittenEvenIfItIsNoNumber(boolean localTiles) {
        Matrix C = Matrix.zeros(5, 33);
        C.fill(Double.NaN);
        backend(localTiles).multiply(Backends.random(5, 300, 1), false, Backends.random(300, 33, 2), false, false, C);
        assertThat(C.isFinite()).isTrue();
    }

    @ParameterizedTest @ValueSource(booleans = {false, true})
    void givesTheSameBitsEveryTimeAndToManyCallers(boolean localTiles) {
        ProductForm form = new ProductForm(false, true, false);
        Matrix A = form.A(64, 200), B = form.B(200, 100), C = Matrix.zeros(64, 100);
        Matrix expected = form.multiply(backend(localTiles), A, B, C);
        assertThat(IntStream.range(0, 20).parallel()
                .allMatch(i -> form.multiply(backend(localTiles), A, B, C).isIdentical(expected, 0))).isTrue();
    }
}
