package generative.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Image GPT: train one, judge it, sample from it, complete images with it, and see what its features are worth.
@Command(name = "imagegpt", mixinStandardHelpOptions = true,
        description = "Transformers that learn images pixel by pixel, without labels, and what else they are good for.",
        subcommands = {ImageGptTrainCommand.class, ImageGptEvaluateCommand.class, ImageGptSampleCommand.class,
                ImageGptCompleteCommand.class, ImageGptCompareCommand.class, ImageGptProbeCommand.class,
                ImageGptFineTuneCommand.class, ImageGptLowDataCommand.class, ImageGptStudyCommand.class,
                ImageGptSizesCommand.class, ImageGptVqVaeCommand.class})
final class ImageGptCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
