package generative.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Sparse Transformers: train one, judge it, sample from it, see where it looks and what it costs.
@Command(name = "sparse", mixinStandardHelpOptions = true,
        description = "Transformers that predict bytes, each position looking at all earlier ones or at a few.",
        subcommands = {SparseTrainCommand.class, SparseEvaluateCommand.class, SparseSampleCommand.class, SparseCompleteCommand.class,
                SparseAttentionCommand.class, SparseCompareCommand.class, SparseCostCommand.class})
final class SparseCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
