package generative.sparse;

import java.util.List;

/// What the attention probabilities of a dense transformer take: the table with which its authors made the case for sparse ones.
///
/// ```
/// stored       64 layers × 4 heads × N² × 4 bytes       for the way back through all layers
/// recomputed    1 layer  × 4 heads × N² × 4 bytes       if each layer is run forward again when its turn comes
/// ```
/// The table's own figures are these with two or three digits, cut off or rounded; a gigabyte is 10⁹ bytes.
///
/// Source: OpenAI, *Generative Modeling with Sparse Transformers* (blog, April 2019), of which the report shows the table.
public final class MemoryTable {

    public static final int LAYERS = 64, HEADS = 4;

    /// @param input      a kind of data
    /// @param N          how long a sequence of it is
    /// @param stored     as the table has it
    /// @param recomputed as the table has it
    public record Row(String input, int N, String stored, String recomputed) {

        /// Bytes by the formula, with all layers' probabilities kept.
        public long storedBytes() {
            return bytes(LAYERS, HEADS, N);
        }

        /// Bytes by the formula, with those of one layer.
        public long recomputedBytes() {
            return bytes(1, HEADS, N);
        }
    }

    public static final List<Row> ROWS = List.of(
            new Row("text", 1024, "1.0 GB", "16 MB"),
            new Row("CIFAR image, 32×32×3", 3072, "9.6 GB", "151 MB"),
            new Row("ImageNet image, 64×64×3", 12288, "154 GB", "2.4 GB"),
            new Row("2 s of sound, 12 kHz", 24000, "590 GB", "9.2 GB"));

    private MemoryTable() { }

    /// Of float probabilities: layers · heads · N² · 4.
    public static long bytes(int layers, int heads, long N) {
        return Math.multiplyExact(4L * layers * heads, Math.multiplyExact(N, N));
    }

    /// The table as text, its figures beside the formula's.
    public static String text() {
        StringBuilder text = new StringBuilder("%-24s %7s   %10s %10s   %10s %10s%n".formatted("input", "N", "stored",
                "formula", "recomputed", "formula"));
        for (Row row : ROWS) text.append("%-24s %,7d   %10s %10s   %10s %10s%n".formatted(row.input, row.N, row.stored,
                Units.bytes(row.storedBytes()), row.recomputed, Units.bytes(row.recomputedBytes())));
        return text.toString();
    }
}
