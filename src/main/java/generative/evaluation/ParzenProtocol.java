package generative.evaluation;

import generative.math.Matrix;
import java.util.Locale;

/// The protocol behind the paper's Table 1: samples become a Parzen window, validation images choose its width, test images are
/// then scored.
///
/// @param name   whose samples these are
/// @param search the widths tried on validation images
/// @param test   the mean log-likelihood of the test images under the best width
///
/// Source: Goodfellow et al. (2014), section 5, and the released `parzen_ll.py`: 10,000 samples, σ from 10 widths on the first 1,000
/// validation images, mean ± standard error over all test images.
public record ParzenProtocol(String name, SigmaSearch search, Estimate test) {

    /// The published number of validation images that choose σ.
    public static final int VALIDATION_IMAGES = 1000;

    /// Follows the protocol with the published grid.
    public static ParzenProtocol follow(String name, Matrix samples, Matrix validation, Matrix test) {
        return follow(name, samples, validation, test, SigmaSearch.publishedGrid());
    }

    /// The same with other widths, for data whose numbers are not grey values from 0 to 1.
    public static ParzenProtocol follow(String name, Matrix samples, Matrix validation, Matrix test, double... grid) {
        ParzenWindow window = new ParzenWindow(samples);
        Matrix first = validation.rows(0, Math.min(VALIDATION_IMAGES, validation.numRows()));
        SigmaSearch search = SigmaSearch.on(window, first, grid);
        return new ParzenProtocol(name, search, window.estimate(test, search.sigma()));
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "%-32s %s%s", name, test, search.warning().map(w -> "\n    warning: " + w).orElse(""));
    }
}
