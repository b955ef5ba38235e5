package generative.imagegpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.data.TokenSet;
import generative.imagegpt.ImageGpt.Objective;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageFeaturesTest {

    private static final Architecture SIZES = Architecture.of(3, List.of(12), 2, 4, 2, HeadPatterns.dense());
    private static final LabelledImages IMAGES = new LabelledImages(
            TokenSet.of("noise", 3, 12, Randoms.of(3).ints(7 * 12, 0, 3).toArray()), new int[] {0, 1, 2, 0, 1, 2, 0});

    private static ImageGpt model(Objective objective) {
        return new ImageGpt(SIZES, objective, Randoms.of(1));
    }

    private static double apart(ImageFeatures a, ImageFeatures b) {
        double most = 0;
        for (int l = 0; l < 3; l++) most = Math.max(most, a.layers().get(l).minus(b.layers().get(l)).elementMaxAbs());
        return most;
    }

    @Test void aBatchAtATimeGivesWhatAllAtOnceDo() {
        ImageFeatures all = ImageFeatures.of(model(Objective.AR), IMAGES, 7, 1);
        assertThat(all.layers()).hasSize(3).allSatisfy(f -> assertThat(f.shape()).isEqualTo("7×4"));
        for (int atOnce : new int[] {1, 2, 3, 100}) assertThat(apart(ImageFeatures.of(model(Objective.AR), IMAGES, atOnce, 1),
                all)).isLessThan(1e-6);
        List<Matrix> direct = model(Objective.AR).features(IMAGES.tokens().batch(4), Randoms.of(9));
        for (int l = 0; l < 3; l++) assertThat(all.layers().get(l).rows(4, 5).minus(direct.get(l)).elementMaxAbs())
                .isLessThan(1e-6);
        assertThat(all).hasToString("ImageFeatures of 7 images, 3 × 4 numbers each");
    }

    @Test void anotherSeedHidesOtherPixelsOfABertModel() {
        ImageFeatures one = ImageFeatures.of(model(Objective.BERT), IMAGES, 3, 1);
        assertThat(apart(ImageFeatures.of(model(Objective.BERT), IMAGES, 3, 1), one)).isZero();
        assertThat(apart(ImageFeatures.of(model(Objective.BERT), IMAGES, 3, 2), one)).isGreaterThan(.01);
        assertThat(apart(ImageFeatures.of(model(Objective.AR), IMAGES, 3, 2),
                ImageFeatures.of(model(Objective.AR), IMAGES, 3, 1))).isZero();
    }

    @Test void eachPartHidesPixelsOfItsOwn() {
        LabelledImages twice = IMAGES.select(4, 4);
        for (Matrix f : ImageFeatures.of(model(Objective.BERT), twice, 1, 1).layers())
            assertThat(f.rows(0, 1).minus(f.rows(1, 2)).elementMaxAbs()).isGreaterThan(1e-3);
    }

    @Test void someOfThem() {
        ImageFeatures all = ImageFeatures.of(model(Objective.AR), IMAGES, 7, 1), some = all.select(5, 0);
        assertThat(some.labels()).containsExactly(2, 0);
        assertThat(some.layers().get(1).rows(0, 1).minus(all.layers().get(1).rows(5, 6)).elementMaxAbs()).isZero();
        LabelledImages chosen = IMAGES.select(5, 0);
        assertThat(chosen.labels()).containsExactly(2, 0);
        assertThat(chosen.tokens().sequence(0)).isEqualTo(IMAGES.tokens().sequence(5));
        assertThat(IMAGES.rows(2, 4).tokens().sequence(1)).isEqualTo(IMAGES.tokens().sequence(3));
        assertThat(IMAGES.rows(2, 4).labels()).containsExactly(2, 0);
        assertThat(IMAGES).hasToString("noise: 7 sequences of 12 tokens out of 3 with labels");
    }

    @Test void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> ImageFeatures.of(model(Objective.AR), IMAGES, 0, 1))
                .hasMessage("1 image or more goes through the model at once, got 0");
        assertThatThrownBy(() -> ImageFeatures.of(Matrix.zeros(3, 2), 0, 1))
                .hasMessage("the features are 3×2, but there are 2 labels");
        assertThatThrownBy(() -> new LabelledImages(IMAGES.tokens(), new int[3])).hasMessage("there are 7 images, but 3 labels");
    }
}
