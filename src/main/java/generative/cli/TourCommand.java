package generative.cli;

import generative.UserException;
import generative.tour.Stop;
import generative.tour.Tour;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the tour: each chapter on built-in data, with its pictures on one page.
@Command(name = "tour", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains a small model of each chapter on built-in data and shows it on a page; needs no file and no network.")
final class TourCommand implements Runnable {

    /// What `--help` lists.
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(Tour.stops().stream().map(Stop::name).toList());
        }
    }

    @Option(names = "--only", split = ",", paramLabel = "STOP", completionCandidates = Names.class,
            description = "Run these stops alone (there are: ${COMPLETION-CANDIDATES}).")
    private List<String> only = List.of();

    @Option(names = "--out", defaultValue = "target/tour", paramLabel = "FOLDER",
            description = "Where the page goes (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--quick",
            description = "Make a tenth of the steps: the pictures are all there, the models have learned little.")
    private boolean quick;

    @Option(names = "--show", description = "Open the pictures in windows too, where there is a display.")
    private boolean show;

    @Override public void run() {
        List<String> names = new Names();
        for (String name : only)
            if (!names.contains(name))
                throw new UserException("There is no stop " + name + " on the tour; choose from " + String.join(", ", names) + ".");
        new Tour(out, seed, quick, show).run(only.isEmpty() ? names : only);
    }
}
