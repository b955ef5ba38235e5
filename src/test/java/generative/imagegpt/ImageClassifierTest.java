package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.data.TokenSet;
import generative.imagegpt.ImageGpt.Objective;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Initialiser;
import generative.nn.Parameter;
import generative.nn.Pass;
import generative.nn.SoftmaxCrossEntropy;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageClassifierTest {

    private static final Architecture SIZES = Architecture.of(3, List.of(6), 2, 4, 2, HeadPatterns.dense());
    private static final int[] LABELS = {2, 0};
    private static final Matrix X = Matrix.of(new double[][] {{0, 1, 2, 1, 0, 0}, {2, 2, 1, 0, 1, 2}});

    private static ImageClassifier classifier(Objective objective, double weight, boolean recompute) {
        int[] raster = IntStream.range(0, 6).toArray();
        return new ImageClassifier(new ImageGpt(SIZES, objective, DecoderBlock.Style.CODE, raster, recompute, Randoms.of(1)), 3,
                weight);
    }

    /// With random numbers in place of all parameters, those of both heads too.
    private static ImageClassifier random(Objective objective, double weight, boolean recompute) {
        ImageClassifier classifier = classifier(objective, weight, recompute);
        RandomGenerator random = Randoms.of(2);
        for (Parameter p : classifier.parameters()) p.set(Initialiser.gaussian(.5)
                .create(p.value().numRows(), p.value().numCols(), random));
        return classifier;
    }

    private static double loss(ImageClassifier classifier) {
        ImageClassifier.Losses losses = classifier.learn(X, LABELS, 0, Randoms.of(4));
        return classifier.loss(losses);
    }

    @ParameterizedTest
    @CsvSource({"AR, 1, false", "AR, .3, false", "AR, 0, false", "AR, 2, true", "BERT, 1, false", "BERT, 0, false"})
    void gradientsOfBothLossesTogether(Objective objective, double weight, boolean recompute) {
        ImageClassifier classifier = random(objective, weight, recompute);
        GradientCheck.ofParameters(() -> new Pass(Matrix.row(1).inDouble().scale(loss(classifier)),
                dL -> classifier.learn(X, LABELS, dL.get(0), Randoms.of(4)), dL -> dL), classifier.parameters());
    }

    /// One scale for all columns: z has mean 0, and a mean square of 1 over all its numbers.
    @Test void whatTheHeadSeesCanBeStandardisedOnceAndForAll() {
        ImageClassifier classifier = random(Objective.AR, 1, false);
        Matrix f = classifier.model().features(X, Randoms.of(5)).getLast(), W = classifier.parameters().getLast().value();
        classifier.standardise(tokens(), 1, 1);
        Matrix half = f.rows(0, 1).minus(f.rows(1, 2)).divide(2);
        double s = Math.sqrt(half.sumOfSquares() / 4);
        Matrix expected = half.divide(s).mult(W);
        assertThat(classifier.logits(tokens(), 2, 1).rows(0, 1).minus(expected).elementMaxAbs()).isLessThan(1e-4);
        assertThat(classifier.logits(tokens(), 2, 1).rows(1, 2).plus(expected).elementMaxAbs()).isLessThan(1e-4);
        classifier.parameters().getFirst().set(classifier.parameters().getFirst().value().scale(2));
        assertThat(classifier.logits(tokens(), 2, 1).columnMeans().elementMaxAbs()).as("m and s stay what they were")
                .isGreaterThan(1e-3);
    }

    @Test void eachPartOfImagesHidesPixelsOfItsOwn() {
        TokenSet twice = TokenSet.of("twice", 3, 6, 0, 1, 2, 1, 0, 0, 0, 1, 2, 1, 0, 0);
        Matrix logits = random(Objective.BERT, 1, false).logits(twice, 1, 1);
        assertThat(logits.rows(0, 1).minus(logits.rows(1, 2)).elementMaxAbs()).isGreaterThan(1e-3);
    }

    @Test void gradientsBehindConstants() {
        ImageClassifier classifier = random(Objective.AR, .5, false);
        classifier.standardise(tokens(), 2, 1);
        GradientCheck.ofParameters(() -> new Pass(Matrix.row(1).inDouble().scale(loss(classifier)),
                dL -> classifier.learn(X, LABELS, dL.get(0), Randoms.of(4)), dL -> dL), classifier.parameters());
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void theFirstLossesAreLogarithms(Objective objective) {
        ImageClassifier classifier = classifier(objective, 1, false);
        classifier.parameters().forEach(Parameter::toDouble);
        ImageClassifier.Losses losses = classifier.learn(X, LABELS, 1, Randoms.of(4));
        assertThat(losses.generative()).isCloseTo(Math.log(3), within(1e-14));
        assertThat(losses.classification()).isCloseTo(Math.log(3), within(1e-14));
        assertThat(losses.errors()).as("equal logits: the first class").isEqualTo(1);
        assertThat(classifier.loss(losses)).isCloseTo(2 * Math.log(3), within(1e-14));
        List<Parameter> all = classifier.parameters();
        assertThat(all.getLast().gradient().elementMaxAbs()).as("W_clf").isPositive();
        assertThat(all.get(all.size() - 2).gradient().elementMaxAbs()).as("the logits of pixels").isPositive();
        for (Parameter p : all.subList(0, all.size() - 2)) assertThat(p.gradient().elementMaxAbs())
                .as("behind two heads of zeros").isZero();
    }

    /// The class logits are the mean of the last features times W_clf, and the generative loss is that of the model alone.
    @Test void bothHeadsStandOnTheSameNumbers() {
        ImageClassifier classifier = random(Objective.AR, 1, false);
        classifier.parameters().forEach(Parameter::toDouble);
        Matrix f = classifier.model().features(X, Randoms.of(5)).getLast(), W = classifier.parameters().getLast().value();
        ImageClassifier.Losses losses = classifier.learn(X, LABELS, 1, Randoms.of(4));
        assertThat(losses.classification()).isCloseTo(SoftmaxCrossEntropy.of(f.mult(W), LABELS).value(), within(1e-12));
        assertThat(losses.generative()).isCloseTo(classifier.model().loss(X, Randoms.of(6)), within(1e-12));
        Matrix logits = classifier.logits(tokens(), 2, 1);
        assertThat(logits.minus(f.mult(W)).elementMaxAbs()).isLessThan(1e-12);
        assertThat(classifier.logits(tokens(), 1, 1).minus(logits).elementMaxAbs()).isLessThan(1e-12);
        assertThat(classifier.score(new LabelledImages(tokens(), LABELS), 1, 1).loss())
                .isCloseTo(losses.classification(), within(1e-12));
    }

    private static TokenSet tokens() {
        return TokenSet.of("two", 3, 6, IntStream.range(0, 12).map(i -> (int) X.get(i)).toArray());
    }

    @Test void withoutAWeightNothingIsLearnedAboutPixels() {
        ImageClassifier alone = random(Objective.AR, 0, false);
        alone.learn(X, LABELS, 1, Randoms.of(4));
        Parameter pixels = alone.parameters().get(alone.parameters().size() - 2);
        assertThat(pixels.value().shape()).isEqualTo("4×3");
        assertThat(pixels.gradient().elementMaxAbs()).isZero();
        assertThat(alone.parameters().getFirst().gradient().elementMaxAbs()).isPositive();
    }

    @Test void aBertModelIsJudgedThroughHoles() {
        ImageClassifier classifier = random(Objective.BERT, 1, false);
        Matrix one = classifier.logits(tokens(), 2, 1);
        assertThat(classifier.logits(tokens(), 2, 1).minus(one).elementMaxAbs()).isZero();
        assertThat(IntStream.range(2, 8).mapToDouble(seed -> classifier.logits(tokens(), 2, seed).minus(one).elementMaxAbs())
                .max().orElseThrow())
                .as("other holes").isGreaterThan(.01);
    }

    @Test void whatMakesNoSenseIsNamed() {
        ImageGpt model = new ImageGpt(SIZES, Objective.AR, Randoms.of(1));
        assertThatThrownBy(() -> new ImageClassifier(model, 1, 1)).hasMessage("there must be 2 classes or more, got 1");
        assertThatThrownBy(() -> new ImageClassifier(model, 2, -1))
                .hasMessage("the weight of the generative loss must be 0 or more, got -1.0");
        assertThatThrownBy(() -> new ImageClassifier(model, 3, 1).learn(X, new int[3], 1, Randoms.of(1))).hasMessage(
                "the images are 2×6, but there are 3 labels");
        TokenSet images = TokenSet.of("two", 3, 6, new int[12]);
        assertThatThrownBy(() -> new ImageClassifier(model, 3, 1).logits(images, 0, 1))
                .hasMessage("1 image or more goes through the model at once, got 0");
        assertThat(new ImageClassifier(model, 3, 1).toString())
                .startsWith("ImageClassifier of 3 classes, generative weight 1.0, on ImageGpt AR, ");
    }
}
