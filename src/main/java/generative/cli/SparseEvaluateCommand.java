package generative.cli;

import generative.UserException;
import generative.data.TokenSet;
import generative.sparse.SequenceScore;
import generative.sparse.SparseTransformer;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How well a trained transformer predicts test sequences.
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Bits a byte (for images: bits per dimension) of validation and test sequences under a trained model.")
final class SparseEvaluateCommand implements Runnable {

    @Option(names = "--run", required = true, paramLabel = "FOLDER", description = "The folder that sparse train wrote.")
    private Path folder;

    @Option(names = "--sequences", paramLabel = "N", description = "Of each set, the first (default: all).")
    private Integer sequences;

    @Override public void run() {
        if (sequences != null && sequences < 1) throw new UserException("--sequences must be 1 or more, got " + sequences + ".");
        SparseOptions options = SparseOptions.load(folder);
        SequenceData data = options.load();
        SparseTransformer model = options.trained(folder, data).model();
        System.out.println(model);
        report("validation", model, data.validation(), options.batch());
        if (data.test() != data.validation()) report("test", model, data.test(), options.batch());
    }

    private void report(String name, SparseTransformer model, TokenSet set, int atOnce) {
        TokenSet judged = sequences == null ? set : set.rows(0, Math.min(sequences, set.size()));
        System.out.printf("%-11s %s%n", name + ":", SequenceScore.of(model, judged, atOnce));
    }
}
