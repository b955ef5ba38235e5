package generative.cli;

import generative.ReaderFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Damaged files of those that commands keep in a run's folder.
@Tag("fuzz")
final class RunFilesFuzzTest {

    static Stream<ReaderFuzz> readers() {
        return Stream.of(gan(), rbm(), maxout(), options(), table());
    }

    @ParameterizedTest
    @MethodSource("readers")
    void whateverStandsInAFileItIsReadOrRefused(ReaderFuzz reader) throws Exception {
        reader.run();
    }

    private static ReaderFuzz runFile(String name, Consumer<Path> save, ReaderFuzz.Reader load) {
        try {
            Path folder = Files.createTempDirectory("run"), file = folder.resolve("run.properties");
            save.accept(folder);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(folder);
            return new ReaderFuzz(name, "run.properties", any -> load.read(any.getParent())).file(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ReaderFuzz gan() {
        GanRun run = new GanRun(DataOption.Name.SYNTHETIC, GanRun.Size.SMALL,
                generative.gan.AdversarialSettings.Update.values()[0], 1,
                generative.gan.GeneratorLoss.values()[0], generative.gan.Noise.UNIFORM, true, .1, 1.0001, 2, 4, 7);
        return runFile("run of gan train", run::save, folder -> GanRun.load(folder).settings(10_000));
    }

    private static ReaderFuzz rbm() {
        RbmRun run = new RbmRun(DataOption.Name.MNIST, 50, 1, 0, .1, .9, 1e-4, 3, 5, 7);
        return runFile("run of rbm train", run::save, RbmRun::load);
    }

    private static ReaderFuzz maxout() {
        MaxoutRun run = new MaxoutRun(DataOption.Name.MNIST, MaxoutRun.Size.values()[0], 3, 2, 50, .1, 7);
        return runFile("run of maxout train", run::save, MaxoutRun::load);
    }

    /// Options of each kind there is.
    private static final class Options {

        enum Pattern { DENSE, STRIDED }

        @Option(names = "--pattern", defaultValue = "strided")
        private Pattern pattern;

        @Option(names = "--text")
        private Path text;

        @Option(names = "--l")
        private Integer l;

        @Option(names = {"-r", "--rate"}, defaultValue = "0.5")
        private double rate;

        @Option(names = "--recompute")
        private boolean recompute;
    }

    private static ReaderFuzz options() {
        Options options = new Options();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs("--text=a/b.txt", "--l=16", "--recompute");
        return runFile("run with options", folder -> SavedOptions.save(folder, "sparse train", options, Map.of("l", "8")),
                folder -> SavedOptions.load(folder, "sparse train", new Options()));
    }

    private static ReaderFuzz table() {
        return new ReaderFuzz("table 1", "table1.csv", file -> {
            Table1 table = new Table1(file);
            return table.text(TableRow.all(DataOption.Name.SYNTHETIC, true, 1));
        }).file("""
                row,mean nats,standard error,sigma,test images,samples
                Adversarial nets,225.000,2.000,0.20000,10000,10000
                DBN,138.000,NaN,0.20000,10000,10000
                """.getBytes(StandardCharsets.UTF_8));
    }
}
