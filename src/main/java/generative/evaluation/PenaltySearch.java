package generative.evaluation;

import generative.math.Matrix;
import generative.optim.Lbfgs;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// The choice of the penalty λ of a logistic regression: that of a grid with which fewest held-out rows are put into a
/// wrong class.
///
/// In a tie the smaller cross-entropy on the held-out rows decides, for few rows make many ties.
///
/// @param grid           the penalties tried
/// @param errorRates     of the held-out rows, for each
/// @param crossEntropies of the held-out rows, for each, in nats
/// @param best           the index of the chosen one
public record PenaltySearch(double[] grid, double[] errorRates, double[] crossEntropies, int best) {

    /// Fits with each penalty of the grid and looks at the validation rows.
    public static PenaltySearch on(Matrix x, int[] labels, Matrix validation, int[] validationLabels, int classes,
            double... grid) {
        return on(x, labels, validation, validationLabels, classes, new Lbfgs(), grid);
    }

    /// The same by fits that go as far as this descent does.
    public static PenaltySearch on(Matrix x, int[] labels, Matrix validation, int[] validationLabels, int classes,
            Lbfgs descent, double... grid) {
        double[] errors = new double[grid.length], losses = new double[grid.length];
        for (int k = 0; k < grid.length; k++) {
            LogisticRegression fitted = LogisticRegression.fit(x, labels, classes, grid[k], descent);
            errors[k] = fitted.errorRate(validation, validationLabels);
            losses[k] = fitted.crossEntropy(validation, validationLabels);
        }
        return of(grid, errors, losses);
    }

    /// Where there is nothing to spare: every row is held out once. Row n belongs to part n mod `parts`; each part is
    /// judged by a fit of all others, and the errors are means over all rows.
    ///
    /// Rows that are sorted by class are so shared out evenly.
    public static PenaltySearch crossValidated(Matrix x, int[] labels, int classes, int parts, double... grid) {
        int N = x.numRows();
        if (parts < 2 || parts > N) throw new IllegalArgumentException(N + " rows cannot be cut into " + parts
                + " parts");
        double[] errors = new double[grid.length], losses = new double[grid.length];
        for (int part = 0; part < parts; part++) {
            int p = part;
            int[] out = IntStream.range(0, N).filter(n -> n % parts == p).toArray();
            int[] in = IntStream.range(0, N).filter(n -> n % parts != p).toArray();
            PenaltySearch one = on(x.selectRows(in), select(labels, in), x.selectRows(out), select(labels, out),
                    classes, grid);
            for (int k = 0; k < grid.length; k++) {
                errors[k] += one.errorRates[k] * out.length / N;
                losses[k] += one.crossEntropies[k] * out.length / N;
            }
        }
        return of(grid, errors, losses);
    }

    private static PenaltySearch of(double[] grid, double[] errors, double[] losses) {
        if (grid.length == 0) throw new IllegalArgumentException("a search needs 1 penalty or more");
        int best = 0;
        for (int k = 1; k < grid.length; k++) {
            double gain = errors[best] - errors[k];
            if (gain > 1e-12 || gain > -1e-12 && losses[k] < losses[best]) best = k;
        }
        return new PenaltySearch(grid.clone(), errors, losses, best);
    }

    private static int[] select(int[] labels, int[] rows) {
        return Arrays.stream(rows).map(n -> labels[n]).toArray();
    }

    public double lambda() {
        return grid[best];
    }

    /// A warning when the best penalty is the smallest or largest tried, for then a better one may lie outside.
    public Optional<String> warning() {
        double least = Arrays.stream(grid).min().orElseThrow(), most = Arrays.stream(grid).max().orElseThrow();
        if (lambda() > least && lambda() < most) return Optional.empty();
        return Optional.of(String.format(Locale.ROOT, "the best λ = %.4g is at the edge of the grid %.4g … %.4g; "
                + "a better one may lie outside, so widen the grid", lambda(), least, most));
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "best λ = %.4g of %d (%.2f %% wrong of the held-out rows)%s", lambda(), grid.length,
                100 * errorRates[best], warning().map(w -> "; warning: " + w).orElse(""));
    }
}
