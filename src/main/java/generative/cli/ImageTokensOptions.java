package generative.cli;

import generative.UserException;
import generative.data.Cifar;
import generative.data.ImageSet;
import generative.data.Mnist;
import generative.imagegpt.ColourPalette;
import generative.imagegpt.ImageTokens;
import generative.math.Randoms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/// The options that say which images become which tokens.
final class ImageTokensOptions {

    static final String PALETTE = "palette.safetensors", NAMES = "synthetic (built-in digits), mnist, fashion-mnist or cifar";
    private static final int ROUNDS = 10, CIFAR_VALIDATION = 1000;

    @Option(names = "--data", defaultValue = "synthetic", paramLabel = "NAME", description = NAMES + " (default: ${DEFAULT-VALUE}).")
    private String data;

    @Option(names = "--halved", description = "Images of half the height and width: a quarter of the sequence.")
    private boolean halved;

    @Option(names = "--images", paramLabel = "N", description = "Training images, the first (default: all).")
    private Integer images;

    @Option(names = "--colours", paramLabel = "K", description = "Of the palette (default: 16 for grey images, 512 for coloured ones).")
    private Integer colours;

    @Option(names = "--palette", paramLabel = "FILE",
            description = "A palette that was made before, or what imagegpt vqvae made (default: a palette is made of the training images).")
    private Path palette;

    String dataName() {
        return data + (halved ? "-halved" : "");
    }

    /// Reads or makes the images, and makes their tokens: by the palette in the folder, if there is one.
    TokenImages load(Path folder, long seed) {
        UnaryOperator<ImageSet> size = halved ? ImageSet::halved : set -> set;
        ImageSet train, validation, test;
        if (data.equalsIgnoreCase("cifar")) {
            Cifar all = Cifar.load(Cifar.Kind.CIFAR10);
            int cut = all.train().size() - CIFAR_VALIDATION;               // the last thousand are for validation
            train = all.train().rows(0, cut);
            validation = all.train().rows(cut, all.train().size());
            test = all.test();
        } else {
            Mnist digits = DataOption.load(digits(data));
            train = digits.train();
            validation = digits.validation();
            test = digits.test();
        }
        if (images != null && (images < 1 || images > train.size()))
            throw new UserException("--images must lie between 1 and the " + train.size() + " training images of " + data + ", got " + images + ".");
        ImageSet first = size.apply(images == null ? train : train.rows(0, images));
        return TokenImages.of(first, size.apply(validation), size.apply(test), tokens(folder, first, seed));
    }

    private static DataOption.Name digits(String name) {
        for (DataOption.Name one : DataOption.Name.values()) if (one.toString().equals(name.toLowerCase(Locale.ROOT))) return one;
        throw new UserException("There is no data set " + name + " here; choose from " + NAMES + ".");
    }

    private ImageTokens tokens(Path folder, ImageSet train, long seed) {
        Path kept = folder.resolve(PALETTE);
        if (Files.exists(kept)) return ImageTokens.load(kept);
        if (palette != null) return ImageTokens.load(palette);
        int k = colours != null ? colours : train.channels() == 1 ? 16 : 512;
        if (k < 2 || k > 1 << 16) throw new UserException("--colours must lie between 2 and 65536, got " + k + ".");
        return ColourPalette.fit(train, k, ROUNDS, Randoms.of(seed, 1));
    }
}
