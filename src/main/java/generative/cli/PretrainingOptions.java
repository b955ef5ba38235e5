package generative.cli;

import generative.data.Mnist;
import generative.pretraining.Recipe;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What both commands of pre-training ask: which images, and how their layers learn.
final class PretrainingOptions {

    @Mixin
    private DataOption data;

    @Option(names = "--images", paramLabel = "N",
            description = "Pretrain on the first N images alone, and take labels from them (default: all).")
    private Integer images;

    @Option(names = "--module", defaultValue = "RBM",
            description = "What teaches a layer: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Recipe.Kind module;

    @Option(names = "--epochs", defaultValue = "10", description = "Of each layer, without labels (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--rate", defaultValue = "0.1",
            description = "Learning rate of the layers at first (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--fine-tune-rate", defaultValue = "0.1", paramLabel = "RATE",
            description = "Learning rate of fine-tuning at first (default: ${DEFAULT-VALUE}).")
    private double fineTuneRate;

    DataOption.Name name() {
        return data.name();
    }

    Mnist load() {
        return data.loadFirst(images);
    }

    /// How each layer is pretrained; epochs and rate must be above 0.
    Recipe recipe() {
        return new Recipe(module, rate, epochs);
    }

    int epochs() {
        return epochs;
    }

    double rate() {
        return rate;
    }

    double fineTuneRate() {
        return fineTuneRate;
    }
}
