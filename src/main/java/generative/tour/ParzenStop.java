package generative.tour;

import generative.data.SyntheticDigits;
import generative.evaluation.KMeans;
import generative.evaluation.ParzenProtocol;
import generative.evaluation.ParzenStudy;
import generative.gan.AdversarialPictures;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.plot.ImageGrid;
import generative.plot.LineChart;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// The judge judged: what a Parzen log-likelihood says when the samples are real images, averages, or from a perfect model.
final class ParzenStop implements Stop {

    private static final int[] COUNTS = {10, 30, 100, 300, 1_000, 3_000};
    private static final int[] DIMENSIONS = {1, 2, 4, 8, 16, 32, 64, 128};

    @Override public String name() {
        return "parzen";
    }

    @Override public void visit(Page page, long seed, boolean quick) {
        int most = quick ? 300 : 3_000, judged = quick ? 200 : 1_000;
        System.out.println("parzen: judging real images, centroids and a perfect model");
        Matrix pool = SyntheticDigits.generate(most, seed).x();
        Matrix validation = SyntheticDigits.generate(judged, seed + 1).x(), test = SyntheticDigits.generate(judged, seed + 2).x();
        int[] counts = Arrays.stream(COUNTS).filter(n -> n <= most).toArray();
        List<ParzenProtocol> byCount = ParzenStudy.againstCount(pool, validation, test, counts);
        List<ParzenProtocol> bySeed = ParzenStudy.overSeeds(s -> SyntheticDigits.generate(most / 3, s).x(), validation, test,
                LongStream.rangeClosed(seed + 3, seed + 7).toArray());
        Matrix centroids = KMeans.fit(pool, most / 3, 10, Randoms.of(seed, 11)).centroids();
        List<ParzenProtocol> rows = List.of(
                ParzenProtocol.follow(most + " real images", pool, validation, test),
                ParzenProtocol.follow(most / 3 + " real images", pool.rows(0, most / 3), validation, test),
                ParzenProtocol.follow(most / 3 + " averages of them", centroids, validation, test));
        List<ParzenStudy.Dimension> dimensions = ParzenStudy.inDimensions(judged, seed, DIMENSIONS);

        page.section("parzen", "The Parzen window, honestly",
                "A generator has no formula for the probability of an image, so it is judged by a density "
                        + "put around its samples. Here the judge is judged: by samples whose worth is known. Goodfellow et al., 2014; "
                        + "Theis et al., A Note on the Evaluation of Generative Models, 2016.")
                .table("Mean log-likelihood of test digits in nats", List.of("samples", "σ", "mean", "± standard error"),
                        rows.stream().map(Cells::of).toList())
                .paragraph("No model can be better than real images; yet averages of them, found by k-means, score higher. "
                        + "The judge likes blurred samples near everything better than sharp ones.")
                .picture("parzen-averages.png", new ImageGrid(centroids.rows(0, 30), 28, 28).columns(10).scale(2)
                        .picture("Thirty averages of digits"), "The averages: some are images, some are several laid over one another.")
                .picture("parzen-sigma.png", AdversarialPictures.likelihoodAgainstSigma(rows),
                "All three peak at the same width here. Away from it the number falls by hundreds of nats, with the samples as they were.")
                .picture("parzen-count.png", new LineChart("More samples, a higher estimate", "number of real images used as samples",
                "mean log-likelihood, nats")
                                .line("real images", doubles(counts), means(byCount)).logX()
                                .picture("The Parzen log-likelihood of test digits against the number of real images used as samples"),
                        "All of these are perfect samples. The curve has not settled at the right end: a number means nothing without the "
                        + "number of samples.")
                .table("The same model, other seeds: " + most / 3 + " fresh real images each",
                List.of("samples of", "σ", "mean", "± standard error"),
                        bySeed.stream().map(Cells::of).toList())
                .picture("parzen-dimension.png", new LineChart("A perfect model in more and more dimensions", "dimension d",
                "nats for each dimension")
                                .line("estimate", doubles(DIMENSIONS),
                                dimensions.stream().mapToDouble(ParzenStudy.Dimension::estimated).toArray()).logX()
                                .level("truth, −½ ln(2πe)", dimensions.getFirst().truth())
                                .picture("The Parzen estimate for a perfect model of a normal distribution against the dimension, falling "
                                + "away from the truth"),
                        "Data and samples come from the very same normal distribution, so any distance from the dashed line is the "
                        + "judge's fault.");
    }

    private static double[] doubles(int[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }

    private static double[] means(List<ParzenProtocol> rows) {
        return rows.stream().mapToDouble(row -> row.test().mean()).toArray();
    }
}
