package generative.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The maxout classifier: train, evaluate.
@Command(name = "maxout", mixinStandardHelpOptions = true,
        description = "The permutation-invariant maxout classifier of digits: train one, judge it.",
        subcommands = {MaxoutTrainCommand.class, MaxoutEvaluateCommand.class})
final class MaxoutCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
