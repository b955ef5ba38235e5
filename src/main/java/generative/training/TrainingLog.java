package generative.training;

import generative.UserException;
import generative.data.AtomicFile;
import generative.data.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The course of a training as a CSV file: a line of names, then a line of numbers each time something was logged.
///
/// The first column is the step. Kept in memory too, for charts. A resumed run cuts the file back to the step of its
/// checkpoint and goes on; the lines that stay are left as they were written.
public final class TrainingLog {

    private final Path file;
    private final Map<String, List<Double>> columns = new LinkedHashMap<>();
    private boolean continued;                                             // the columns are those of an old file

    /// In memory alone if `file` is null.
    private TrainingLog(Path file, long step) {
        this.file = file;
        if (file == null) return;
        String kept = step > 0 && Files.exists(file) ? load(step) : "";
        AtomicFile.write(file, out -> out.write(kept.getBytes(StandardCharsets.UTF_8)));
    }

    /// The numbers up to the step, and the lines that they stand in.
    private String load(long step) {
        try {
            String text = WholeFile.text(file);
            List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();      // whole lines alone
            if (lines.isEmpty()) return "";
            StringBuilder kept = new StringBuilder(lines.getFirst()).append('\n');
            String[] names = lines.getFirst().split(",", -1);
            if (!names[0].equals("step") || new HashSet<>(List.of(names)).size() < names.length)
                throw new IOException("its first line is no list of different names, step before all");
            continued = true;
            for (String name : names) columns.put(name, new ArrayList<>());
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                if (cells.length != names.length || Double.parseDouble(cells[0]) > step) break;
                for (int c = 0; c < names.length; c++) columns.get(names[c]).add(Double.parseDouble(cells[c]));
                kept.append(line).append('\n');
            }
            return kept.toString();
        } catch (IOException e) {
            throw cannotContinue(AtomicFile.reason(e), e);
        } catch (NumberFormatException e) {
            throw cannotContinue(e.getMessage(), e);
        }
    }

    private UserException cannotContinue(String why, Exception cause) {
        return new UserException("Cannot continue the log " + file + " (" + why + "); move it away and run again.", cause);
    }

    /// A log in `file`; what the file has up to `step` is kept, the rest is cut off.
    public static TrainingLog open(Path file, long step) {
        return new TrainingLog(file, step);
    }

    /// Adds a line, which has the same columns as the lines before it.
    public void add(long step, Map<String, Double> values) {
        boolean first = columns.isEmpty();
        if (!first && !(columns.size() == values.size() + 1 && columns.keySet().containsAll(values.keySet()))) {
            String what = "a line of " + values.keySet() + " does not fit into the columns " + columns.keySet();
            throw continued ? cannotContinue(what, null) : new IllegalArgumentException(what);
        }
        columns.computeIfAbsent("step", n -> new ArrayList<>()).add((double) step);
        values.forEach((name, value) -> columns.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
        if (file == null) return;
        try {
            String text = (first ? String.join(",", columns.keySet()) + "\n" : "") + line(size() - 1);
            Files.writeString(file, text, StandardOpenOption.APPEND);      // a log that vanished would be one without names
        } catch (IOException e) {
            throw new UserException("Cannot write the log " + file + " (" + AtomicFile.reason(e)
                    + "); make room or choose another folder, then go on with --resume.", e);
        }
    }

    private String line(int row) {
        List<String> cells = new ArrayList<>();
        for (List<Double> column : columns.values()) {
            double value = column.get(row);
            cells.add(value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value)
                    : String.format(Locale.ROOT, "%.6g", value));
        }
        return String.join(",", cells) + "\n";
    }

    /// The number of lines after the names.
    public int size() {
        return columns.isEmpty() ? 0 : columns.values().iterator().next().size();
    }

    /// One column, for a chart.
    public double[] column(String name) {
        List<Double> column = columns.get(name);
        if (column == null) throw new IllegalArgumentException("the log has no column " + name + ", only " + columns.keySet());
        return column.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override public String toString() {
        return "TrainingLog of " + size() + " lines " + columns.keySet();
    }
}
