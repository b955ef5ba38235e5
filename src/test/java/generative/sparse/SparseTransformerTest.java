package generative.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.SoftmaxCrossEntropy;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SparseTransformerTest {

    /// Normal with variance .125 / inputs; what ends a branch divided by √(2L); positions by their number of tables (papers.md 0.2).
    @Test void howWeightsBegin() {
        Architecture sizes = new Architecture(256, List.of(16, 16), 8, 64, 4, 64, 256, HeadPatterns.dense());
        SparseTransformer model = new SparseTransformer(sizes, 0, false, Randoms.of(1));
        double plain = Math.sqrt(.125 / 64), last = plain / 4, positions = plain / Math.sqrt(2);
        List<Parameter> matrices = model.parameters().stream().filter(p -> p.value().numRows() > 1).toList();
        assertThat(deviation(matrices.get(0))).as("tokens").isCloseTo(plain, within(.02 * plain));
        for (int axis = 1; axis <= 2; axis++)
            assertThat(deviation(matrices.get(axis))).as("axis %d", axis).isCloseTo(positions, within(.1 * positions));
        double[] ofBlock = {plain, plain, plain, last, plain, last / 2};           // q, k, v, output, W₁, and W₂ of 256 inputs
        for (int i = 0; i < 8 * ofBlock.length; i++)
            assertThat(deviation(matrices.get(3 + i))).as("matrix %d of the blocks", i)
                    .isCloseTo(ofBlock[i % ofBlock.length], within(.05 * ofBlock[i % ofBlock.length]));
        assertThat(deviation(matrices.getLast())).as("output matrix").isZero();
        assertThat(matrices).hasSize(3 + 48 + 1);
    }

    private static double deviation(Parameter p) {
        return Math.sqrt(p.value().sumOfSquares() / p.value().getNumElements());
    }

    @Test void aBranchDropsAsManyAsItSays() {
        ResidualBlock block = new ResidualBlock(SmallNets.sizes(3, HeadPatterns.dense()), 0, .1, Randoms.of(1));
        Matrix x = Randoms.gaussian(12 * 500, 4, 1, Randoms.of(2));
        Matrix added = block.forward(x, Randoms.of(3)).output().minus(x);
        long nothing = IntStream.range(0, added.getNumElements()).filter(i -> added.get(i) == 0).count();
        assertThat(nothing / (double) added.getNumElements()).as("both branches at once").isCloseTo(.01, within(.004));
    }

    static Stream<HeadPatterns> patterns() {
        return SmallNets.patterns();
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void gradientsOfAllParameters(HeadPatterns patterns) {
        SparseTransformer model = SmallNets.model(SmallNets.sizes(3, patterns), .2, false);
        Matrix x = SmallNets.tokens(2, model.sizes(), 3);
        GradientCheck.ofParameters(() -> model.forward(x, Randoms.of(4)), model.parameters());
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void whatIsComputedAgainGivesTheSameGradients(HeadPatterns patterns) {
        Architecture sizes = SmallNets.sizes(3, patterns);
        Matrix x = SmallNets.tokens(2, sizes, 3);
        List<Matrix> kept = gradients(SmallNets.model(sizes, 0, false), x), again = gradients(SmallNets.model(sizes, 0, true), x);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i).elementMaxAbs()).isPositive();
            assertThat(again.get(i).minus(kept.get(i)).elementMaxAbs()).isZero();
        }
    }

    @Test void trunkAndHeadAreTheWhole() {
        SparseTransformer whole = SmallNets.inDouble(SmallNets.model(SmallNets.sizes(3, HeadPatterns.dense()), 0, false));
        SparseTransformer parts = SmallNets.inDouble(SmallNets.model(SmallNets.sizes(3, HeadPatterns.dense()), 0, true));
        Matrix x = SmallNets.tokens(2, whole.sizes(), 3);
        Pass pass = whole.forward(x), trunk = parts.trunk().forward(x), logits = parts.toLogits().forward(trunk.output());
        assertThat(trunk.output().minus(whole.normalised(x).getLast()).elementMaxAbs()).isZero();
        assertThat(logits.output().minus(pass.output()).elementMaxAbs()).isZero();
        Matrix dy = loss(pass, x).gradient();
        pass.learn(dy);
        trunk.learn(logits.backward(dy));
        for (int i = 0; i < whole.parameters().size(); i++)
            assertThat(parts.parameters().get(i).gradient().minus(whole.parameters().get(i).gradient()).elementMaxAbs()).isZero();
    }

    private static List<Matrix> gradients(SparseTransformer model, Matrix x) {
        Pass pass = model.forward(x, Randoms.of(4));
        pass.learn(loss(pass, x).gradient());
        return model.parameters().stream().map(Parameter::gradient).toList();
    }

    private static Loss loss(Pass pass, Matrix x) {
        return SoftmaxCrossEntropy.of(pass.output(), x);
    }

    /// A probability for each of the 3⁴ sequences, and no more than that.
    @Test void allSequencesTogetherHaveProbabilityOne() {
        Architecture sizes = Architecture.of(3, List.of(2, 2), 2, 4, 2, HeadPatterns.strided(2, HeadPatterns.Way.BY_TURNS));
        SparseTransformer model = SmallNets.inDouble(SmallNets.model(sizes, 0, false));
        Matrix all = Matrix.zeros(81, 4);
        for (int b = 0; b < 81; b++)
            for (int i = 0, rest = b; i < 4; i++, rest /= 3) all.set(b, i, rest % 3);
        double[] logs = model.logLikelihoods(all);
        assertThat(java.util.Arrays.stream(logs).map(Math::exp).sum()).isCloseTo(1, within(1e-12));
        assertThat(java.util.Arrays.stream(logs).max().orElseThrow() - java.util.Arrays.stream(logs).min().orElseThrow()).isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void aPositionKnowsNothingOfItsTokenAndLaterOnes(HeadPatterns patterns) {
        Architecture sizes = SmallNets.sizes(3, patterns);
        SparseTransformer model = SmallNets.model(sizes, 0, false);
        Matrix x = SmallNets.tokens(1, sizes, 5), before = model.forward(x).output();
        for (int i = 0; i < sizes.positions(); i++) {
            Matrix y = x.copy();
            y.set(i, (y.get(i) + 1) % 3);
            Matrix change = model.forward(y).output().minus(before);
            assertThat(change.rows(0, i + 1).elementMaxAbs()).isZero();
            if (i + 1 < sizes.positions()) assertThat(change.rows(i + 1, i + 2).elementMaxAbs()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void positionByPositionAsAllAtOnce(HeadPatterns patterns) {
        Architecture sizes = SmallNets.sizes(3, patterns);
        SparseTransformer model = SmallNets.inDouble(SmallNets.model(sizes, 0, false));
        Matrix x = SmallNets.tokens(3, sizes, 5), all = model.forward(x).output();
        List<KeyValueCache> caches = model.caches(3);
        int N = sizes.positions();
        for (int i = 0; i < N; i++) {
            int at = i;
            int[] before = IntStream.range(0, 3).map(b -> at == 0 ? -1 : (int) x.get(b, at - 1)).toArray();
            Matrix rows = all.selectRows(at, N + at, 2 * N + at);
            assertThat(model.at(i, before, caches).minus(rows).elementMaxAbs()).isLessThan(1e-12);
        }
    }

    @Test void atFirstEveryTokenIsAsLikelyAndOnlyTheLastMatrixLearns() {
        Architecture sizes = SmallNets.sizes(256, HeadPatterns.dense());
        SparseTransformer model = SmallNets.inDouble(new SparseTransformer(sizes, .1, false, Randoms.of(1)));
        Matrix x = SmallNets.tokens(2, sizes, 3);
        Pass pass = model.forward(x, Randoms.of(2));
        Loss loss = loss(pass, x);
        assertThat(loss.value()).isCloseTo(5.545177444479562, within(1e-14));
        assertThat(model.logLikelihoods(x)[1]).isCloseTo(-12 * Math.log(256), within(1e-11));
        pass.learn(loss.gradient());
        List<Parameter> parameters = model.parameters();
        for (Parameter p : parameters.subList(0, parameters.size() - 1)) assertThat(p.gradient().elementMaxAbs()).as(p.name()).isZero();
        assertThat(parameters.getLast().gradient().elementMaxAbs()).isPositive();
    }

    /// Row, column and colour of a byte matter, each on its own.
    @Test void theGridHasATableForEachAxis() {
        Architecture sizes = SmallNets.sizes(3, HeadPatterns.dense());
        GridEmbedding embedding = new GridEmbedding(sizes, Randoms.of(1));
        List<Parameter> tables = embedding.parameters();
        assertThat(tables.stream().map(p -> p.value().shape())).containsExactly("4×4", "2×4", "3×4", "2×4");
        Matrix h = embedding.forward(Matrix.of(new double[][] {{2, 1, 0, 2, 1, 0, 2, 1, 0, 2, 1, 0}})).output();
        for (int c = 0; c < 4; c++) {
            double at7 = tables.get(0).value().get(2, c) + tables.get(1).value().get(1, c) + tables.get(2).value().get(0, c)
                    + tables.get(3).value().get(1, c);                     // 7 = row 1, column 0, colour 1, behind a 2
            assertThat(h.get(7, c)).isCloseTo(at7, within(1e-7));
            double at0 = tables.get(0).value().get(3, c) + tables.get(1).value().get(0, c) + tables.get(2).value().get(0, c)
                    + tables.get(3).value().get(0, c);
            assertThat(h.get(0, c)).isCloseTo(at0, within(1e-7));
        }
    }

    @Test void attentionOfAModelSumsToOneAndStaysInThePattern() {
        Architecture sizes = SmallNets.sizes(3, HeadPatterns.strided(3, HeadPatterns.Way.BY_HEAD));
        List<List<Matrix>> all = SmallNets.model(sizes, 0, false).attention(SmallNets.tokens(1, sizes, 5));
        assertThat(all).hasSize(2).allSatisfy(heads -> assertThat(heads).hasSize(2));
        for (int h = 0; h < 2; h++)
            for (int i = 0; i < 12; i++) {
                Matrix row = all.get(1).get(h).rows(i, i + 1);
                assertThat(row.elementSum()).isCloseTo(1, within(1e-5));
                int[] keys = sizes.patterns().at(1, h).keys(i, 12);
                assertThat(IntStream.of(keys).mapToDouble(j -> row.get(0, j)).sum()).isCloseTo(1, within(1e-5));
            }
    }

    @Test void whatDoesNotFitIsNamed() {
        SparseTransformer model = SmallNets.model(SmallNets.sizes(3, HeadPatterns.dense()), 0, false);
        assertThatThrownBy(() -> model.forward(Matrix.zeros(1, 13))).hasMessage(
                "the sequences are 1×13, but there are 12 positions; cut them, or build a model with more");
        assertThatThrownBy(() -> model.forward(Matrix.zeros(1, 12)).inputGradient(Matrix.zeros(12, 3)))
                .hasMessage("Tokens are names and have no gradient; call learn in place of backward.");
        assertThatThrownBy(() -> model.attention(Matrix.zeros(2, 12))).hasMessage("attention is shown for one sequence, got 2×12");
        assertThatThrownBy(() -> SmallNets.sizes(3, HeadPatterns.of(HeadPatterns.Way.MERGED, List.of(AttentionPattern.summary(3, 1))))
                .patternsOf(0).forEach(p -> SmallNets.model(SmallNets.sizes(3, HeadPatterns.of(HeadPatterns.Way.MERGED, List.of(p))), 0, false)))
                .hasMessage("in the pattern summary(3, 1) position 0 of 12 sees no key; merge it with self(), so that every position sees itself at least");
    }
}
