package generative.cli;

import generative.data.Mnist;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Judges a trained classifier on the test images.
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "The test error of a trained maxout classifier, and pictures of its mistakes and its filters.")
final class MaxoutEvaluateCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER",
            description = "The folder that maxout train wrote.")
    private Path folder;

    @Override public void run() {
        MaxoutRun run = MaxoutRun.load(folder);
        Mnist digits = DataOption.load(run.data());
        new MaxoutReport(run.trained(folder, digits), digits, folder).write(run.size().units);
    }
}
