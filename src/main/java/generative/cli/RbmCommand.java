package generative.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands about restricted Boltzmann machines.
@Command(name = "rbm", mixinStandardHelpOptions = true, subcommands = {RbmTrainCommand.class, RbmEvaluateCommand.class},
        description = "Restricted Boltzmann machines: train one on bits of images, and judge it.")
final class RbmCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
