package generative.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Unsupervised pre-training: train a deep classifier with or without it, find out whether it helps.
@Command(name = "pretrain", mixinStandardHelpOptions = true,
        description = "Deep nets whose layers learn one by one without labels, and then together with labels.",
        subcommands = {PretrainTrainCommand.class, PretrainCompareCommand.class})
final class PretrainCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
