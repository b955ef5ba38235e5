package generative.cli;

import generative.UserException;
import generative.data.Mnist;
import generative.data.SyntheticDigits;
import java.util.Locale;
import picocli.CommandLine.Option;

/// The option that says which digits a command works on.
final class DataOption {

    /// The sets of 28×28 grey images.
    enum Name { SYNTHETIC, MNIST, FASHION_MNIST;

        @Override public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(names = "--data", defaultValue = "synthetic", paramLabel = "NAME", converter = Converter.class,
            description = "synthetic (built in), mnist or fashion-mnist (default: ${DEFAULT-VALUE}).")
    private Name name;

    Name name() {
        return name;
    }

    Mnist load() {
        return load(name);
    }

    /// The set with so many training images, the first; with all of them if `images` is null.
    Mnist loadFirst(Integer images) {
        Mnist all = load();
        if (images == null) return all;
        if (images < 100 || images > all.train().size())
            throw new UserException("--images must lie between 100 and the " + all.train().size() + " training images of " + name
                    + ", got " + images + ".");
        return new Mnist(all.train().rows(0, images), all.validation(), all.test());
    }

    /// Reads the set, or draws it: 10,000 synthetic digits to train on, 1,000 to validate, 2,000 to test.
    static Mnist load(Name name) {
        return name == Name.SYNTHETIC
                ? new Mnist(SyntheticDigits.generate(10_000, 1), SyntheticDigits.generate(1_000, 2), SyntheticDigits.generate(2_000, 3))
                : Mnist.load(name.toString());
    }

    /// Takes the names as they are printed.
    static final class Converter implements picocli.CommandLine.ITypeConverter<Name> {
        @Override public Name convert(String text) {
            for (Name name : Name.values()) if (name.toString().equalsIgnoreCase(text)) return name;
            throw new picocli.CommandLine.TypeConversionException("there is no data set " + text
                    + " here; choose from synthetic, mnist, fashion-mnist");
        }
    }
}
