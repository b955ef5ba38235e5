package generative.nn;

import static org.assertj.core.api.Assertions.assertThat;

import generative.math.Matrix;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class LossTest {

    private final Loss loss = new Loss(1.5, Matrix.row(2, -4));

    @Test void scalingScalesValueAndGradient() {
        Loss half = loss.scaled(.5);
        assertThat(half.value()).isEqualTo(.75);
        assertThat(half.gradient().toArray2()).isDeepEqualTo(new double[][] {{1, -2}});
        assertThat(loss.gradient().get(0)).as("the first one stays").isEqualTo(2);
    }

    @Test void isReadableInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(loss).hasToString("Loss 1.500000 nats, gradient Matrix 1×2 float [2.000, -4.000]");
        } finally {
            Locale.setDefault(before);
        }
    }
}
