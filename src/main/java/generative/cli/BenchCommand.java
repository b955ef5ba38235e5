package generative.cli;

import generative.UserException;
import generative.bench.BenchOptions;
import generative.bench.BenchServer;
import generative.bench.FirstStepRun;
import generative.bench.GrowthRun;
import generative.bench.MemoryRun;
import generative.bench.SpeedRun;
import generative.bench.Workloads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures the library's own classes, alone or in turns with another program.
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures how fast the library's classes are, alone or in turns with another program.")
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--against", paramLabel = "COMMAND",
            description = "A program that speaks the same line protocol, such as "
                    + "\"python3 src/bench/torch_bench.py --serve\".")
    private String against = "";

    @Option(names = "--only", defaultValue = "", paramLabel = "REGEX",
            description = "Measure the workloads alone in whose name this is found.")
    private String only;

    @Option(names = "--backends", split = ",", paramLabel = "NAME",
            description = "Ours that take part (default: those of vector, reference and opencl that run here; the reference "
                    + "leaves out what takes it longer than a second, unless --only names it).")
    private List<String> backends = List.of();

    @Option(names = "--threads", split = ",", paramLabel = "N",
            description = "Numbers of threads to try (default: all processors).")
    private List<Integer> threads = List.of(Runtime.getRuntime().availableProcessors());

    @Option(names = "--rounds", defaultValue = "5", paramLabel = "N",
            description = "Slots for each program and workload (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--budget", defaultValue = "0.6", paramLabel = "SECONDS",
            description = "Length of a slot (default: ${DEFAULT-VALUE}).")
    private double budget;

    @Option(names = "--warm-up", defaultValue = "2", paramLabel = "SECONDS",
            description = "How long a workload that is new to a process of ours runs unmeasured, until the JVM has compiled "
                    + "it (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(names = "--patience", defaultValue = "120", paramLabel = "SECONDS",
            description = "A program that does not answer for so long is killed (default: ${DEFAULT-VALUE}).")
    private double patience;

    @Option(names = "--out", defaultValue = "target/bench", paramLabel = "FOLDER",
            description = "Where numbers and charts go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @ArgGroup(exclusive = true)
    private Mode mode = new Mode();

    /// What to do instead of comparing speeds.
    static final class Mode {

        @Option(names = "--list", description = "Show the names of the workloads and end.")
        private boolean list;

        @Option(names = "--memory",
                description = "Measure instead the most memory that each workload takes, in fresh processes.")
        private boolean memory;

        @Option(names = "--first-step",
                description = "Measure instead how long a fresh JVM takes to the end of the first training step.")
        private boolean firstStep;

        @Option(names = "--growth",
                description = "Measure instead how the time grows with the size of a matrix, of a minibatch and of a sequence that "
                        + "attention looks at.")
        private boolean growth;

        @Option(names = "--serve",
                description = "Be a program for --against: print READY, then answer lines 'name threads seconds' with one "
                        + "line of JSON, {\"name\":…, \"threads\":…, \"min\":…, \"median\":…, \"n\":…, \"cpu\":…} or "
                        + "{\"name\":…, \"error\":…}.")
        private boolean serve;
    }

    @Override public Integer call() throws IOException {
        check();
        if (mode.list) Workloads.all().stream().flatMap(workload -> workload.peerNames().stream())
                .forEach(System.out::println);
        else if (mode.serve) new BenchServer(warmUp).serve(questions(), System.out);
        else if (mode.memory) new MemoryRun(options("vector"), System.out::println).run();
        else if (mode.firstStep) new FirstStepRun(options("vector"), System.out::println).run();
        else if (mode.growth) new GrowthRun(options("vector"), System.out::println).run();
        else new SpeedRun(options("vector", "reference", "opencl"), System.out::println).run();
        return 0;
    }

    private static BufferedReader questions() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    private BenchOptions options(String... usual) {
        return new BenchOptions(only, backends.isEmpty() ? List.of(usual) : backends, !backends.isEmpty(),
                List.of(Main.words(against)), threads, rounds, budget, warmUp,
                Duration.ofMillis((long) (1000 * patience)), out);
    }

    private void check() {
        require(rounds > 0, "--rounds must be 1 or more, got " + rounds);
        require(budget > 0, "--budget must be above 0, got " + budget);
        require(warmUp >= 0, "--warm-up must be 0 or more, got " + warmUp);
        require(patience > 0, "--patience must be above 0, got " + patience);
        for (int n : threads) require(n > 0, "--threads must be 1 or more, got " + n);
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) throw new UserException(complaint + ".");
    }
}
