package generative.pretraining;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The results of an experiment so far, in a CSV file: a cell that is there need not be done again.
///
/// The first line says with which settings and data they were made; only the same settings may go on. Each further result
/// replaces the file as a whole, so that it is never half a line.
public final class FinishedCells {

    /// One training of the experiment.
    ///
    /// @param units      in each hidden layer
    /// @param depth      hidden layers
    /// @param labels     labelled images
    /// @param pretrained whether the layers begin with pretrained weights, or with random ones
    public record Cell(int units, int depth, int labels, boolean pretrained, long seed) {

        public Cell {
            if (units < 1 || depth < 1 || labels < 1)
                throw new IllegalArgumentException("a net needs 1 unit, 1 layer and 1 label or more: " + units + ", " + depth
                        + ", " + labels);
        }

        /// What the net begins with, in a word.
        public String start() {
            return pretrained ? "pretrained" : "random";
        }
    }

    /// What it came to.
    ///
    /// @param validationError the smallest share of wrong validation images at any look
    /// @param testError       the share of wrong test images with the parameters of that look
    /// @param trainingLoss    on labelled images, with these parameters, nats
    /// @param course          the share of wrong validation images at each look
    public record Result(Cell cell, double validationError, double testError, double trainingLoss, double[] course) { }

    private static final String NAMES = "units,depth,labels,start,seed,validation error,test error,training loss,course";

    private final Path file;
    private final String settings;
    private final List<Result> results = new ArrayList<>();

    private FinishedCells(Path file, String settings) {
        this.file = file;
        this.settings = "# " + settings;
    }

    /// Those in `file`, or none yet; in memory alone if it is null.
    ///
    /// @throws UserException if they were made with other settings, or are not to be understood
    public static FinishedCells open(Path file, String settings) {
        FinishedCells cells = new FinishedCells(file, settings);
        if (file != null && Files.exists(file)) cells.read();
        else if (file != null) AtomicFile.requireWritable(file);
        return cells;
    }

    private void read() {
        try {
            List<String> lines = WholeFile.text(file).lines().toList();
            if (lines.size() < 2 || !lines.get(0).startsWith("# ") || !lines.get(1).equals(NAMES))
                throw new IOException("its first lines are others");
            if (!lines.getFirst().equals(settings))
                throw new UserException("The results in " + file + " were made with \"" + lines.getFirst().substring(2)
                        + "\" where this run has \""
                        + settings.substring(2) + "\"; choose the same options as then, or another output folder.");
            for (String line : lines.subList(2, lines.size())) results.add(parse(line));
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException("Cannot understand the results " + file + " ("
                    + (e instanceof IOException io ? AtomicFile.reason(io) : e.getMessage())
                    + "); move the file away and run again.", e);
        }
    }

    private static Result parse(String line) {
        String[] c = line.split(",");
        if (c.length != 9 || !c[3].matches("pretrained|random")) throw new IllegalArgumentException("\"" + line + "\"");
        Cell cell = new Cell(Integer.parseInt(c[0]), Integer.parseInt(c[1]), Integer.parseInt(c[2]), c[3].equals("pretrained"),
                Long.parseLong(c[4]));
        return new Result(cell, Double.parseDouble(c[5]), Double.parseDouble(c[6]), Double.parseDouble(c[7]),
                Arrays.stream(c[8].split(" ")).mapToDouble(Double::parseDouble).toArray());
    }

    /// One more.
    public void add(Result result) {
        results.add(result);
        if (file == null) return;
        String text = settings + "\n" + NAMES + "\n" + results.stream().map(FinishedCells::line).collect(Collectors.joining());
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String line(Result r) {
        Cell c = r.cell;
        return String.format(Locale.ROOT, "%d,%d,%d,%s,%d,%.5f,%.5f,%.5g,%s%n", c.units, c.depth, c.labels, c.start(), c.seed,
                r.validationError, r.testError, r.trainingLoss,
                Arrays.stream(r.course).mapToObj(e -> String.format(Locale.ROOT, "%.5f", e)).collect(Collectors.joining(" ")));
    }

    public Optional<Result> find(Cell cell) {
        return results.stream().filter(result -> result.cell.equals(cell)).findFirst();
    }

    /// In the order in which they were finished.
    public List<Result> all() {
        return List.copyOf(results);
    }
}
