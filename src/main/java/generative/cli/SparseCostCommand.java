package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.math.Backend;
import generative.math.MachinePeak;
import generative.sparse.Architecture;
import generative.sparse.AttentionMemory;
import generative.sparse.MemoryTable;
import generative.sparse.Units;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Tells what a Sparse Transformer costs before anybody builds it, and measures what attention holds in memory.
@Command(name = "cost", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Parameters, multiply-adds, memory and time of a Sparse Transformer, and the memory that attention "
                + "really takes here.")
final class SparseCostCommand implements Runnable {

    @Mixin
    private ArchitectureOptions sizes;

    @Option(names = "--batch", defaultValue = "1", paramLabel = "SEQUENCES",
            description = "Of a training step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--sequences", paramLabel = "NUMBER",
            description = "Of an epoch (default: 48,000 images of CIFAR-10, 90 million bytes of enwik8, 1,281,167 images of "
                    + "ImageNet).")
    private Long sequences;

    @Option(names = "--gflops", paramLabel = "NUMBER",
            description = "The machine's 10⁹ floating-point operations a second (default: this machine's peak, measured; 100 "
                    + "where it cannot be).")
    private Double gflops;

    @Option(names = "--sizes", split = ",", defaultValue = "1024,2048,4096,8192,16384", paramLabel = "N",
            description = "Numbers of positions at which the memory of attention is measured (default: ${DEFAULT-VALUE}).")
    private List<Integer> lengths;

    @Option(names = "--textbook-up-to", defaultValue = "4096", paramLabel = "N",
            description = "The most positions at which the attention is measured too that keeps all N×N probabilities "
                    + "(default: ${DEFAULT-VALUE}).")
    private int textbookUpTo;

    @Option(names = "--out", defaultValue = "runs/sparse-cost", paramLabel = "FOLDER",
            description = "Where tables and chart go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Override public void run() {
        check();
        Architecture net = sizes.architecture();
        CostReport report = new CostReport(net, batch);
        AtomicFile.requireWritable(out.resolve("cost.csv"));
        System.out.println(Backend.current().describe());
        System.out.println();
        System.out.println(report.parameters());
        System.out.println(report.memory());
        boolean measure = gflops == null && MachinePeak.available();
        System.out.println(report.work(measure ? peak() : gflops == null ? 100 : gflops, measure, epoch()));
        report.save(out.resolve("cost.csv"));

        System.out.println("Attention probabilities of " + MemoryTable.LAYERS + " layers of " + MemoryTable.HEADS
                + " dense heads in float: the published table beside its formula");
        System.out.println(MemoryTable.text());
        MeasuredMemory measured = new MeasuredMemory(new AttentionMemory(MemoryTable.HEADS, 64), lengths, textbookUpTo);
        measured.run(System.out::println);
        measured.save(out);
        System.out.println("cost.csv, memory.csv and memory.png are in " + out + ".");
    }

    private void check() {
        require(batch > 0, "--batch must be 1 or more, got " + batch);
        require(sequences == null || sequences > 0, "--sequences must be 1 or more, got " + sequences);
        require(gflops == null || gflops > 0, "--gflops must be above 0, got " + gflops);
        for (int N : lengths) {
            require(N > 0, "--sizes must be 1 or more, got " + N);
            require(MeasuredMemory.fits(new AttentionMemory(MemoryTable.HEADS, 64).ours(N)), "Attention over " + N
                    + " positions does not fit into the memory that Java may take, "
                    + Units.bytes(Runtime.getRuntime().maxMemory()) + "; choose smaller --sizes");
        }
        require(textbookUpTo >= 0, "--textbook-up-to must be 0 or more, got " + textbookUpTo);
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) throw new UserException(complaint + ".");
    }

    private long epoch() {
        return sequences != null ? sequences : switch (sizes.published()) {
            case CIFAR10 -> 48_000;
            case ENWIK8 -> 90_000_000 / Architecture.ENWIK8.positions();
            case IMAGENET64 -> 1_281_167;                                  // the training images of ILSVRC 2012
        };
    }

    /// In 10⁹ operations a second, from the best moment of a second and of fifty runs: the first are not compiled yet.
    private static double peak() {
        MachinePeak peak = new MachinePeak();
        double best = Double.POSITIVE_INFINITY;
        long begin = System.nanoTime();
        for (int run = 0; run < 50 || System.nanoTime() - begin < 1_000_000_000L; run++) {
            long start = System.nanoTime();
            peak.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return peak.flop() / best;
    }
}
