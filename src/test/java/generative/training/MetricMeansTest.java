package generative.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricMeansTest {

    private static Map<String, Double> metrics(double loss, double norm) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("D loss", loss);
        metrics.put("norm", norm);
        return metrics;
    }

    @Test void theMeanOverTheStepsSinceTheLastTime() {
        MetricMeans means = new MetricMeans();
        means.add(metrics(1, 10));
        means.add(metrics(2, 30));
        assertThat(means.take()).isEqualTo(metrics(1.5, 20));
        means.add(metrics(7, 8));
        assertThat(means.take()).isEqualTo(metrics(7, 8));
    }

    @Test void theTextTellsItAllToTheLastBit() {
        MetricMeans means = new MetricMeans();
        assertThat(means.text()).isEmpty();
        means.add(metrics(.1, -1e-300));
        means.add(metrics(.2, 3));
        assertThat(means.text()).isEqualTo("2\n0x1.3333333333334p-2 D loss\n0x1.8p1 norm");
        MetricMeans again = MetricMeans.of(means.text());
        means.add(metrics(.3, 1));
        again.add(metrics(.3, 1));
        assertThat(again.text()).isEqualTo(means.text());
        assertThat(again.take().keySet()).containsExactly("D loss", "norm");
        assertThat(MetricMeans.of("").text()).isEmpty();
    }
}
