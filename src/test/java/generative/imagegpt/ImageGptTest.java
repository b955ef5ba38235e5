package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.imagegpt.ImageGpt.Objective;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Initialiser;
import generative.nn.Layer;
import generative.nn.Loss;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import generative.sparse.ResidualBlock;
import generative.sparse.TransformerRecipe;
import generative.sparse.TransformerTraining;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageGptTest {

    private static final Architecture SIZES = Architecture.of(3, List.of(6), 2, 4, 2, HeadPatterns.dense());
    private static final int[] RASTER = {0, 1, 2, 3, 4, 5}, BACKWARDS = {5, 4, 3, 2, 1, 0};

    private static ImageGpt model(Objective objective, DecoderBlock.Style style, int[] order) {
        return withRandomWeights(new ImageGpt(SIZES, objective, style, order, false, Randoms.of(1)));
    }

    private static ImageGpt withRandomWeights(ImageGpt model) {
        RandomGenerator random = Randoms.of(2);
        for (Parameter p : model.parameters()) p.set(Initialiser.gaussian(.5).create(p.value().numRows(), p.value().numCols(), random));
        return model;
    }

    private static ImageGpt inDouble(ImageGpt model) {
        model.parameters().forEach(Parameter::toDouble);
        return model;
    }

    private static Matrix images(int B, int N) {
        return Matrix.row(Randoms.of(3).ints(B * N, 0, 3).asDoubleStream().toArray()).reshaped(B, N);
    }

    @ParameterizedTest
    @EnumSource(DecoderBlock.Style.class)
    void gradientsOfTheBlock(DecoderBlock.Style style) {
        ResidualBlock block = DecoderBlock.of(SIZES, 0, style, Randoms.of(1));
        RandomGenerator random = Randoms.of(2);
        for (Parameter p : block.parameters()) p.set(Initialiser.gaussian(.3).create(p.value().numRows(), p.value().numCols(), random));
        GradientCheck.of(block, Randoms.gaussian(12, 4, 1, Randoms.of(4)));
        assertThat(block.parameters()).hasSize(style == DecoderBlock.Style.CODE ? 8 : 16);
    }

    @Test void gradientsOfMeansAndEmbeddings() {
        GradientCheck.of(new MeanOverPositions(3), Randoms.gaussian(6, 4, 1, Randoms.of(1)));
        MaskedEmbedding embedding = new MaskedEmbedding(SIZES, Initialiser.gaussian(1), Initialiser.gaussian(1), Randoms.of(1));
        Matrix x = MaskedEmbedding.hide(images(2, 6), Matrix.row(0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1).reshaped(2, 6), 3);
        GradientCheck.ofParameters(() -> embedding.forward(x), embedding.parameters());
        Matrix nothing = Matrix.zeros(1, 6).plus(3);
        GradientCheck.ofParameters(() -> embedding.forward(nothing), embedding.parameters().subList(1, 2));
    }

    /// dL/dθ of the whole task, by central differences of the loss with the same pixels hidden.
    @ParameterizedTest
    @EnumSource(Objective.class)
    void gradientsOfTheLoss(Objective objective) {
        ImageGpt model = inDouble(model(objective, DecoderBlock.Style.CODE, BACKWARDS));
        Matrix x = images(2, 6);
        double value = model.learn(x, .5, Randoms.of(7));
        assertThat(value).isCloseTo(model.loss(x, Randoms.of(7)), within(1e-12));
        double h = 1e-5;
        for (Parameter p : model.parameters())
            for (int i = 0; i < p.value().getNumElements(); i += 3) {
                double was = p.value().get(i);
                p.value().set(i, was + h);
                double above = model.loss(x, Randoms.of(7));
                p.value().set(i, was - h);
                double below = model.loss(x, Randoms.of(7));
                p.value().set(i, was);
                assertThat(p.gradient().get(i)).as(p.name() + " " + i).isCloseTo(.5 * (above - below) / (2 * h), within(1e-8));
            }
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void atFirstEveryColourIsAsLikely(Objective objective) {
        Architecture sizes = Architecture.of(512, List.of(16), 2, 8, 2, HeadPatterns.dense());
        ImageGpt model = inDouble(new ImageGpt(sizes, objective, Randoms.of(1)));
        assertThat(model.loss(Matrix.zeros(2, 16).plus(500), Randoms.of(2))).isCloseTo(6.238324625039508, within(1e-12));
        assertThat(model.size()).isEqualTo(PublishedSizes.parameters(sizes) - (objective == Objective.AR ? 0 : 8));   // BERT: no start
    }

    /// Standard deviations of the released code, within three standard errors of each.
    @ParameterizedTest
    @EnumSource(Objective.class)
    void howWeightsBegin(Objective objective) {
        Architecture sizes = Architecture.of(512, List.of(256), 3, 64, 2, HeadPatterns.dense());
        List<Parameter> all = new ImageGpt(sizes, objective, Randoms.of(1)).parameters();
        double[] expected = {.02, .01, -1, .125, .125, .125, 1 / Math.sqrt(3 * 64), -1, .02, .02};
        for (int k = 0; k < expected.length; k++) {
            Matrix value = all.get(k).value();
            if (expected[k] < 0) {
                assertThat(value.minus(Matrix.zeros(1, 64).plus(1)).elementMaxAbs()).isZero();
                continue;
            }
            double std = Math.sqrt(value.sumOfSquares() / value.getNumElements());
            assertThat(std).as(all.get(k) + "").isCloseTo(expected[k], within(3 * expected[k] / Math.sqrt(2.0 * value.getNumElements())));
        }
        assertThat(all.getLast().value().elementMaxAbs()).isZero();
    }

    /// A position of an AR model knows nothing of its own pixel and of later ones, in whatever order; one of a BERT model knows all.
    @Test void whoSeesWhat() {
        ImageGpt backwards = model(Objective.AR, DecoderBlock.Style.CODE, BACKWARDS);
        Matrix x = images(1, 6), before = backwards.transformer().forward(backwards.inOrder(x)).output();
        Matrix y = x.copy();
        y.set(2, (y.get(2) + 1) % 3);                                      // pixel 2 is at place 3
        Matrix change = backwards.transformer().forward(backwards.inOrder(y)).output().minus(before);
        assertThat(change.rows(0, 4).elementMaxAbs()).isZero();
        assertThat(change.rows(4, 5).elementMaxAbs()).isPositive();
        ImageGpt bert = model(Objective.BERT, DecoderBlock.Style.CODE, RASTER);
        Matrix seen = bert.transformer().forward(x).output(), other = bert.transformer().forward(y).output();
        for (int i = 0; i < 6; i++) assertThat(other.minus(seen).rows(i, i + 1).elementMaxAbs()).isPositive();
    }

    /// Pixels and their positions changed about together: a BERT net gives the same answers at the new places.
    @Test void aBertNetKnowsNoOrderButThatOfItsPositions() {
        ImageGpt model = inDouble(model(Objective.BERT, DecoderBlock.Style.CODE, RASTER));
        Matrix x = images(1, 6), answers = model.transformer().forward(x).output();
        Parameter positions = model.parameters().get(1);
        positions.set(positions.value().selectRows(BACKWARDS));
        Matrix turned = model.transformer().forward(AutoregressiveLoss.inOrder(x, BACKWARDS)).output();
        assertThat(turned.selectRows(BACKWARDS).minus(answers).elementMaxAbs()).isLessThan(1e-12);
    }

    /// Of a hidden pixel nothing is seen: whatever it was, the answers are the same.
    @Test void hiddenPixelsAreHidden() {
        ImageGpt model = model(Objective.BERT, DecoderBlock.Style.PAPER, RASTER);
        Matrix x = images(4, 6), shown = model.shown(x, Randoms.of(5));
        Matrix hidden = shown.map(token -> token == 3 ? 1 : 0);
        assertThat(hidden.elementSum()).isPositive().isLessThan(12);
        Matrix y = x.plus(hidden).map(token -> token % 3);
        assertThat(y.minus(x).elementMaxAbs()).isPositive();
        assertThat(MaskedEmbedding.hide(y, hidden, 3).minus(shown).elementMaxAbs()).isZero();
        assertThat(model.shown(x, Randoms.of(5)).minus(shown).elementMaxAbs()).isZero();
    }

    @Test void allImagesTogetherHaveProbabilityOneInAnyOrder() {
        Architecture sizes = Architecture.of(3, List.of(4), 1, 4, 2, HeadPatterns.dense());
        ImageGpt model = inDouble(withRandomWeights(new ImageGpt(sizes, Objective.AR, DecoderBlock.Style.CODE, new int[] {2, 0, 3, 1}, false, Randoms.of(1))));
        double sum = 0;
        for (int b = 0; b < 81; b++) {
            Matrix x = Matrix.row(b % 3, b / 3 % 3, b / 9 % 3, b / 27);
            sum += Math.exp(-4 * model.loss(x, Randoms.of(1)));
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    /// L+1 rows of features, and what they are: means over positions of the norms' outputs.
    @Test void featuresAreMeansOfWhatEachLayerSees() {
        ImageGpt model = model(Objective.AR, DecoderBlock.Style.CODE, RASTER);
        Matrix x = images(3, 6);
        List<Matrix> features = model.features(x, Randoms.of(1)), n = model.transformer().normalised(x);
        assertThat(features).hasSize(3).allSatisfy(f -> assertThat(f.shape()).isEqualTo("3×4"));
        for (int layer = 0; layer < 3; layer++)
            assertThat(features.get(layer).rows(1, 2).minus(n.get(layer).rows(6, 12).columnMeans()).elementMaxAbs()).isLessThan(1e-6);
        Layer last = DecoderBlock.norm(4, DecoderBlock.Style.CODE);
        assertThat(last.forward(Matrix.row(0, 0, 0, 0)).output().elementMaxAbs()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void whatIsKnownStaysWhereverItIs(Objective objective) {
        ImageGpt model = model(objective, DecoderBlock.Style.CODE, BACKWARDS);
        Matrix x = images(5, 6);
        boolean[] known = {false, true, false, false, true, true};
        Matrix y = model.completer(1).complete(x, known, Randoms.of(1)), again = model.completer(1).complete(x, known, Randoms.of(1));
        assertThat(again.minus(y).elementMaxAbs()).isZero();
        for (int i = 0; i < 6; i++) {
            double change = y.cols(i, i + 1).minus(x.cols(i, i + 1)).elementMaxAbs();
            if (known[i]) assertThat(change).isZero();
        }
        assertThat(y.minus(x).elementMaxAbs()).isPositive();
        assertThat(y.elementMax()).isLessThan(3);
        assertThat(model.completer(1).complete(x, new boolean[] {true, true, true, true, true, true}, Randoms.of(1)).minus(x).elementMaxAbs()).isZero();
    }

    /// In images that are each of one colour, what is missing has the colour of what is there.
    @ParameterizedTest
    @EnumSource(Objective.class)
    void aTrainedModelFillsInWhatFits(Objective objective) {
        Architecture sizes = Architecture.of(4, List.of(8), 2, 16, 2, HeadPatterns.dense());
        ImageGpt model = new ImageGpt(sizes, objective, Randoms.of(1));
        TransformerTraining<ImageGpt> training = new TransformerTraining<>(model, step -> plain(16, step), "plain images",
                new TransformerRecipe(150, 16, 8, .01, 10, .95, Double.POSITIVE_INFINITY, 0), 1);
        double last = 0;
        for (int step = 0; step < 150; step++) last = training.step(step).get("nats");
        assertThat(last).isLessThan(objective == Objective.AR ? Math.log(4) / 8 + .1 : .1);
        Matrix x = plain(20, 1000);                                        // an AR model looks back alone
        boolean[] known = objective == Objective.AR ? new boolean[] {true, false, false, false, true, false, false, false}
                : new boolean[] {false, false, true, false, false, false, true, false};
        Matrix y = model.completer(.5).complete(x, known, Randoms.of(1));
        long right = IntStream.range(0, 160).filter(i -> y.get(i) == x.get(i)).count();
        assertThat(right).as("of 160 pixels").isGreaterThan(140);
    }

    private static Matrix plain(int B, long step) {
        int[] colours = Randoms.of(9, step).ints(B, 0, 4).toArray();
        return Matrix.of(Arrays.stream(colours).mapToObj(c -> IntStream.range(0, 8).mapToDouble(i -> c).toArray()).toArray(double[][]::new));
    }

    @Test void recomputedGradientsAreTheSame() {
        Matrix x = images(2, 6);
        List<ImageGpt> models = List.of(model(Objective.AR, DecoderBlock.Style.CODE, RASTER),
                withRandomWeights(new ImageGpt(SIZES, Objective.AR, DecoderBlock.Style.CODE, RASTER, true, Randoms.of(1))));
        models.forEach(model -> model.learn(x, 1, Randoms.of(1)));
        for (int k = 0; k < models.getFirst().parameters().size(); k++) {
            Matrix kept = models.get(0).parameters().get(k).gradient(), again = models.get(1).parameters().get(k).gradient();
            assertThat(kept.elementMaxAbs()).isPositive();
            assertThat(again.minus(kept).elementMaxAbs()).isZero();
        }
    }

    /// By hand: −ln of the softmax at the places of the order whose pixels are not known.
    @Test void theLossOfWhatIsMissing() {
        int[] order = {2, 0, 5, 1, 4, 3};
        ImageGpt model = inDouble(model(Objective.AR, DecoderBlock.Style.CODE, order));
        Matrix x = images(2, 6).inDouble(), logits = model.transformer().forward(model.inOrder(x)).output();
        boolean[] known = {true, false, true, false, false, true};
        double sum = 0;
        for (int b = 0; b < 2; b++)
            for (int i = 0; i < 6; i++)
                if (!known[order[i]]) sum -= Math.log(logits.rows(6 * b + i, 6 * b + i + 1).softmax().get((int) x.get(b, order[i])));
        assertThat(model.lossOfMissing(x, known)).isCloseTo(sum / 6, within(1e-12));
        assertThat(model.lossOfMissing(x, new boolean[6])).as("nothing known").isCloseTo(model.loss(x, Randoms.of(1)), within(1e-12));
        assertThatThrownBy(() -> model.lossOfMissing(x, new boolean[] {true, true, true, true, true, true}))
                .hasMessage("all pixels are known, so that none is left to be predicted");
        assertThatThrownBy(() -> model.lossOfMissing(x, new boolean[5]))
                .hasMessage("of images 2×6, 5 pixels are said to be known or not, of 6");
        assertThatThrownBy(() -> model.completer(1).complete(x, new boolean[5], Randoms.of(1)))
                .hasMessage("of sequences 2×6, known at 5 places, a model of 6 positions cannot complete anything");
    }

    @Test void badShapesAreNamed() {
        ImageGpt ar = model(Objective.AR, DecoderBlock.Style.CODE, RASTER), bert = model(Objective.BERT, DecoderBlock.Style.CODE, RASTER);
        assertThatThrownBy(() -> ar.loss(images(1, 5), Randoms.of(1))).hasMessage("an order of 6 places is no permutation of the pixels of 1×5");
        assertThatThrownBy(() -> bert.transformer().forward(images(1, 5)))
                .hasMessage("the sequences are 1×5, but there are 6 positions; cut them, or build a model with more");
        assertThatThrownBy(() -> new ImageGpt(SIZES, Objective.AR, DecoderBlock.Style.CODE, new int[] {0, 1, 2, 3, 4, 4}, false, Randoms.of(1)))
                .hasMessage("an order of 6 places is no permutation of the pixels of 1×6");
        assertThatThrownBy(() -> MaskedEmbedding.hide(images(1, 5), images(1, 6), 3)).hasMessage("the tokens are 1×5, but the hidden places 1×6");
        assertThatThrownBy(() -> new MeanOverPositions(4).forward(images(6, 2))).hasMessage("rows of 6×2 are no whole sequences of 4 positions");
        assertThatThrownBy(() -> new MeanOverPositions(0)).hasMessage("a sequence has 1 position or more, got 0");
        assertThatThrownBy(() -> bert.completer(0)).hasMessage("the temperature must be above 0, got 0.0");
        assertThatThrownBy(() -> bert.completer(1).complete(images(1, 5), new boolean[6], Randoms.of(1)))
                .hasMessage("of sequences 1×5, known at 6 places, a model of 6 positions cannot complete anything");
        Loss loss = AutoregressiveLoss.of(Matrix.zeros(6, 3), images(1, 6));
        Pass pass = bert.transformer().forward(images(1, 6));
        assertThatThrownBy(() -> pass.backward(loss.gradient())).isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Tokens are names and have no gradient; call learn in place of backward.");
    }
}
