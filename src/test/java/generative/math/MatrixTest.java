package generative.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.ejml.simple.SimpleBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every method by a small example, in double (`exact`) and in float where both serve.
final class MatrixTest {

    private static Matrix of(boolean exact, double[]... rows) {
        return exact ? Matrix.of(rows).inDouble() : Matrix.of(rows);
    }

    /// 1 2 3 / 4 5 6.
    private static Matrix x(boolean exact) {
        return of(exact, new double[][] {{1, 2, 3}, {4, 5, 6}});
    }

    private static void holds(Matrix actual, boolean exact, double[]... rows) {
        assertThat(actual.isFloat()).isEqualTo(!exact);
        assertThat(actual.toArray2()).isDeepEqualTo(rows);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test void moreNumbersThanAnArrayHoldsAreTooMany() {
        assertThatThrownBy(() -> Matrix.zeros(2_000_000_000, 784)).isInstanceOf(OutOfMemoryError.class)
                .hasMessage("no array holds 2000000000×784 numbers");
    }

    @Test void makingOne() {
        holds(Matrix.zeros(2, 1), false, new double[][] {{0}, {0}});
        holds(Matrix.row(1, 2), false, new double[] {1, 2});
        holds(Matrix.of(new double[][] {{1, 2}, {3, 4}}), false, new double[][] {{1, 2}, {3, 4}});
        assertThat(Matrix.of().shape()).isEqualTo("0×0");
        float[] numbers = {1, 2, 3, 4};
        Matrix wrapped = Matrix.wrap(2, 2, numbers);
        numbers[1] = 9;
        holds(wrapped, false, new double[][] {{1, 9}, {3, 4}});
        assertThat(wrapped.floats()).isSameAs(numbers);
        refused(() -> Matrix.wrap(2, 3, numbers), "4 numbers do not fill a 2×3 matrix");
        refused(() -> Matrix.of(new double[][] {{1, 2}, {3}}), "row 1 has 1 numbers, row 0 has 2");
    }

    @Test void precision() {
        Matrix m = Matrix.row(.1), exact = m.inDouble();
        assertThat(m.isFloat()).isTrue();
        assertThat(exact.isFloat()).isFalse();
        assertThat(m.get(0)).isEqualTo(.1f);
        exact.set(0, .1);
        assertThat(exact.get(0)).isEqualTo(.1);
        assertThat(m.get(0)).as("a copy").isEqualTo(.1f);
        assertThat(exact.inFloat().get(0)).isEqualTo(.1f);
        holds(m.like(1, 2), false, new double[] {0, 0});
        holds(exact.like(1, 2), true, new double[] {0, 0});
        assertThatThrownBy(exact::floats).isInstanceOf(IllegalStateException.class)
                .hasMessage("a 1×1 matrix in double precision has no floats");
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void lookingAtIt(boolean exact) {
        Matrix x = x(exact);
        assertThat(x.numRows()).isEqualTo(2);
        assertThat(x.numCols()).isEqualTo(3);
        assertThat(x.shape()).isEqualTo("2×3");
        assertThat(x.mean()).isEqualTo(3.5);
        assertThat(x.sumOfSquares()).isEqualTo(91);
        assertThat(x.isFinite()).isTrue();
        x.set(5, Double.NaN);
        assertThat(x.isFinite()).isFalse();
        x.set(5, Double.NEGATIVE_INFINITY);
        assertThat(x.isFinite()).isFalse();
    }

    @Test void jshellEchoesTheShapeAndAFewNumbers() {
        assertThat(Matrix.row(1, 2.5, -1e-9)).hasToString("Matrix 1×3 float [1.000, 2.500, -1.000e-09]");
        assertThat(Matrix.zeros(3, 4).inDouble())
                .hasToString("Matrix 3×4 double [0.000, 0.000, 0.000, 0.000, 0.000, 0.000, …]");
        assertThat(Matrix.row(Double.NaN, Double.POSITIVE_INFINITY)).hasToString("Matrix 1×2 float [NaN, Infinity]");
        assertThat(Matrix.zeros(0, 3)).hasToString("Matrix 0×3 float []");
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void products(boolean exact) {
        Matrix x = x(exact), B = of(exact, new double[][] {{1, 0}, {0, 1}, {2, -1}});
        Matrix C = of(exact, new double[][] {{10, 0}, {0, 10}});
        holds(x.mult(B), exact, new double[][] {{7, -1}, {16, -1}});
        holds(x.multTransB(B.transpose()), exact, new double[][] {{7, -1}, {16, -1}});
        holds(x.transpose().multTransA(B), exact, new double[][] {{7, -1}, {16, -1}});
        C.addMult(x, B);
        holds(C, exact, new double[][] {{17, -1}, {16, 9}});
        C.addMultTransA(x.transpose(), B);
        holds(C, exact, new double[][] {{24, -2}, {32, 8}});
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void productsThatDoNotFit(boolean exact) {
        Matrix x = x(exact), y = of(exact, new double[][] {{1, 2}}), C = x.like(3, 3);
        refused(() -> x.mult(y), "cannot multiply 2×3 by 1×2");
        refused(() -> x.multTransB(y), "cannot multiply 2×3 by 1×2 transposed");
        refused(() -> x.multTransA(y), "cannot multiply 2×3 transposed by 1×2");
        refused(() -> C.addMult(x, y), "cannot multiply 2×3 by 1×2");
        refused(() -> y.addMultTransA(x, x), "a product of shape 3×3 does not fit into 1×2");
        assertThatThrownBy(() -> x.plus(y)).hasMessageContaining("2x3").hasMessageContaining("1x2");   // EJML's words
    }

    /// The result has the precision of the matrix that is asked; `mult` is EJML's, which takes the better one.
    @Test void productsOfMixedPrecision() {
        Matrix x = Matrix.row(1, 2), y = Matrix.row(3, 4).inDouble(), C = Matrix.row(100), D = C.inDouble();
        holds(x.multTransB(y), false, new double[] {11});
        holds(y.multTransB(x), true, new double[] {11});
        holds(x.mult(y.transpose()), true, new double[] {11});
        C.addMultTransA(x.transpose(), y.transpose());
        holds(C, false, new double[] {111});
        D.addMultTransA(x.transpose(), x.transpose());
        holds(D, true, new double[] {105});
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void rowsAndColumns(boolean exact) {
        Matrix x = x(exact), row = of(exact, new double[] {10, 20, 30}), sums = row.copy();
        holds(x.plusRow(row), exact, new double[][] {{11, 22, 33}, {14, 25, 36}});
        sums.addColumnSums(x);
        holds(sums, exact, new double[] {15, 27, 39});
        holds(x.columnMeans(), exact, new double[] {2.5, 3.5, 4.5});
        holds(x.rowSquaredNorms(), exact, new double[][] {{14}, {77}});
        holds(x.selectRows(1, 0, 1), exact, new double[][] {{4, 5, 6}, {1, 2, 3}, {4, 5, 6}});
        assertThat(of(exact, new double[][] {{3, 1, 1}, {0, 5, 0}}).rowArgMin()).containsExactly(1, 0);
        Matrix W = of(exact, new double[][] {{1, 0}, {0, 1}, {1, 1}}), b = of(exact, new double[] {100, 200});
        holds(x.affine(W, b), exact, new double[][] {{104, 205}, {110, 211}});
        holds(x.affine(W, b.minus(105), Elementwise.RELU), exact, new double[][] {{0, 100}, {5, 106}});
        refused(() -> x.affine(x, b, Elementwise.RELU), "cannot multiply 2×3 by 2×3");
        refused(() -> x.affine(x, b), "cannot multiply 2×3 by 2×3");
        refused(() -> x.affine(W, row), "cannot add the row 1×3 to the rows of 2×2");
        Matrix p = of(exact, new double[][] {{0, Math.log(3)}, {5000, 5000}}).softmax();
        for (int i = 0; i < 4; i++) assertThat(p.get(i)).isCloseTo(new double[] {.25, .75, .5, .5}[i], Offset.offset(1e-7));
        refused(() -> x.plusRow(of(exact, new double[] {1, 2})), "cannot add the row 1×2 to the rows of 2×3");
        refused(() -> x.plusRow(x), "cannot add the row 2×3 to the rows of 2×3");
        refused(() -> sums.addColumnSums(x.transpose()), "the column sums of 3×2 do not fit into 1×3");
        refused(() -> x.addColumnSums(x), "the column sums of 2×3 do not fit into 2×3");
        refused(() -> x.like(2, 0).rowArgMin(), "rows of 2×0 have no least element");
        assertThatThrownBy(() -> x.selectRows(2)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Index 2 out of bounds for length 2");
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void logSumExp(boolean exact) {
        Matrix x = of(exact, new double[][] {{0, 0}, {-3000, -3000}});
        Offset<Double> near = Offset.offset(2e-4);
        assertThat(x.rowLogSumExp().get(0)).isCloseTo(.693147, near);
        assertThat(x.rowLogSumExp().get(1)).isCloseTo(-3000 + .693147, near);
        assertThat(x.rowLogSumExp(-.5).get(1)).isCloseTo(1500 + .693147, near);
        assertThat(x.rowLogSumExp().shape()).isEqualTo("2×1");
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void distances(boolean exact) {
        Matrix x = of(exact, new double[][] {{0, 0}, {3, 4}}), s = of(exact, new double[][] {{3, 4}, {0, 1}, {6, 8}});
        Matrix norms = x.rowSquaredNorms();
        double[][] expected = {{25, 1, 100}, {0, 18, 25}};
        holds(x.squaredDistances(s), exact, expected);
        holds(x.squaredDistances(norms, s, s.rowSquaredNorms()), exact, expected);
        holds(x.squaredDistances(norms.inDouble(), s, s.rowSquaredNorms()), exact, expected);
        double[] distance = new double[2];
        assertThat(x.nearest(s, distance)).containsExactly(1, 0);
        assertThat(distance).containsExactly(1, 0);
        assertThat(x.logSumExpOfDistances(s, -1, -.01)[0][1]).isCloseTo(Math.log(1 + Math.exp(-18) + Math.exp(-25)), Offset.offset(1e-6));
        assertThat(x.logSumExpOfDistances(s, -1, -.01)[1][0])
                .isCloseTo(Math.log(Math.exp(-.25) + Math.exp(-.01) + Math.exp(-1)), Offset.offset(1e-6));
        double[] sums = {0, 0, 1, 1};
        int[] counts = new int[2];
        s.addRowsByIndex(new int[] {1, 0, 1}, sums, counts);
        assertThat(sums).containsExactly(0, 1, 10, 13);
        assertThat(counts).containsExactly(1, 2);
        refused(() -> s.addRowsByIndex(new int[2], sums, counts), "the rows of 3×2 do not fit 2 indices and 4 sums of 2 groups");
        assertThatThrownBy(() -> s.addRowsByIndex(new int[] {0, 1, 2}, sums, counts)).hasMessage("Index 2 out of bounds for length 2");
        refused(() -> x.nearest(x(exact), new double[2]), "no distance between rows of 2×2 and rows of 2×3");
        refused(() -> x.nearest(s.rows(0, 0), new double[2]), "there is no nearest row in an empty set");
        refused(() -> x.nearest(s, new double[3]), "3 numbers cannot hold the distances of 2×2");
        refused(() -> x.logSumExpOfDistances(x(exact), -1), "no distance between rows of 2×2 and rows of 2×3");
        refused(() -> x.logSumExpOfDistances(s, -1, 0), "a factor of distances must be below 0, got 0.0");
        refused(() -> x.squaredDistances(x(exact)), "no distance between rows of 2×2 and rows of 2×3");
        refused(() -> x.squaredDistances(s, s, s), "the norms of the rows of 2×2 must be 2×1, but they are 3×2");
        refused(() -> x.squaredDistances(norms, s, x), "the norms of the rows of 3×2 must be 3×1, but they are 2×2");
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void rowsByNumberAndTheLossOfClasses(boolean exact) {
        Matrix table = of(exact, new double[][] {{1, 2}, {3, 4}}), x = of(exact, new double[][] {{5, 6}, {7, 8}, {9, 10}});
        table.addRows(new int[] {1, 1, 0}, x);
        holds(table, exact, new double[][] {{10, 12}, {15, 18}});
        refused(() -> table.addRows(new int[] {1, 1}, x), "the rows of 3×2 cannot be added to 2 rows of 2×2");
        refused(() -> table.addRows(new int[2], x(exact)), "the rows of 2×3 cannot be added to 2 rows of 2×2");
        assertThatThrownBy(() -> table.addRows(new int[] {1, 2, 0}, x)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Index 2 out of bounds for length 2");

        Matrix equal = x.like(3, 2), gradient = equal.copy();
        assertThat(equal.softmaxLoss(new int[] {0, 1, 1}, gradient)).isCloseTo(3 * Math.log(2), Offset.offset(1e-6));
        holds(gradient.scale(6), exact, new double[][] {{-1, 1}, {1, -1}, {1, -1}});
        refused(() -> equal.softmaxLoss(new int[3], x(exact)), "the shapes 3×2 and 2×3 differ");
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void elementByElement(boolean exact) {
        Matrix kept = x(exact).dropout(5, .5, 2), same = x(exact).dropout(5, .5, 2), rectified = x(exact).like(2, 3);
        for (int i = 0; i < 6; i++) assertThat(kept.get(i)).isEqualTo(CounterRandom.uniform(5, i) < .5 ? 2 * (i + 1) : 0);
        assertThat(kept.isIdentical(same, 0)).isTrue();
        rectified.setApply(Elementwise.RELU, x(exact));
        holds(rectified, exact, x(exact).toArray2());
        refused(() -> rectified.setApply(Elementwise.RELU, kept.transpose()), "the shapes 2×3 and 3×2 differ");
        Matrix x = of(exact, new double[] {-1, 0, 2}), dy = of(exact, new double[] {5, 6, 7});
        Matrix y = x.apply(Elementwise.RELU);
        holds(y, exact, new double[] {0, 0, 2});
        holds(dy.timesSlope(Elementwise.RELU, x, y), exact, new double[] {0, 0, 7});
        holds(x.times(dy), exact, new double[] {-5, 0, 14});
        holds(x.map(v -> v * v + 1), exact, new double[] {2, 1, 5});
        holds(x, exact, new double[] {-1, 0, 2});                                 // unchanged by all of them
        refused(() -> x.times(x.transpose()), "the shapes 1×3 and 3×1 differ");
        refused(() -> dy.timesSlope(Elementwise.EXP, x.transpose(), y), "the shapes 1×3 and 3×1 differ");
        refused(() -> dy.timesSlope(Elementwise.EXP, x, y.transpose()), "the shapes 1×3 and 3×1 differ");
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void groupsOfColumns(boolean exact) {
        Matrix z = of(exact, new double[][] {{1, 5, 2, 2}, {-1, -2, 0, 3}});
        int[] winner = new int[4];
        holds(z.groupMax(2, winner), exact, new double[][] {{5, 2}, {-1, 3}});
        assertThat(winner).containsExactly(1, 0, 0, 1);
        Matrix dh = of(exact, new double[][] {{7, 8}, {9, 10}});
        holds(dh.groupMaxBackward(2, winner), exact, new double[][] {{0, 7, 8, 0}, {9, 0, 0, 10}});
        Matrix product = z.like(2, 2);
        product.setProduct(dh, false, dh, true);
        holds(product, exact, dh.multTransB(dh).toArray2());
        product.setProduct(z, false, z, true);
        holds(product, exact, z.multTransB(z).toArray2());
        holds(z.groupMax(1, new int[8]), exact, z.toArray2());
        refused(() -> z.groupMax(3, winner), "the 4 columns of 2×4 are no groups of 3");
        refused(() -> z.groupMax(0, winner), "the 4 columns of 2×4 are no groups of 0");
        refused(() -> z.groupMax(2, new int[3]), "2×2 maxima do not have 3 winners");
        refused(() -> z.groupMaxBackward(2, winner), "2×4 maxima do not have 4 winners");
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void whatAReaderKnowsOfEjmlWorks(boolean exact) {
        Matrix A = of(exact, new double[][] {{2, 1}, {1, 3}}), b = of(exact, new double[][] {{5}, {10}});
        assertThat(A.solve(b).isIdentical(of(exact, new double[][] {{1}, {3}}), 1e-5)).isTrue();
        assertThat(A.invert().mult(A).isIdentical(of(exact, new double[][] {{1, 0}, {0, 1}}), 1e-5)).isTrue();
        assertThat(A.determinant()).isCloseTo(5, Offset.offset(1e-5));
        Matrix diagonal = of(exact, new double[][] {{3, 0}, {0, -4}});
        assertThat(diagonal.svd().getSingularValues()).containsExactly(new double[] {4, 3}, Offset.offset(1e-5));
        holds(A.plus(A).minus(A.transpose()).scale(2).rows(1, 2), exact, new double[] {2, 6});
        SimpleBase<?> U = diagonal.svd().getU();                                 // EJML's own class, not a Matrix
        assertThat(Math.abs(U.get(1, 0))).isCloseTo(1, Offset.offset(1e-5));
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void matricesBelowAndBesideEachOther(boolean exact) {
        Matrix a = of(exact, new double[] {1, 2}), b = of(exact, new double[] {3, 4});
        holds(a.concatRows(b, a), exact, new double[][] {{1, 2}, {3, 4}, {1, 2}});
        holds(a.concatColumns(b, a), exact, new double[] {1, 2, 3, 4, 1, 2});
        holds(a, exact, new double[] {1, 2});
    }

    @ParameterizedTest @ValueSource(booleans = {true, false})
    void aReshapedMatrixForgetsTheRest(boolean exact) {
        Matrix m = of(exact, new double[][] {{-1, 2, 3}, {4, 5, 6}});
        m.reshape(1, 2);
        holds(m.apply(Elementwise.RELU), exact, new double[] {0, 2});
        holds(m.mult(of(exact, new double[][] {{1}, {1}})), exact, new double[] {1});
        holds(m.multTransB(m), exact, new double[] {5});
        if (!exact) assertThat(m.floats()).hasSize(2);
    }

    @Test void anotherShapeSharesTheNumbers() {
        Matrix x = Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}}), y = x.reshaped(3, 2);
        assertThat(y.toArray2()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        y.set(0, 9);
        assertThat(x.get(0)).isEqualTo(9);
        assertThat(x.inDouble().reshaped(6, 1).isFloat()).isFalse();
        assertThatThrownBy(() -> x.reshaped(2, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the numbers of 2×3 do not fill 2×2");
    }

    @Test void theWayBackDownIsTheTransposedOne() {
        Matrix h = Matrix.row(1, 2), W = Matrix.of(new double[][] {{1, 0}, {0, 1}, {3, -1}}), a = Matrix.row(10, 20, 30);
        assertThat(h.affineTransB(W, a, null).toArray2()).isDeepEqualTo(new double[][] {{11, 22, 31}});
        assertThat(h.affineTransB(W, a.scale(-1), Elementwise.RELU).toArray2()).isDeepEqualTo(new double[][] {{0, 0, 0}});
        assertThat(h.inDouble().affineTransB(W.inDouble(), a.inDouble(), null).isFloat()).isFalse();
        assertThatThrownBy(() -> a.affineTransB(W, a, null)).hasMessage("cannot multiply 1×3 by 3×2 transposed");
        assertThatThrownBy(() -> h.affineTransB(W, h, null)).hasMessage("the biases for 3×2 transposed must be 1×3, but they are 1×2");
    }

    @Test void setRowsPutsRowsWhereSelectRowsFindsThem() {
        for (Matrix m : new Matrix[] {Matrix.zeros(4, 2), Matrix.zeros(4, 2).inDouble()}) {
            Matrix rows = Matrix.of(new double[][] {{1, 2}, {3, 4}}), same = m.isFloat() ? rows : rows.inDouble();
            m.setRows(same, 3, 1);
            assertThat(m.toArray2()).isDeepEqualTo(new double[][] {{0, 0}, {3, 4}, {0, 0}, {1, 2}});
            assertThat(m.selectRows(3, 1).minus(same).elementMaxAbs()).isZero();
            assertThatThrownBy(() -> m.setRows(same, 1)).hasMessage("2×2 numbers are no 1 rows of 4×2");
            assertThatThrownBy(() -> m.setRows(same, 1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
