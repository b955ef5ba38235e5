package generative.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Sparse Transformers: what they cost.
@Command(name = "sparse", mixinStandardHelpOptions = true,
        description = "Transformers whose positions look at a few others each.",
        subcommands = {SparseTrainCommand.class, SparseEvaluateCommand.class, SparseSampleCommand.class, SparseCompleteCommand.class,
                SparseCompareCommand.class, SparseCostCommand.class})
final class SparseCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
