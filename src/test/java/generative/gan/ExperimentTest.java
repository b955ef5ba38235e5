package generative.gan;

import static org.assertj.core.api.Assertions.assertThat;

import generative.gan.AdversarialSettings.Update;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExperimentTest {

    private static final AdversarialSettings BASE = AdversarialSettings.MNIST;

    @ParameterizedTest @EnumSource(Experiment.class)
    void theFirstVariantIsThePublishedOneAndTheOthersDiffer(Experiment what) {
        Map<String, AdversarialSettings> variants = what.variants(BASE, 100);
        assertThat(variants.values().iterator().next()).isEqualTo(BASE);
        assertThat(variants.values()).doesNotHaveDuplicates().hasSizeGreaterThan(1);
    }

    @Test void eachVariantDiffersInWhatItsNameSays() {
        assertThat(Experiment.DROPOUT.variants(BASE, 100)).containsEntry("no dropout", BASE.withKeep(1, 1));
        assertThat(Experiment.NOISE.variants(BASE, 100)).containsEntry("normal noise", BASE.withNoise(Noise.GAUSSIAN));
        assertThat(Experiment.SCHEDULE.variants(BASE, 100))
                .containsEntry("calm second half", BASE.withDescent(BASE.descent().withCalmEnd(50, 100)));
        assertThat(Experiment.TURNS.variants(BASE, 100)).containsOnlyKeys("both at once", "k = 1", "k = 2", "k = 5")
                .containsEntry("k = 5", BASE.withUpdate(Update.ALTERNATING, 5));
    }
}
