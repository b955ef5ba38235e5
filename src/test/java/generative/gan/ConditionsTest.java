package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.gan.AdversarialSettings.Update;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.GradientCheck;
import generative.nn.Parameter;
import generative.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConditionsTest {

    private static final Matrix X = Matrix.of(new double[][] {{1, 2}, {3, 4}});

    @Test void classesStandAsASingleOneToTheRight() {
        assertThat(Conditions.oneHot(3, 2, 0).beside(X).toArray2())
                .isDeepEqualTo(new double[][] {{1, 2, 0, 0, 1}, {3, 4, 1, 0, 0}});
    }

    @Test void louderConditionsAreTheSameTimesAFactor() {
        assertThat(Conditions.oneHot(2, 1, 0).louder(5).beside(X).toArray2()).isDeepEqualTo(new double[][] {{1, 2, 0, 5}, {3, 4, 5, 0}});
        assertThat(Conditions.none().louder(5).beside(X)).isSameAs(X);
    }

    @Test void withoutConditionsNothingStandsThere() {
        assertThat(Conditions.none().beside(X)).isSameAs(X);
        assertThat(Conditions.none().width()).isZero();
        assertThat(Conditions.none().select(0, 1).beside(X)).isSameAs(X);
    }

    @Test void aMinibatchTakesTheConditionsOfItsImages() {
        assertThat(Conditions.oneHot(3, 2, 0, 1).select(2, 0).beside(X).toArray2())
                .isDeepEqualTo(new double[][] {{1, 2, 0, 1, 0}, {3, 4, 0, 0, 1}});
    }

    @Test void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> Conditions.oneHot(3, 0, 3)).hasMessage("label 1 is 3, but there are 3 classes");
        assertThatThrownBy(() -> Conditions.oneHot(3, -1)).hasMessage("label 0 is -1, but there are 3 classes");
        assertThatThrownBy(() -> new AdversarialTraining(AdversarialSettings.SMALL, TinyGame.data(200), Conditions.oneHot(2, 0, 1), 1))
                .hasMessage("there are 200 images, but conditions 2×2");
    }

    /// The slopes of D([G([z, c]), c]) for z and for every weight of both nets.
    @Test void gradientsGoThroughBothNetsAndNotIntoTheCondition() {
        AdversarialSettings settings = TinyGame.settings(Update.SIMULTANEOUS, 1, GeneratorLoss.NON_SATURATING);
        Conditions c = Conditions.of(Randoms.uniform(4, 2, 0, 1, Randoms.of(3)).inDouble());
        Generator generator = new Generator(settings, TinyGame.PIXELS, 2, Randoms.of(1));
        Discriminator discriminator = new Discriminator(settings, TinyGame.PIXELS + 2, Randoms.of(2));
        TinyGame.scatter(generator.parameters(), 11);
        TinyGame.scatter(discriminator.parameters(), 12);
        List<Parameter> all = new ArrayList<>(generator.parameters());
        all.addAll(discriminator.parameters());
        GradientCheck.of(z -> {
            Pass input = c.beside(new Pass(z, dz -> dz)), fake = generator.forward(input.output());
            Pass shown = c.beside(fake), logit = discriminator.forward(shown.output());
            return new Pass(logit.output(), da -> {
                logit.learn(da);
                shown.learn(logit.inputGradient(da));
            }, da -> input.inputGradient(shown.inputGradient(logit.inputGradient(da))));
        }, all, generator.noise(4, Randoms.of(5)));
    }

    /// One pixel that is 0 under one condition and 1 under the other: G can only tell them apart by c.
    @ParameterizedTest @EnumSource(Update.class)
    void theGeneratorLearnsToHeedTheCondition(Update update) {
        Matrix data = Randoms.gaussian(200, 1, .05, Randoms.of(1));
        int[] label = new int[200];
        for (int n = 0; n < 200; n++) {
            label[n] = n % 2;
            data.set(n, data.get(n) + (label[n] == 1 ? .8 : .2));
        }
        AdversarialSettings settings = new AdversarialSettings(Noise.UNIFORM, 2, 16, 8, 3, .3, .3, 1, 1,
                TinyGame.descent(50, .1, 1, .5, .5, 1), update, 1, GeneratorLoss.NON_SATURATING);
        AdversarialTraining training = new AdversarialTraining(settings, data, Conditions.oneHot(2, label), 1);
        for (int step = 0; step < 1000; step++) training.step(step);
        Matrix dark = training.generator().sample(Conditions.oneHot(2, new int[50]), 50, Randoms.of(2));
        int[] ones = new int[50];
        java.util.Arrays.fill(ones, 1);
        Matrix bright = training.generator().sample(Conditions.oneHot(2, ones), 50, Randoms.of(2));
        assertThat(bright.mean() - dark.mean()).as(".6 in the data").isGreaterThan(.3);
    }
}
