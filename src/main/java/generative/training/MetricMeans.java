package generative.training;

import java.util.LinkedHashMap;
import java.util.Map;

/// The means of metrics over the steps since the last line of a log.
///
/// A checkpoint between two lines keeps the sums as text, to the last bit, so that a resumed run writes the line that the run
/// would have written without the break.
final class MetricMeans {

    private final Map<String, Double> sums = new LinkedHashMap<>();
    private long steps;

    void add(Map<String, Double> metrics) {
        metrics.forEach((name, value) -> sums.merge(name, value, Double::sum));
        steps++;
    }

    /// The means of what was added, which begins anew after them.
    Map<String, Double> take() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / steps));
        sums.clear();
        steps = 0;
        return means;
    }

    /// The number of steps, then a line for each metric; empty where nothing was added.
    String text() {
        StringBuilder text = new StringBuilder(steps == 0 ? "" : Long.toString(steps));
        sums.forEach((name, sum) -> text.append('\n').append(Double.toHexString(sum)).append(' ').append(name));
        return text.toString();
    }

    /// What [#text()] told of.
    static MetricMeans of(String text) {
        MetricMeans means = new MetricMeans();
        if (text.isEmpty()) return means;
        String[] lines = text.split("\n");
        means.steps = Long.parseLong(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            int space = lines[i].indexOf(' ');
            means.sums.put(lines[i].substring(space + 1), Double.parseDouble(lines[i].substring(0, space)));
        }
        return means;
    }
}
