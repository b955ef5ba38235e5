package generative.data;

import generative.UserException;
import generative.math.Matrix;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// STL-10: colour photographs of 96×96 pixels, few with labels and many without, in their own binary format.
///
/// ```
/// *_X.bin   image after image: 9216 bytes of red, 9216 of green, 9216 of blue, each column after column from the left
/// *_y.bin   one byte an image: its class, 1 … 10
/// ```
/// In the rows of the matrix the three colours of a pixel stand together, rows of pixels from the top, values in [0, 1], and classes
/// count from 0. An image takes 108 kB as floats, so only as many are read as are asked for.
///
/// Source: Coates, Lee and Ng, *An Analysis of Single-Layer Networks in Unsupervised Feature Learning* (2011), and the data's page.
public final class Stl10 {

    private static final String NAME = "stl10";
    private static final int SIDE = 96, PIXELS = SIDE * SIDE, BYTES = 3 * PIXELS, CLASSES = 10;

    /// What its files are called.
    public enum Part {
        TRAIN, TEST, UNLABELED;

        private String file(String ending) {
            return name().toLowerCase(Locale.ROOT) + ending;
        }
    }

    private Stl10() { }

    /// The first images of a part from its folder among the data sets.
    public static ImageSet load(Part part, int most) {
        return load(part, Datasets.folder(NAME), most);
    }

    /// The first images of a part, at most so many, from this folder.
    ///
    /// @throws UserException naming the file that is missing or damaged, and what was expected
    public static ImageSet load(Part part, Path folder, int most) {
        if (most < 1) throw new IllegalArgumentException("there must be 1 image or more, got " + most);
        Path file = folder.resolve(part.file("_X.bin"));
        int images = Math.min(most, count(file, BYTES));
        int[] labels = part == Part.UNLABELED ? new int[0] : labels(folder.resolve(part.file("_y.bin")), images, count(file, BYTES));
        Matrix x;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            WholeFile.requireFits((long) images * BYTES * Float.BYTES);
            x = Matrix.zeros(images, BYTES);
            float[] numbers = x.floats();
            for (int n = 0; n < images; n++) {
                byte[] image = in.readNBytes(BYTES);
                for (int i = 0; i < image.length; i++)                     // byte i: colour i / 9216, column then row of what is left
                    numbers[n * BYTES + (i % SIDE * SIDE + i % PIXELS / SIDE) * 3 + i / PIXELS] = (image[i] & 255) / 255f;
            }
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + " (" + AtomicFile.reason(e) + "); ask for fewer images, or download it again.",
                    e);
        }
        return new ImageSet(NAME + " " + part.name().toLowerCase(Locale.ROOT), x, labels, SIDE, SIDE, 3);
    }

    /// How many records of so many bytes a file has.
    private static int count(Path file, int record) {
        if (!Files.isRegularFile(file)) throw new UserException("There is no " + file + "; " + Datasets.howToGet(NAME) + ".");
        try {
            long size = Files.size(file);
            if (size == 0 || size % record != 0)
                throw new UserException(file + " has " + size + " bytes, which are no records of " + record + "; download it again.");
            return Math.toIntExact(Math.min(Integer.MAX_VALUE, size / record));
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + " (" + AtomicFile.reason(e) + "); check that you may read it.", e);
        }
    }

    private static int[] labels(Path file, int wanted, int images) {
        int there = count(file, 1);
        if (there != images)
            throw new UserException(file + " has " + there + " labels for " + images + " images; take both files from the same source.");
        try {
            byte[] bytes = WholeFile.bytes(file);
            int[] labels = new int[wanted];
            for (int n = 0; n < wanted; n++) {
                labels[n] = (bytes[n] & 255) - 1;
                if (labels[n] < 0 || labels[n] >= CLASSES)
                    throw new UserException(file + " has the label " + (bytes[n] & 255) + " at place " + n + ", where classes go from 1 to "
                            + CLASSES + "; download it again.");
            }
            return labels;
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + " (" + AtomicFile.reason(e) + "); check that you may read it.", e);
        }
    }
}
