package generative.cli;

import generative.data.AtomicFile;
import generative.plot.LineChart;
import generative.sparse.AttentionMemory;
import generative.sparse.AttentionPattern;
import generative.sparse.MemoryTable;
import generative.sparse.Units;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// What one layer of attention holds between forward and backward, measured at growing lengths beside the formulas.
final class MeasuredMemory {

    private static final double SHARE = .6;                                // of Java's memory that one measurement may take
    private static final int MATRICES_ON_THE_WAY = 5;                      // N×N, of one head, beside what the textbook keeps

    /// @param textbook measured bytes; NaN where it was not measured
    private record Row(int N, double textbook, double ours) { }

    private final AttentionMemory memory;
    private final List<Integer> lengths;
    private final int textbookUpTo;
    private final List<Row> rows = new ArrayList<>();

    MeasuredMemory(AttentionMemory memory, List<Integer> lengths, int textbookUpTo) {
        this.memory = memory;
        this.lengths = lengths.stream().sorted().distinct().toList();
        this.textbookUpTo = textbookUpTo;
    }

    /// Whether so many bytes can be taken.
    static boolean fits(double bytes) {
        return bytes < SHARE * Runtime.getRuntime().maxMemory();
    }

    void run(Consumer<String> out) {
        out.accept("One layer of " + memory.heads() + " heads of " + memory.headWidth()
                + " between forward and backward: heap after a collection, less that before");
        out.accept("%9s   %12s %12s   %12s %12s   %s".formatted("N", "textbook", "formula", "ours", "formula",
                "textbook ÷ ours"));
        for (int N : lengths) {
            boolean both = N <= textbookUpTo && fits(memory.textbook(N) + 4.0 * MATRICES_ON_THE_WAY * N * N);
            Row row = new Row(N, both ? memory.measureTextbook(AttentionPattern.dense(), N) : Double.NaN,
                    memory.measureOurs(strided(N), N));
            rows.add(row);
            out.accept("%,9d   %12s %12s   %12s %12s   %,.1f".formatted(N, both ? Units.bytes(row.textbook) : "–",
                    Units.bytes(memory.textbook(N)), Units.bytes(row.ours), Units.bytes(memory.ours(N)),
                    (double) memory.textbook(N) / memory.ours(N)));
        }
        out.accept("");
    }

    /// Window and every l-th, l ≈ √N, in every head.
    private static AttentionPattern strided(int N) {
        int l = (int) Math.max(1, Math.round(Math.sqrt(N)));
        return AttentionPattern.merged(AttentionPattern.local(l), AttentionPattern.everyLth(l));
    }

    void save(Path folder) {
        StringBuilder csv = new StringBuilder("N,textbook bytes,textbook formula,our bytes,our formula\n");
        for (Row row : rows)
            csv.append(String.format(Locale.ROOT, "%d,%.0f,%d,%.0f,%d%n", row.N, row.textbook, memory.textbook(row.N), row.ours,
                    memory.ours(row.N)));
        AtomicFile.write(folder.resolve("memory.csv"), to -> to.write(csv.toString().getBytes(StandardCharsets.UTF_8)));
        chart().save(folder.resolve("memory.png"));
    }

    private generative.plot.Picture chart() {
        double layers = MemoryTable.LAYERS;
        String title = "Attention between forward and backward, %d layers, %d heads".formatted(MemoryTable.LAYERS,
                memory.heads());
        return new LineChart(title, "positions N", "GB").logX().logY()
                .line("textbook", x(), y(row -> layers * memory.textbook(row.N)))
                .points("textbook", x(), y(row -> layers * row.textbook))
                .line("textbook, recomputed", x(), y(row -> memory.textbook(row.N)))
                .points("textbook, recomputed", x(), y(Row::textbook))
                .line("ours", x(), y(row -> layers * memory.ours(row.N))).points("ours", x(), y(row -> layers * row.ours))
                .line("ours, recomputed", x(), y(row -> memory.ours(row.N))).points("ours, recomputed", x(), y(Row::ours))
                .picture("What attention holds in memory against the number of positions, both on logarithmic axes: with all "
                        + "probabilities it grows as the square, without them in proportion; lines are formulas, dots measured");
    }

    private double[] x() {
        return rows.stream().mapToDouble(Row::N).toArray();
    }

    private double[] y(ToDoubleFunction<Row> bytes) {
        return rows.stream().mapToDouble(row -> bytes.applyAsDouble(row) * 1e-9).toArray();
    }
}
