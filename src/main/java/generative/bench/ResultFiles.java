package generative.bench;

import generative.data.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Writes results into a folder: `bench.csv` with a line for every slot, and `bench.txt` with what the run said.
final class ResultFiles {

    private static final String HEAD =
            "workload,by,asked as,threads,round,median seconds,least seconds,steps,cpu,others,peak MB,flop,disturbed\n";

    private ResultFiles() { }

    static void save(List<Comparison> comparisons, List<String> text, Path folder) {
        StringBuilder csv = new StringBuilder(HEAD);
        for (Comparison comparison : comparisons)
            Stream.concat(comparison.ours().stream(), comparison.peer().stream()).forEach(track -> {
                for (int round = 0; round < track.slots().size(); round++) csv.append(line(comparison, track, round));
            });
        write(folder.resolve("bench.csv"), csv.toString());
        write(folder.resolve("bench.txt"), String.join("\n", text) + "\n");
    }

    private static String line(Comparison comparison, Track track, int round) {
        Reply.Slot slot = track.slots().get(round);
        return String.format(Locale.ROOT, "%s,%s,%s,%d,%d,%.9f,%.9f,%d,%.3f,%.3f,%.1f,%.0f,%s\n",
                comparison.workload().name(), track.entrant().name(), track.asked(), slot.threads(), round + 1,
                slot.median(), slot.min(), slot.n(), slot.cpu(), track.others(round), slot.peakMegabytes(),
                comparison.workload().flop(), track.disturbed(round) ? "yes" : "no");
    }

    static void write(Path file, String text) {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
