package generative.gan;

import generative.data.FewLabels;
import generative.data.ImageSet;
import generative.data.SyntheticDigits;
import generative.evaluation.LogisticRegression;
import generative.evaluation.OverSeeds;
import generative.evaluation.PenaltySearch;
import generative.math.Matrix;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Semi-supervised classification: features come from all images, labels from a few; how much do the features help?
///
/// ```
/// f(x)                              what the features say of an image (the pixels themselves, a discriminator's hidden units …)
/// f̃(x) = (f(x) − m) / s             m the mean, s² the mean squared length of f − m over unlabelled images
/// classifier                        LogisticRegression on f̃ of the few labelled images, the same number of each class
/// λ                                 from a fixed grid, by cross-validation among those few alone: no test label, no other label
/// ```
/// Everything is done again for each seed with other labelled images. With λ chosen anew each time and one scale for
/// all features of a kind, no kind is favoured by its units.
///
/// The labelled images of a seed are the same for all kinds, so that two kinds are best compared seed by seed: which
/// labels there are makes more of a difference than what is made of them.
///
/// Source: Goodfellow et al., *Generative Adversarial Nets* (2014), section 7, extension 4, which expects such a gain
/// from the discriminator or the inference net, and has no numbers.
///
/// @param features what they are called
/// @param labels   how many labelled images there were in all
/// @param errors   the share of test images put into a wrong class, for each seed
/// @param lambdas  the penalty that was chosen, for each seed
public record SemiSupervised(String features, int labels, double[] errors, double[] lambdas) {

    /// The penalties tried.
    public static final double[] GRID = {1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1};

    private static final int PARTS = 5, UNLABELLED = 10_000;

    /// Mean and standard deviation of the error over seeds.
    public OverSeeds error() {
        return OverSeeds.of(errors);
    }

    /// Mean and standard deviation over seeds of this error less that of the other, seed by seed; below 0 if this one
    /// is better.
    public OverSeeds lessThan(SemiSupervised other) {
        if (labels != other.labels || errors.length != other.errors.length)
            throw new IllegalArgumentException("\"" + this + "\" and \"" + other + "\" did not have the same labels");
        return OverSeeds.of(IntStream.range(0, errors.length).mapToDouble(s -> errors[s] - other.errors[s]).toArray());
    }

    /// Compares kinds of features with `labels` labelled images of the training set, for seeds 1 … seeds.
    ///
    /// @param kinds what each kind is called, and the function that makes it from rows of pixels
    public static List<SemiSupervised> compare(Map<String, UnaryOperator<Matrix>> kinds, ImageSet train, ImageSet test,
            int labels, int seeds) {
        int classes = Arrays.stream(train.labels()).max()
                .orElseThrow(() -> new IllegalArgumentException(train + " cannot teach a classifier")) + 1;
        if (labels < PARTS * classes || labels % classes != 0)
            throw new IllegalArgumentException(labels + " labels are not the same number, " + PARTS
                    + " or more, of each of " + classes + " classes");
        int[][] chosen = IntStream.rangeClosed(1, seeds)
                .mapToObj(seed -> FewLabels.choose(train.labels(), classes, labels / classes, seed)).toArray(int[][]::new);
        return kinds.entrySet().stream().map(kind -> judge(kind.getKey(), kind.getValue(), train, test, classes,
                chosen)).toList();
    }

    private static SemiSupervised judge(String name, UnaryOperator<Matrix> f, ImageSet train, ImageSet test,
            int classes, int[][] chosen) {
        Matrix unlabelled = f.apply(train.x().rows(0, Math.min(UNLABELLED, train.size())));
        Matrix minusMean = unlabelled.columnMeans().scale(-1);
        double s = Math.sqrt(unlabelled.plusRow(minusMean).sumOfSquares() / unlabelled.numRows());
        UnaryOperator<Matrix> scaled = x -> f.apply(x).plusRow(minusMean).divide(s);
        Matrix judged = scaled.apply(test.x());
        double[] errors = new double[chosen.length], lambdas = new double[chosen.length];
        for (int seed = 0; seed < chosen.length; seed++) {
            ImageSet few = train.select(chosen[seed]);
            Matrix x = scaled.apply(few.x());
            lambdas[seed] = PenaltySearch.crossValidated(x, few.labels(), classes, PARTS, GRID).lambda();
            errors[seed] = LogisticRegression.fit(x, few.labels(), classes, lambdas[seed])
                    .errorRate(judged, test.labels());
        }
        return new SemiSupervised(name, chosen[0].length, errors, lambdas);
    }

    /// The kinds that a discriminator is judged by: pixels, its hidden units, and those of one that learned nothing.
    public static Map<String, UnaryOperator<Matrix>> kinds(Discriminator trained, Discriminator untrained) {
        Map<String, UnaryOperator<Matrix>> kinds = new LinkedHashMap<>();
        kinds.put("pixels", x -> x);
        kinds.put("hidden units of D", x -> HiddenFeatures.of(trained.net(), x));
        kinds.put("the same, untrained", x -> HiddenFeatures.of(untrained.net(), x));
        return kinds;
    }

    @Override public String toString() {
        return String.format(Locale.ROOT, "%s, %d labels: %.2f ± %.2f %% wrong", features, labels, 100 * error().mean(),
                100 * error().std());
    }

    /// Fifty labelled digits, seen as 49 squares and as the sums of their rows and columns.
    public static void demo() {
        ImageSet train = SyntheticDigits.generate(400, 1), test = SyntheticDigits.generate(400, 2);
        Matrix squares = Matrix.zeros(784, 49), sums = Matrix.zeros(784, 56);
        for (int i = 0; i < 784; i++) {
            squares.set(i, i / 112 * 7 + i % 28 / 4, 1);
            sums.set(i, i / 28, 1);
            sums.set(i, 28 + i % 28, 1);
        }
        Map<String, UnaryOperator<Matrix>> kinds = new LinkedHashMap<>();
        kinds.put("squares of 4×4 pixels", x -> x.mult(squares));
        kinds.put("sums of rows and columns", x -> x.mult(sums));
        compare(kinds, train, test, 50, 2).forEach(System.out::println);
        System.out.println("The same labels, the same classifier: what differs is what it is shown of an image.");
    }
}
