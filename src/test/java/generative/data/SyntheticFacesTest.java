package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.data.Face.Expression;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Initialiser;
import generative.nn.Linear;
import generative.nn.Pass;
import generative.nn.SoftmaxCrossEntropy;
import generative.optim.Adam;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SyntheticFacesTest {

    private static final ImageSet FACES = SyntheticFaces.generate(700, 1);

    @Test
    void theyHaveTheShapeOfTheTorontoFaces() {
        assertThat(FACES).hasToString("synthetic faces: 700 images of 48×48, 7 classes");
        assertThat(FACES.x().isFloat()).isTrue();
        for (float pixel : FACES.x().floats()) assertThat(pixel >= 0 && pixel <= 1).isTrue();
        assertThat(SyntheticFaces.EXPRESSIONS)
                .containsExactly("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral");
    }

    @Test
    void sameSeedSameFacesAnotherSeedOthers() {
        ImageSet again = SyntheticFaces.generate(700, 1), other = SyntheticFaces.generate(700, 2);
        assertThat(again.x().floats()).isEqualTo(FACES.x().floats());
        assertThat(again.labels()).isEqualTo(FACES.labels());
        double[] distance = new double[700];
        other.x().nearest(FACES.x(), distance);
        for (double d : distance) assertThat(d).as("squared distance to the nearest of another seed").isGreaterThan(3);
    }

    @Test
    void noTwoAreAlike() {
        Matrix x = FACES.x().rows(0, 200), distances = x.squaredDistances(x);
        for (int i = 0; i < 200; i++) for (int j = 0; j < i; j++) assertThat(distances.get(i, j)).isGreaterThan(3);
    }

    @Test
    void theExpressionsComeEquallyOftenInRandomOrder() {
        long[] count = new long[7];
        for (int label : FACES.labels()) count[label]++;
        assertThat(count).containsOnly(100);
        long repeats = IntStream.range(1, 700).filter(i -> FACES.labels()[i] == FACES.labels()[i - 1]).count();
        assertThat(repeats).as("neighbours alike: 99 of 699 expected, standard deviation 9.2").isBetween(60L, 140L);
    }

    /// A face in the middle is neither black nor white, and each image has contrast.
    @Test
    void everyFaceCanBeSeen() {
        for (int n = 0; n < 700; n++) {
            Matrix image = FACES.rows(n, n + 1).x();
            double mean = image.mean(), variance = image.sumOfSquares() / 2304 - mean * mean;
            assertThat(mean).as("mean of face %d", n).isBetween(.08, .85);
            assertThat(Math.sqrt(variance)).as("contrast of face %d", n).isGreaterThan(.06);
        }
    }

    /// Half an image mirrored is not the other half: light comes from a side, heads are turned.
    @Test
    void facesAreNotSymmetric() {
        double difference = 0;
        for (int y = 0; y < 48; y++)
            for (int x = 0; x < 24; x++)
                difference += Math.abs(FACES.x().get(0, y * 48 + x) - FACES.x().get(0, y * 48 + 47 - x)) / (48 * 24);
        assertThat(difference).isGreaterThan(.02);
    }

    @Test
    void aSmileHasItsCornersUpAndSurpriseAnOpenMouth() {
        for (int i = 0; i < 50; i++) {
            Face happy = Face.random(Expression.HAPPINESS, Randoms.of(i));
            Face sad = Face.random(Expression.SADNESS, Randoms.of(i));
            Face surprised = Face.random(Expression.SURPRISE, Randoms.of(i));
            Face angry = Face.random(Expression.ANGER, Randoms.of(i));
            assertThat(happy.mouth().smile()).isPositive();
            assertThat(sad.mouth().smile()).isNegative();
            assertThat(surprised.mouth().open()).isGreaterThan(angry.mouth().open());
            assertThat(surprised.brows().y()).as("brows up").isLessThan(angry.brows().y());
            assertThat(sad.brows().tilt()).as("inner ends up").isGreaterThan(angry.brows().tilt());
        }
    }

    /// The light falls from where it is said to: the side of a face that is turned to it is the brighter one.
    @Test
    void theSideTowardsTheLightIsBrighter() {
        Face face = Face.random(Expression.NEUTRAL, Randoms.of(3));
        for (double side : new double[] {-1, 1}) {
            Face lit = new Face(new Face.Pose(0, 0, 1, 0, 0), new Face.Light(side, 0, .2, .5, 0),
                    new Face.Head(.65, .85, .2, .9, 0), face.hair(), face.eyes(), face.brows(), face.nose(),
                    face.mouth());
            FacePainter painter = new FacePainter(lit, 48);
            assertThat(painter.at(side * .4, .2)).isGreaterThan(painter.at(side * -.4, .2) + .1);
        }
    }

    @Test
    void theHeadMovesWithItsPose() {
        Face face = Face.random(Expression.NEUTRAL, Randoms.of(5));
        Face.Pose pose = face.pose();
        Face moved = new Face(new Face.Pose(pose.x() + .25, pose.y() - .125, pose.scale(), pose.roll(), pose.yaw()),
                face.light(), face.head(), face.hair(), face.eyes(), face.brows(), face.nose(), face.mouth());
        FacePainter here = new FacePainter(face, 48), there = new FacePainter(moved, 48);
        for (double y = -.3; y < .6; y += .1)
            for (double x = -.4; x < .45; x += .1)
                assertThat(there.at(x + .25, y - .125)).isCloseTo(here.at(x, y), within(1e-9));
    }

    /// The expressions can be learned from the pixels, but not with a ruler: one in seven would be chance.
    @Test
    void aLinearClassifierTellsTheExpressionsApartNeitherTriviallyNorHopelessly() {
        ImageSet test = SyntheticFaces.generate(350, 2);
        Linear classifier = new Linear(2304, 7, Initialiser.uniform(.01), Randoms.of(1));
        Adam adam = new Adam(classifier.parameters(), .002);
        Batches batches = new Batches(FACES.size(), 100, 1);
        for (int step = 0; step < 150; step++) {
            ImageSet batch = FACES.select(batches.at(step));
            Pass pass = classifier.forward(batch.x());
            pass.learn(SoftmaxCrossEntropy.of(pass.output(), batch.labels()).gradient());
            adam.step(step);
        }
        int[] answers = classifier.forward(test.x()).output().scale(-1).rowArgMin();
        double right = IntStream.range(0, 350).filter(n -> answers[n] == test.labels()[n]).count() / 350.0;
        assertThat(right).isBetween(.25, .95);
    }

    @Test
    void atLeastOneMustBeAskedFor() {
        assertThat(SyntheticFaces.generate(1, 1).size()).isEqualTo(1);
        assertThatThrownBy(() -> SyntheticFaces.generate(0, 1)).hasMessage("one face or more must be asked for, got 0");
    }
}
