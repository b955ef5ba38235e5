package generative.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import generative.evaluation.ClassifierScore;
import generative.math.Matrix;
import generative.nn.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BestParametersTest {

    private final Parameter theta = new Parameter("θ", Matrix.row(0));
    private final BestParameters best = new BestParameters(List.of(theta), 100);

    private boolean look(int time, int errors) {
        theta.value().set(0, time);                                        // so that what is kept says when it was
        return best.watch(time, new ClassifierScore(100, errors, errors / 10.0));
    }

    @Test void theFewestErrorsAreKeptAndOfEqualsTheLater() {
        assertThat(look(1, 30)).isTrue();
        assertThat(look(2, 20)).isTrue();
        best.note(.5);
        assertThat(look(3, 25)).isFalse();
        assertThat(look(4, 20)).isTrue();
        assertThat(look(5, 21)).isFalse();
        assertThat(best.watched()).isEqualTo(new ClassifierScore(100, 21, 2.0999999046325684));       // stored as a float
        assertThat(best.errors()).isEqualTo(20);
        assertThat(best.time()).isEqualTo(4);
        assertThat(best.noted()).isEqualTo(.5);
        assertThat(theta.value().get(0)).isEqualTo(5);
        best.restore();
        assertThat(theta.value().get(0)).isEqualTo(4);
    }

    @Test void beforeTheFirstLookAllAreWrongAndThereIsNothingToPutBack() {
        assertThat(best.watched().errors()).isEqualTo(100);
        assertThat(best.time()).isZero();
        assertThatIllegalStateException().isThrownBy(best::restore)
                .withMessage("nobody has looked yet, so there are no best parameters");
    }

    @Test void withoutParametersLooksAreRecordedAndNothingIsKept() {
        BestParameters none = new BestParameters(List.of(), 100);
        assertThat(none.watch(1, new ClassifierScore(100, 3, .5))).isFalse();
        assertThat(none.watched()).isEqualTo(new ClassifierScore(100, 3, .5));
        assertThat(none.time()).isZero();
        assertThat(none.state().keySet()).containsExactly("record");
    }

    @Test void theStateIsAllThatAnotherNeedsToGoOn() {
        look(1, 30);
        look(2, 40);
        BestParameters other = new BestParameters(List.of(new Parameter("θ", Matrix.row(9))), 100);
        assertThat(best.state().keySet()).containsExactly("best.θ.0", "record");
        other.state().forEach((name, live) -> live.setTo(best.state().get(name)));
        assertThat(other.time()).isEqualTo(1);
        assertThat(other.errors()).isEqualTo(30);
        assertThat(other.watched()).isEqualTo(best.watched());
        assertThat(other.state().get("best.θ.0").get(0)).isEqualTo(1);
    }
}
