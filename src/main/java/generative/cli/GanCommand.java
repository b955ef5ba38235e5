package generative.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The adversarial nets: train, evaluate, sample.
@Command(name = "gan", mixinStandardHelpOptions = true,
        description = "Adversarial nets: train one, judge it by the Parzen window, draw samples from it.",
        subcommands = {GanTrainCommand.class, GanEvaluateCommand.class, GanSampleCommand.class,
                GanConditionalCommand.class, GanInpaintCommand.class, GanCompareCommand.class,
                GanInferCommand.class, GanFeaturesCommand.class, GanFacesCommand.class, GanCifarCommand.class})
final class GanCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
