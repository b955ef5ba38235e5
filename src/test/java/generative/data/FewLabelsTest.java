package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class FewLabelsTest {

    @Test void labelledImagesAreAsManyOfEachClassAndOthersWithEachSeed() {
        int[] labels = SyntheticDigits.generate(200, 1).labels(), chosen = FewLabels.choose(labels, 10, 7, 1);
        assertThat(chosen).hasSize(70).doesNotHaveDuplicates();
        for (int i = 0; i < 70; i++) assertThat(labels[chosen[i]]).isEqualTo(i / 7);
        assertThat(FewLabels.choose(labels, 10, 7, 1)).isEqualTo(chosen);
        assertThat(FewLabels.choose(labels, 10, 7, 2)).isNotEqualTo(chosen);
    }

    @Test void moreThanThereAreOfAClassIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FewLabels.choose(new int[] {0, 1, 1}, 2, 2, 1))
                .withMessage("there are 1 images of class 0, not 2");
    }

    @Test void theRarestClassSaysHowManyThereAreOfEach() {
        assertThat(FewLabels.fewest(new int[] {0, 1, 1, 2, 2, 2, 0}, 3)).isEqualTo(2);
        assertThat(FewLabels.fewest(new int[] {0, 2, 2}, 3)).isZero();
    }
}
