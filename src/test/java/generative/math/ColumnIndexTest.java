package generative.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnIndexTest {

    private final ColumnIndex index = new ColumnIndex(3, 2, 0, -1, 2);

    @Test void workedExample() {
        Matrix x = Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(index.gather(x).toArray2()).isDeepEqualTo(new double[][] {{3, 1, 0, 3}, {6, 4, 0, 6}});
        Matrix y = Matrix.of(new double[][] {{1, 10, 100, 1000}});
        assertThat(index.scatter(y).toArray2()).isDeepEqualTo(new double[][] {{10, 0, 1001}});
    }

    @Test void oneIsTheTransposeOfTheOther() {
        Matrix x = Randoms.gaussian(5, 3, 1, Randoms.of(1)).inDouble(), y = Randoms.gaussian(5, 4, 1, Randoms.of(2)).inDouble();
        assertThat(index.gather(x).elementMult(y).elementSum())
                .isEqualTo(x.elementMult(index.scatter(y)).elementSum(), within(1e-12));
    }

    @Test void oneAfterTheOther() {
        ColumnIndex next = new ColumnIndex(4, 3, 1, 0);
        Matrix x = Matrix.row(10, 20, 30, 40);
        assertThat(index.after(next).gather(x).toArray2()).isDeepEqualTo(index.gather(next.gather(x)).toArray2());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 500})
    void floatsOnTheFastPathAreThoseOfTheReference(int rows) {
        int[] places = Randoms.of(3).ints(211, -1, 97).toArray();
        ColumnIndex many = new ColumnIndex(97, places);
        Matrix x = Randoms.gaussian(rows, 97, 1, Randoms.of(4)), y = Randoms.gaussian(rows, 211, 1, Randoms.of(5));
        assertThat(many.gather(x).inDouble().minus(many.gather(x.inDouble())).elementMaxAbs()).isZero();
        assertThat(many.scatter(y).inDouble().minus(many.scatter(y.inDouble())).elementMaxAbs()).isLessThan(1e-5);
    }

    /// Windows (3, 1) and (0, 3) of x = (1, 2, 3).
    @Test void workedExampleOfWindows() {
        Matrix x = Matrix.row(1, 2, 3), W = Matrix.row(10, 1).transpose(), b = Matrix.row(.5);
        assertThat(index.gatherAffine(x, W, b).toArray2()).isDeepEqualTo(new double[][] {{31.5}, {3.5}});
        Matrix dz = Matrix.row(1, 2).transpose(), dW = Matrix.row(100, 100).transpose();
        index.addGatherTransA(dW, x, dz);
        assertThat(dW.toArray2()).isDeepEqualTo(new double[][] {{103}, {107}});        // 3·1 + 0·2 and 1·1 + 3·2
        assertThat(index.scatterProduct(dz, W).toArray2()).isDeepEqualTo(new double[][] {{1, 0, 12}});
    }

    /// Few images at a time must be as good as all at once; 90,000 numbers of windows an image make pieces of 11.
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 11, 12, 25})
    void windowsInPiecesAreThoseOfTheWhole(int images) {
        ColumnIndex many = new ColumnIndex(97, Randoms.of(3).ints(90_000, -1, 97).toArray());
        Matrix x = Randoms.gaussian(images, 97, 1, Randoms.of(4)), W = Randoms.gaussian(300, 2, 1, Randoms.of(5)),
                b = Matrix.row(1, 2);
        Matrix dz = Randoms.gaussian(images * 300, 2, 1, Randoms.of(6)), P = many.gather(x).reshaped(images * 300, 300);
        assertThat(many.gatherAffine(x, W, b).minus(P.affine(W, b)).elementMaxAbs()).isLessThan(1e-4);
        Matrix dW = Randoms.gaussian(300, 2, 1, Randoms.of(7)), sum = P.multTransA(dz).plus(dW);
        many.addGatherTransA(dW, x, dz);
        assertThat(dW.minus(sum).elementMaxAbs()).isLessThan(1e-2);
        Matrix back = many.scatter(dz.multTransB(W).reshaped(images, 90_000));
        assertThat(many.scatterProduct(dz, W).minus(back).elementMaxAbs()).isLessThan(1e-2);
    }

    @Test void whatDoesNotFitIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ColumnIndex(3, 0, 3)).withMessage("there is no column 3 of 3");
        assertThatIllegalArgumentException().isThrownBy(() -> index.gather(Matrix.zeros(2, 4)))
                .withMessage("the index takes 3 columns, but the matrix is 2×4");
        assertThatIllegalArgumentException().isThrownBy(() -> index.scatter(Matrix.zeros(2, 3)))
                .withMessage("the index takes 4 columns, but the matrix is 2×3");
        assertThatIllegalArgumentException().isThrownBy(() -> index.after(index))
                .withMessage("an index of width 3 cannot follow one of length 4");
        assertThatIllegalArgumentException().isThrownBy(() ->
                index.gatherAffine(Matrix.zeros(2, 3), Matrix.zeros(3, 1), Matrix.zeros(1, 1)))
                .withMessage("4 columns are no windows of 3 numbers");
        assertThatIllegalArgumentException().isThrownBy(() ->
                index.addGatherTransA(Matrix.zeros(2, 1), Matrix.zeros(1, 4), Matrix.zeros(2, 1)))
                .withMessage("the index takes 3 columns, but the matrix is 1×4");
        assertThat(index).hasToString("ColumnIndex of 4 columns out of 3");
    }
}
