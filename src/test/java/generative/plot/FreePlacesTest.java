package generative.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePlacesTest {

    private static Rectangle2D box(double x, double y) {
        return new Rectangle2D.Double(x, y, 0.2, 0.1);
    }

    @Test void goesWhereNoCurvePasses() {
        FreePlaces places = new FreePlaces();
        places.stretch(0.5, 0, 1, 1);                                  // through the first box, between its two ends
        assertThat(places.choose(List.of(box(0.7, 0.5), box(0, 0.5)))).isEqualTo(1);
    }

    @Test void staysOffOtherLabelsAndInsideThePlot() {
        FreePlaces places = new FreePlaces();
        List<Rectangle2D> candidates = List.of(box(0, 0.95), box(0, 0.5), box(0.1, 0.55), box(0.8, 0.5));
        assertThat(places.choose(candidates)).isEqualTo(1);
        assertThat(places.choose(candidates)).isEqualTo(3);
    }

    @Test void takesTheFirstOfEquals() {
        assertThat(new FreePlaces().choose(List.of(box(0, 0), box(0.5, 0)))).isZero();
    }
}
