package generative.cli;

import generative.UserException;
import generative.data.Cifar;
import generative.data.ImageSet;
import generative.data.Mnist;
import generative.data.SyntheticSounds;
import generative.data.SyntheticText;
import generative.data.Text;
import generative.data.TokenSet;
import generative.sparse.Raster;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What a sequence model is trained on, by its name: images, texts and sounds, all as bytes.
///
/// @param name       as it was asked for
/// @param train      to learn from
/// @param validation to watch
/// @param test       to judge by; for texts and sounds that have none the validation set again
/// @param shape      of the images; empty for texts and sounds
/// @param rate       samples of a sound in a second; 0 for others
record SequenceData(String name, TokenSet train, TokenSet validation, TokenSet test, Optional<Raster> shape, int rate) {

    static final String NAMES = "synthetic (built-in digits), mnist, fashion-mnist, cifar, sentences (built-in text), tinyshakespeare, "
            + "enwik8 or sounds (built in)";
    static final int RATE = 4000;

    private static final int CIFAR_VALIDATION = 1000;

    /// Whether it is a text.
    boolean isText() {
        return shape.isEmpty() && rate == 0;
    }

    /// @param text   a file to read in place of the data of that name; may be null
    /// @param length of a piece of text or of a sound; images have their own
    static SequenceData load(String name, Path text, int length) {
        if (text != null) return text(text.getFileName().toString(), Text.read(text), length);
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "synthetic" -> images(name, DataOption.load(DataOption.Name.SYNTHETIC));
            case "mnist" -> images(name, DataOption.load(DataOption.Name.MNIST));
            case "fashion-mnist" -> images(name, DataOption.load(DataOption.Name.FASHION_MNIST));
            case "cifar" -> cifar(name);
            case "sentences" -> text(name, SyntheticText.generate(200_000, 1), length);
            case "tinyshakespeare", "enwik8" -> text(name, Text.load(name), length);
            case "sounds" -> new SequenceData(name, TokenSet.of(SyntheticSounds.generate(2000, length, RATE, 1)),
                    TokenSet.of(SyntheticSounds.generate(200, length, RATE, 2)),
                    TokenSet.of(SyntheticSounds.generate(200, length, RATE, 3)),
                    Optional.empty(), RATE);
            default -> throw new UserException("There is no data set " + name + " here; choose from " + NAMES + ".");
        };
    }

    private static SequenceData images(String name, Mnist digits) {
        ImageSet first = digits.train();
        return new SequenceData(name, TokenSet.of(first), TokenSet.of(digits.validation()), TokenSet.of(digits.test()),
                Optional.of(new Raster(first.height(), first.width(), first.channels())), 0);
    }

    /// The last thousand training images are for validation.
    private static SequenceData cifar(String name) {
        Cifar all = Cifar.load(Cifar.Kind.CIFAR10);
        TokenSet train = TokenSet.of(all.train());
        int cut = train.size() - CIFAR_VALIDATION;
        return new SequenceData(name, train.rows(0, cut), train.rows(cut, train.size()), TokenSet.of(all.test()),
                Optional.of(new Raster(32, 32, 3)), 0);
    }

    private static SequenceData text(String name, Text text, int length) {
        TokenSet validation = text.validation().pieces(length);
        return new SequenceData(name, text.train().windows(length), validation, validation, Optional.empty(), 0);
    }
}
