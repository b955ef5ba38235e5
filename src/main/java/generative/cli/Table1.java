package generative.cli;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.WholeFile;
import generative.evaluation.ParzenProtocol;
import generative.plot.BarChart;
import generative.plot.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is known of the table so far, kept as a file with one line a row, so that a command that is run again need not judge again.
final class Table1 {

    private static final String HEAD = "row,mean nats,standard error,sigma,test images,samples";

    /// @param mean          nats
    /// @param standardError over the test images
    /// @param sigma         of the window
    /// @param images        in the test
    /// @param samples       in the window
    record Verdict(double mean, double standardError, double sigma, int images, int samples) {

        static Verdict of(ParzenProtocol protocol, int samples) {
            return new Verdict(protocol.test().mean(), protocol.test().standardError(), protocol.test().sigma(), protocol.test().n(),
                    samples);
        }

        String cell() {
            return String.format(Locale.ROOT, "%.1f ± %.1f", mean, standardError);
        }
    }

    private final Path file;
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

    /// What the file says, if it is there.
    Table1(Path file) {
        this.file = file;
        if (!Files.exists(file)) return;
        try {
            List<String> lines = WholeFile.text(file).lines().toList();
            if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) throw new IllegalArgumentException("its first line is no head of a "
                    + "table");
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",");
                verdicts.put(cells[0], new Verdict(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]), Double.parseDouble(cells[3]),
                        Integer.parseInt(cells[4]), Integer.parseInt(cells[5])));
            }
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new UserException("Cannot understand " + file + " ("
                    + (e instanceof IOException io ? AtomicFile.reason(io) : e.getMessage())
                    + "); remove it, and the rows are judged again.", e);
        }
    }

    boolean has(String title) {
        return verdicts.containsKey(title);
    }

    void put(String title, Verdict verdict) {
        verdicts.put(title, verdict);
        StringBuilder csv = new StringBuilder(HEAD).append('\n');
        verdicts.forEach((name, v) -> csv.append(String.format(Locale.ROOT, "%s,%.3f,%.3f,%.5f,%d,%d%n", name, v.mean, v.standardError,
                v.sigma,
                v.images, v.samples)));
        AtomicFile.write(file, out -> out.write(csv.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /// All rows with the paper's beside them; rows that the paper does not have come last.
    String text(List<TableRow> rows) {
        StringBuilder text = new StringBuilder("Mean log-likelihood of test images by the Parzen window ± standard error, nats\n");
        line(text, "samples of", "ours", "the paper", "σ");
        for (TableRow row : rows) {
            Verdict v = verdicts.get(row.title());
            line(text, row.title(), v == null ? "" : v.cell(), row.paper(), v == null ? "" : String.format(Locale.ROOT, "%.3f", v.sigma));
        }
        verdicts.forEach((title, v) -> {
            if (rows.stream().noneMatch(row -> row.title().equals(title)))
                line(text, title, v.cell(), "", String.format(Locale.ROOT, "%.3f", v.sigma));
        });
        return text.append("The paper's figures are of Goodfellow et al. (2014), Table 1.").toString();
    }

    private static void line(StringBuilder text, String name, String ours, String paper, String sigma) {
        text.append(String.format(Locale.ROOT, "%-28s %-15s %-11s %s", name, ours, paper, sigma).stripTrailing()).append('\n');
    }

    /// Ours and the paper's side by side.
    Picture chart(List<TableRow> rows) {
        BarChart chart = new BarChart("Table 1, ours and the paper's", "mean nats");
        List<String> shown = new ArrayList<>();
        for (TableRow row : rows) {
            Verdict v = verdicts.get(row.title());
            if (v == null) continue;
            String[] paper = row.paper().split(" ± ");
            chart.bar(row.title(), v.mean, v.standardError).bar(row.title() + ", paper", Double.parseDouble(paper[0]),
                    Double.parseDouble(paper[1]));
            shown.add(row.title());
        }
        verdicts.forEach((title, v) -> {
            if (rows.stream().noneMatch(row -> row.title().equals(title))) chart.bar(title, v.mean, v.standardError);
        });
        return chart.picture("Parzen log-likelihoods of " + String.join(", ", shown) + ", ours beside the paper's, and of sanity rows");
    }
}
