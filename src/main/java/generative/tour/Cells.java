package generative.tour;

import generative.evaluation.ParzenProtocol;
import java.util.List;
import java.util.Locale;

/// Numbers as the tables of the tour show them.
final class Cells {

    private Cells() { }

    /// Samples, σ, mean and standard error of a Parzen estimate.
    static List<String> of(ParzenProtocol row) {
        return List.of(row.name(), number(row.test().sigma()), String.format(Locale.ROOT, "%.1f", row.test().mean()),
                String.format(Locale.ROOT, "%.1f", row.test().standardError()));
    }

    /// Three digits after the point.
    static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
