package generative.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import generative.math.Matrix;
import generative.math.Randoms;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ParzenStudyTest {

    private final Matrix validation = Randoms.gaussian(300, 5, .3, Randoms.of(1)), test = Randoms.gaussian(300, 5, .3, Randoms.of(2));
    private final Matrix pool = Randoms.gaussian(2000, 5, .3, Randoms.of(3));

    @Test
    void moreSamplesOfTheTruthScoreHigher() {
        List<ParzenProtocol> rows = ParzenStudy.againstCount(pool, validation, test, 20, 200, 2000);
        double truth = -2.5 * Math.log(2 * Math.PI * Math.E * .09);
        assertThat(rows.get(0).test().mean()).isLessThan(rows.get(1).test().mean() - .2);
        assertThat(rows.get(1).test().mean()).isLessThan(rows.get(2).test().mean());
        assertThat(rows.get(2).test().mean()).isEqualTo(truth, within(.4)).isLessThan(truth + .1);
        assertThat(rows).extracting(ParzenProtocol::name).containsExactly("20 samples", "200 samples", "2000 samples");
    }

    @Test
    void otherSeedsGiveOtherNumbersAndTheSameSeedTheSame() {
        List<ParzenProtocol> rows = ParzenStudy.overSeeds(seed -> Randoms.gaussian(50, 5, .3, Randoms.of(seed)), validation, test, 7, 8, 7);
        assertThat(rows.get(0).test()).isEqualTo(rows.get(2).test()).isNotEqualTo(rows.get(1).test());
        assertThat(rows.get(1).name()).isEqualTo("seed 8");
    }

    @Test
    void theJudgeIsRightOnALineAndUnjustInManyDimensions() {
        List<ParzenStudy.Dimension> rows = ParzenStudy.inDimensions(1000, 1, 1, 50);
        assertThat(rows.get(0).truth()).isEqualTo(-1.4189385332, within(1e-9));
        assertThat(rows.get(0).estimated()).isEqualTo(rows.get(0).truth(), within(.06));
        assertThat(rows.get(1).estimated()).isLessThan(rows.get(1).truth() - .15);
    }

    @Test
    void moreSamplesThanThereAreIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ParzenStudy.againstCount(pool, validation, test, 2001))
                .withMessage("cannot take 2001 samples of 2000");
    }
}
