package generative.gan;

import static generative.gan.AdversarialSettings.MNIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.gan.AdversarialSettings.Update;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.optim.MomentumDescent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdversarialSettingsTest {

    private static int count(List<Parameter> parameters) {
        return parameters.stream().mapToInt(p -> p.value().getNumElements()).sum();
    }

    private static AdversarialSettings with(int latent, int generator, int discriminator, int pieces, Update update, int k) {
        return new AdversarialSettings(Noise.UNIFORM, latent, generator, discriminator, pieces, .05, .005, .8, .5,
                MomentumDescent.MNIST, update, k, GeneratorLoss.NON_SATURATING);
    }

    @Test void thePublishedConfiguration() {
        assertThat(MNIST).isEqualTo(with(100, 1200, 240, 5, Update.SIMULTANEOUS, 1));
    }

    @Test void thePublishedNetsHaveThePublishedNumberOfParameters() {
        assertThat(count(new Generator(MNIST, 784, Randoms.of(1)).parameters())).isEqualTo(2_503_984);
        assertThat(count(new Discriminator(MNIST, 784, Randoms.of(1)).parameters())).isEqualTo(1_231_441);
    }

    @Test void theSmallNetIsThePublishedOneButForItsSizeAndItsLearning() {
        AdversarialSettings small = AdversarialSettings.SMALL;
        assertThat(small.generatorUnits()).isLessThan(MNIST.generatorUnits() / 2);
        assertThat(small.discriminatorUnits()).isLessThan(MNIST.discriminatorUnits());
        assertThat(small.withUnits(1200, 240).toString().replaceAll("learningRate=.*(?=, update)", ""))
                .isEqualTo(MNIST.toString().replaceAll("learningRate=.*(?=, update)", ""))
                .contains("latent=100", "pieces=5", "batchSize=100", "update=SIMULTANEOUS");
    }

    @Test void eachChangeTouchesNothingElse() {
        String all = MNIST.toString();
        assertThat(MNIST.withUnits(7, 8)).hasToString(all.replace(
                "generatorUnits=1200, discriminatorUnits=240", "generatorUnits=7, discriminatorUnits=8"));
        assertThat(MNIST.withUpdate(Update.ALTERNATING, 3)).hasToString(all.replace(
                "update=SIMULTANEOUS, discriminatorSteps=1", "update=ALTERNATING, discriminatorSteps=3"));
        assertThat(MNIST.withGeneratorLoss(GeneratorLoss.SATURATING))
                .hasToString(all.replace("generatorLoss=NON_SATURATING", "generatorLoss=SATURATING"));
        assertThat(MNIST.withNoise(Noise.GAUSSIAN)).hasToString(all.replace("noise=UNIFORM", "noise=GAUSSIAN"));
        assertThat(MNIST.withKeep(.7, 1)).hasToString(all.replace("inputKeep=0.8, hiddenKeep=0.5", "inputKeep=0.7, hiddenKeep=1.0"));
        assertThat(MNIST.withDescent(MomentumDescent.MNIST.withBatchSize(32))).hasToString(all.replace("batchSize=100", "batchSize=32"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0   | 1200 | 240 | 5 | ALTERNATING  | 1 | the noise needs 1 number or more, got 0
            100 | 0    | 240 | 5 | ALTERNATING  | 1 | the generator needs 1 unit or more, got 0
            100 | 1200 | -1  | 5 | ALTERNATING  | 1 | the discriminator needs 1 unit or more, got -1
            100 | 1200 | 240 | 1 | ALTERNATING  | 1 | a maxout unit needs 2 pieces or more, got 1
            100 | 1200 | 240 | 5 | ALTERNATING  | 0 | k must be 1 or more, got 0
            100 | 1200 | 240 | 5 | SIMULTANEOUS | 2 | the simultaneous update has k = 1, got 2
            """)
    void impossibleSettingsAreNamed(int latent, int generator, int discriminator, int pieces, Update update, int k, String sentence) {
        assertThatThrownBy(() -> with(latent, generator, discriminator, pieces, update, k))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
    }
}
