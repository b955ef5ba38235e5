package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.pretraining.AnnealedImportanceSampling;
import generative.pretraining.CoderPictures;
import generative.pretraining.PartitionFunction;
import generative.pretraining.Rbm;
import generative.pretraining.RbmPictures;
import generative.training.Progress;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The log-likelihood of test images under a trained machine, by annealed importance sampling.
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "The mean log-likelihood of bits of all test images under a trained machine, and pictures of its chains.")
final class RbmEvaluateCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that rbm train wrote.")
    private Path folder;

    @Option(names = "--runs", defaultValue = "100",
            description = "Of annealed importance sampling (default: ${DEFAULT-VALUE}, as published).")
    private int runs;

    @Option(names = "--steps", paramLabel = "STEPS",
            description = "Equal steps of each run (default: the 14,500 unequal ones as published).")
    private Integer steps;

    @Option(names = "--seed", defaultValue = "2", description = "Of the runs and chains (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override public void run() {
        if (runs < 2 || steps != null && steps < 1) throw new UserException("--runs must be 2 or more, --steps 1 or more.");
        RbmRun run = RbmRun.load(folder);
        Mnist digits = DataOption.load(run.data());
        Rbm rbm = (Rbm) run.trained(folder, digits).module().coder();
        double[] schedule = steps == null ? AnnealedImportanceSampling.publishedSchedule() : AnnealedImportanceSampling.evenSchedule(steps);
        AnnealedImportanceSampling ais;
        try (Progress progress = Progress.of("annealing", "steps", 0, schedule.length - 1)) {
            ais = AnnealedImportanceSampling.of(rbm, digits.train().x().columnMeans(), schedule, runs, Randoms.of(seed, 1),
                    step -> progress.update(step, ""));
        }
        System.out.println(ais);
        if (rbm.hidden() <= PartitionFunction.MOST_UNITS)
            System.out.printf("by going through all states: ln Z = %.3f%n", PartitionFunction.exact(rbm));
        report("training", rbm, digits.train().x(), ais);
        report("validation", rbm, digits.validation().x(), ais);
        report("test", rbm, digits.test().x(), ais);

        int h = digits.train().height(), w = digits.train().width();
        Matrix starts = digits.test().x().rows(0, Math.min(8, digits.test().size()));
        RbmPictures.chains(rbm, starts, new int[] {1, 2, 5, 10, 50, 200, 1000}, h, w, Randoms.of(seed, 2))
                .save(folder.resolve("chains.png"));
        CoderPictures.filters(rbm, 100, h, w).save(folder.resolve("filters.png"));
        System.out.println("chains.png and filters.png are in " + folder + ".");
    }

    private static void report(String name, Rbm rbm, Matrix images, AnnealedImportanceSampling ais) {
        System.out.printf("%-10s images: mean ln p = %.2f nats, ± %.2f from ln Z (%,d images, bits drawn once)%n", name,
                PartitionFunction.meanLogLikelihood(rbm, RbmRun.bits(images), ais.logZ()), ais.error(), images.numRows());
    }
}
