package generative.data;

import generative.UserException;
import generative.data.Idx.IdxArray;
import java.nio.file.Files;
import java.nio.file.Path;

/// MNIST and sets of its format: 28×28 grey images in ten classes, split as the papers split them.
///
/// @param train      the first 50,000 of the published training images
/// @param validation the last 10,000 of them
/// @param test       the 10,000 published test images
///
/// Source: LeCun, Cortes and Burges; the split is that of Goodfellow et al. (2014).
public record Mnist(ImageSet train, ImageSet validation, ImageSet test) {

    private static final int VALIDATION = 10_000;

    /// MNIST itself.
    public static Mnist load() {
        return load("mnist");
    }

    /// A set of this format by name: mnist or fashion-mnist.
    public static Mnist load(String name) {
        return load(name, Datasets.folder(name));
    }

    /// A set of this format from the four files in this folder, gzipped or not.
    public static Mnist load(String name, Path folder) {
        ImageSet all = set(name + " training", name, folder, "train"), test = set(name + " test", name, folder, "t10k");
        if (all.size() <= VALIDATION)
            throw new UserException(folder + " has only " + all.size() + " training images; " + VALIDATION
                    + " are for validation alone, so download the whole set again.");
        int train = all.size() - VALIDATION;
        return new Mnist(all.rows(0, train), all.rows(train, all.size()), test);
    }

    private static ImageSet set(String title, String name, Path folder, String prefix) {
        Path imageFile = file(name, folder, prefix + "-images-idx3-ubyte");
        Path labelFile = file(name, folder, prefix + "-labels-idx1-ubyte");
        IdxArray images = Idx.read(imageFile);
        int[] size = images.dimensions();
        if (size.length != 3 || size[1] != 28 || size[2] != 28)
            throw new UserException(imageFile + " does not hold images of 28×28 but an array of " + Idx.shape(size)
                    + "; download it again.");
        int[] labels = Idx.labels(labelFile);
        if (labels.length != size[0])
            throw new UserException(labelFile + " has " + labels.length + " labels where " + imageFile + " has " + size[0]
                    + " images; take both files from the same source.");
        return new ImageSet(title, Idx.images(imageFile, images), labels, 28, 28, 1);
    }

    private static Path file(String name, Path folder, String file) {
        Path plain = folder.resolve(file), packed = folder.resolve(file + ".gz");
        if (Files.exists(plain)) return plain;
        if (Files.exists(packed)) return packed;
        throw new UserException("There is neither " + packed + " nor the same without .gz; "
                + Datasets.howToGet(name) + ".");
    }

    @Override public String toString() {
        return train + "; " + validation.size() + " for validation, " + test.size() + " for testing";
    }
}
