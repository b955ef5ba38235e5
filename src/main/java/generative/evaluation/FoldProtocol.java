package generative.evaluation;

import generative.math.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The Parzen protocol for data in folds: each fold chooses its own σ and judges for itself, and together they say how
/// much their verdicts differ.
///
/// ```
/// σₖ              the width of the grid under which the validation images of fold k are most likely, all of them
/// mₖ              the mean log-likelihood of the test images of fold k with σₖ
/// mean            = (1/K) Σ mₖ
/// standard error  = √((1/K) Σ (mₖ − mean)²) / √K          over the folds (population form), not over the images
/// ```
/// @param name          whose samples these are
/// @param folds         what each fold found
/// @param mean          in nats
/// @param standardError in nats
///
/// Source: Goodfellow et al. (2014), caption of table 1, for the Toronto Face Database with its five folds.
public record FoldProtocol(String name, List<ParzenProtocol> folds, double mean, double standardError) {

    /// Follows it with the published grid; element k of both lists belongs to fold k.
    public static FoldProtocol follow(String name, Matrix samples, List<Matrix> validation, List<Matrix> test) {
        if (validation.isEmpty() || validation.size() != test.size())
            throw new IllegalArgumentException("there are " + validation.size() + " folds to validate and "
                    + test.size() + " to test");
        ParzenWindow window = new ParzenWindow(samples);
        List<ParzenProtocol> folds = new ArrayList<>();
        for (int k = 0; k < test.size(); k++) {
            SigmaSearch search = SigmaSearch.on(window, validation.get(k), SigmaSearch.publishedGrid());
            Estimate verdict = window.estimate(test.get(k), search.sigma());
            folds.add(new ParzenProtocol(name + ", fold " + (k + 1), search, verdict));
        }
        Estimate over = Estimate.of(folds.stream().mapToDouble(fold -> fold.test().mean()).toArray(), Double.NaN);
        return new FoldProtocol(name, List.copyOf(folds), over.mean(), over.standardError());
    }

    /// Mean and standard error as a table has them.
    public String cell() {
        return String.format(Locale.ROOT, "%.1f ± %.1f", mean, standardError);
    }

    @Override public String toString() {
        double low = folds.stream().mapToDouble(fold -> fold.search().sigma()).min().orElseThrow();
        double high = folds.stream().mapToDouble(fold -> fold.search().sigma()).max().orElseThrow();
        String warnings = folds.stream().flatMap(fold -> fold.search().warning().stream()).findFirst()
                .map(w -> "\n    warning: " + w).orElse("");
        return String.format(Locale.ROOT, "%-32s %s nats (σ = %.4f%s, %d folds)%s", name, cell(), low,
                high > low ? String.format(Locale.ROOT, " … %.4f", high) : "", folds.size(), warnings);
    }

    /// Two folds of one test image each, on a line.
    public static void demo() {
        FoldProtocol row = follow("a sample at 0", Matrix.row(0),
                List.of(Matrix.row(.2), Matrix.row(.6)), List.of(Matrix.row(.1), Matrix.row(.5)));
        for (ParzenProtocol fold : row.folds()) System.out.println(fold);
        System.out.println(row);
        System.out.println("Each fold chose the σ nearest to its validation point; the error is that of two verdicts.");
    }
}
