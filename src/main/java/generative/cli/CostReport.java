package generative.cli;

import generative.data.AtomicFile;
import generative.math.MachinePeak;
import generative.sparse.Architecture;
import generative.sparse.CostModel;
import generative.sparse.CostModel.Work;
import generative.sparse.HeadPatterns;
import generative.sparse.MemoryCost;
import generative.sparse.ParameterCount;
import generative.sparse.Units;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// The tables of what a net costs.
final class CostReport {

    private static final int FLOAT = 4;

    private final Architecture net;
    private final CostModel kept, recomputed;
    private final Map<String, Long> csv = new LinkedHashMap<>();

    CostReport(Architecture net, int batch) {
        this.net = net;
        kept = new CostModel(net, batch, false, FLOAT);
        recomputed = kept.recomputing();
    }

    String parameters() {
        ParameterCount count = kept.parameters();
        StringBuilder text = new StringBuilder(net + "\n\n");
        count.parts().forEach((part, numbers) -> {
            text.append("%-22s %,14d%n".formatted(part, numbers));
            csv.put("parameters: " + part, numbers);
        });
        csv.put("parameters", count.total());
        return text.append("%-22s %,14d%n".formatted("parameters", count.total())).toString();
    }

    String memory() {
        List<MemoryCost> costs = List.of(kept.textbookMemory(), recomputed.textbookMemory(), kept.memory(), recomputed.memory());
        List<String> columns = List.of("textbook", "recomputed", "ours", "recomputed");
        StringBuilder text = new StringBuilder("%-26s %s%n".formatted("memory of a training step", columns.stream()
                .map("%12s"::formatted).collect(Collectors.joining())));
        Map<String, ToLongFunction<MemoryCost>> rows = new LinkedHashMap<>();
        rows.put("parameters", MemoryCost::parameters);
        rows.put("gradients", MemoryCost::gradients);
        rows.put("Adam", MemoryCost::adam);
        rows.put("activations", MemoryCost::activations);
        rows.put("attention probabilities", MemoryCost::probabilities);
        rows.put("together", MemoryCost::total);
        rows.forEach((name, bytes) -> text.append("%-26s %s%n".formatted(name, costs.stream()
                .map(cost -> "%12s".formatted(Units.bytes(bytes.applyAsLong(cost)))).collect(Collectors.joining()))));
        csv.put("bytes of a training step, textbook", costs.get(0).total());
        csv.put("bytes of a training step, textbook, recomputed", costs.get(1).total());
        csv.put("bytes of a training step, ours", costs.get(2).total());
        csv.put("bytes of a training step, ours, recomputed", costs.get(3).total());
        return text.toString();
    }

    /// Multiply-adds, and how long they take.
    String work(double gflops, boolean measured, long sequences) {
        CostModel dense = new CostModel(net.withPatterns(HeadPatterns.dense()), 1, false, FLOAT);
        StringBuilder text = new StringBuilder(row("10⁹ multiply-adds", "products", "attention", "dense attention"));
        text.append(row("one sequence forward", kept.forward(), dense.forward()));
        text.append(row("forward and backward", sum(kept), sum(dense)));
        csv.put("connections", kept.connections());
        csv.put("multiply-adds of a sequence forward", kept.forward().total());
        csv.put("multiply-adds of a step", kept.trainingStep().total());
        csv.put("multiply-adds of a step, recomputed", recomputed.trainingStep().total());
        text.append("%nAt %s GFLOP/s%s a step takes %s, or %s if it is recomputed.%n".formatted((gflops < 10 ? "%.3g" : "%.0f")
                .formatted(gflops),
                measured ? ", the peak of this machine with " + MachinePeak.threads() + " threads," : "",
                Units.time(kept.trainingStep().seconds(gflops)), Units.time(recomputed.trainingStep().seconds(gflops))));
        text.append("An epoch of %,d sequences of %,d tokens takes %s, or %s; real products stay below the peak.%n".formatted(
                sequences, net.positions(), Units.time(kept.secondsPerEpoch(gflops, sequences)),
                Units.time(recomputed.secondsPerEpoch(gflops, sequences))));
        return text.toString();
    }

    private static Work sum(CostModel cost) {
        Work forward = cost.forward(), backward = cost.backward();
        return new Work(forward.products() + backward.products(), forward.attention() + backward.attention());
    }

    private static String row(String name, Work work, Work dense) {
        return row(name, billions(work.products()), billions(work.attention()), billions(dense.attention()));
    }

    private static String row(String... cells) {
        return "%-26s %12s%12s%18s%n".formatted((Object[]) cells);
    }

    private static String billions(long multiplyAdds) {
        double number = multiplyAdds * 1e-9;
        return (number < .01 ? "%.2g" : number < 10 ? "%.3f" : "%,.1f").formatted(number);
    }

    void save(Path file) {
        String text = csv.entrySet().stream().map(entry -> "\"" + entry.getKey() + "\"," + entry.getValue() + "\n")
                .collect(Collectors.joining("", "what,number\n", ""));
        AtomicFile.write(file, to -> to.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
