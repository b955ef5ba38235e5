package generative.cli;

import generative.UserException;
import generative.data.Cifar;
import generative.data.ImageSet;
import generative.data.Mnist;
import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/// The options that say which images.
final class ImagesOptions {

    static final String NAMES = "synthetic (built-in digits), mnist, fashion-mnist or cifar";
    private static final int CIFAR_VALIDATION = 1000;

    @Option(names = "--data", defaultValue = "synthetic", paramLabel = "NAME",
            description = NAMES + " (default: ${DEFAULT-VALUE}).")
    private String data;

    @Option(names = "--halved", description = "Images of half the height and width: a quarter of the sequence.")
    private boolean halved;

    @Option(names = "--images", paramLabel = "N", description = "Training images, the first (default: all).")
    private Integer images;

    /// The three sets.
    record Images(ImageSet train, ImageSet validation, ImageSet test) { }

    String dataName() {
        return data + (halved ? "-halved" : "");
    }

    /// Reads or makes the images.
    Images load() {
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
            throw new UserException("--images must lie between 1 and the " + train.size() + " training images of " + data
                    + ", got " + images + ".");
        return new Images(size.apply(images == null ? train : train.rows(0, images)), size.apply(validation), size.apply(test));
    }

    private static DataOption.Name digits(String name) {
        for (DataOption.Name one : DataOption.Name.values()) if (one.toString().equals(name.toLowerCase(Locale.ROOT))) return one;
        throw new UserException("There is no data set " + name + " here; choose from " + NAMES + ".");
    }
}
