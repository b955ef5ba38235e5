package generative.bench;

import generative.data.JsonLine;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a server answers to one question: either what it measured in its slot of time, or why it did not.
public sealed interface Reply {

    /// @param workload      which work was measured
    /// @param threads       by how many threads
    /// @param min           the least time of a step, in seconds
    /// @param median        the median time of a step, in seconds
    /// @param n             steps measured
    /// @param cpu           the process's own CPU seconds for each second of the slot: `threads` if all of them worked
    ///                      undisturbed
    /// @param peakMegabytes the most memory the process has had so far (resident); NaN if unknown
    /// @param flop          floating-point operations of a step; 0 if not counted
    record Slot(String workload, int threads, double min, double median, long n, double cpu, double peakMegabytes,
            double flop)
            implements Reply {

        @Override public String line() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", workload);
            fields.put("threads", threads);
            fields.put("min", min);
            fields.put("median", median);
            fields.put("n", n);
            fields.put("cpu", cpu);
            fields.put("rss_mb", peakMegabytes);
            fields.put("flop", flop);
            return JsonLine.write(fields);
        }
    }

    /// @param workload what was asked for
    /// @param error    why there is no time for it
    record Refusal(String workload, String error) implements Reply {

        @Override public String line() {
            return JsonLine.write(Map.of("name", workload, "error", error));
        }
    }

    /// As it goes through the pipe: one line of JSON.
    String line();

    /// @throws IOException if the line is no answer, saying why in a few words
    static Reply read(String line) throws IOException {
        Map<String, Object> fields = JsonLine.read(line);
        if (!(fields.get("name") instanceof String name)) throw new IOException("it has no \"name\"");
        if (fields.get("error") instanceof String error) return new Refusal(name, error);
        double median = number(fields, "median");
        if (!(median > 0 && median < Double.POSITIVE_INFINITY)) throw new IOException("its \"median\" is no time");
        return new Slot(name, (int) number(fields, "threads"), number(fields, "min"), median,
                (long) number(fields, "n"), number(fields, "cpu"),
                fields.containsKey("rss_mb") ? number(fields, "rss_mb") : Double.NaN,
                fields.containsKey("flop") ? number(fields, "flop") : 0);
    }

    private static double number(Map<String, Object> fields, String name) throws IOException {
        if (fields.get(name) instanceof Double number) return number;
        throw new IOException("it has no number \"" + name + "\"");
    }
}
