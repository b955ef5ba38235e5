package generative.data;

import generative.UserException;
import generative.math.Matrix;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// CIFAR-10 and CIFAR-100: colour photographs of 32×32 pixels in ten and in a hundred classes, in their own binary format.
///
/// ```
/// CIFAR-10    record = label (0 … 9), 3072 bytes                              data_batch_*.bin, test_batch.bin
/// CIFAR-100   record = coarse label (0 … 19), fine label (0 … 99), 3072 bytes   train.bin, test.bin
/// 3072 bytes  = 1024 of red, 1024 of green, 1024 of blue, each from the top row to the bottom row
/// ```
/// In the rows of the matrix the three colours of a pixel stand together, values in [0, 1]; of CIFAR-100 the fine labels are
/// taken. The files are read from a folder, or straight out of the one `.tar.gz` in it.
///
/// Source: Krizhevsky, *Learning Multiple Layers of Features from Tiny Images* (2009), and the data's page.
///
/// @param train the training images, all batches that are there
/// @param test  the test images
public record Cifar(ImageSet train, ImageSet test) {

    private static final int PIXELS = 3 * 32 * 32;

    /// Which of the two.
    public enum Kind {
        CIFAR10("cifar10", 1, 10, "data_batch_\\d+\\.bin", "test_batch\\.bin"),
        CIFAR100("cifar100", 2, 100, "train\\.bin", "test\\.bin");

        private final String folder, train, test;
        private final int labels, classes;

        Kind(String folder, int labels, int classes, String train, String test) {
            this.folder = folder;
            this.labels = labels;
            this.classes = classes;
            this.train = train;
            this.test = test;
        }
    }

    /// The set from its folder among the data sets.
    public static Cifar load(Kind kind) {
        return load(kind, Datasets.folder(kind.folder));
    }

    /// The set from this folder.
    ///
    /// @throws UserException naming the file that is missing or damaged, and what was expected
    public static Cifar load(Kind kind, Path folder) {
        Predicate<String> wanted = name -> name.matches(kind.train) || name.matches(kind.test);
        TreeMap<String, byte[]> files = plain(folder, wanted);
        Path source = folder;
        if (files.isEmpty()) {
            source = archive(kind, folder);
            files = unpacked(source, wanted);
        }
        return new Cifar(set(kind, "training", kind.train, files, source), set(kind, "test", kind.test, files, source));
    }

    private static TreeMap<String, byte[]> plain(Path folder, Predicate<String> wanted) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        long all = 0;
        for (Path file : list(folder)) {
            String name = file.getFileName().toString();
            if (!wanted.test(name)) continue;
            try {
                all += Files.size(file);
                WholeFile.requireFits(all);
                files.put(name, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UserException("Cannot read " + file + " (" + AtomicFile.reason(e) + "); check that you may read it.", e);
            }
        }
        return files;
    }

    private static Path archive(Kind kind, Path folder) {
        List<Path> archives = list(folder).stream().filter(f -> f.toString().endsWith(".tar.gz")).toList();
        if (archives.size() == 1) return archives.getFirst();
        throw new UserException("There are neither files like " + kind.train.replace("\\d+", "1").replace("\\", "")
                + " nor one .tar.gz in " + folder
                + "; " + Datasets.howToGet(kind.folder) + ".");
    }

    private static TreeMap<String, byte[]> unpacked(Path archive, Predicate<String> wanted) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        byte[] piece = new byte[1 << 16];
        long all = 0;
        try (ArchiveReader reader = new TarReader(Gunzip.open(new BufferedInputStream(Files.newInputStream(archive)),
                Files.size(archive)))) {
            for (String path = reader.next(); path != null; path = reader.next()) {
                if (ArchiveReader.leavesTheFolder(path))
                    throw bad(archive, "its entry " + path + " would leave the folder", null);
                String name = path.substring(path.lastIndexOf('/') + 1);
                if (!wanted.test(name)) continue;
                if (reader.isLink()) throw bad(archive, "its entry " + path + " is a link and no file", null);
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                for (int n = reader.read(piece); n >= 0; n = reader.read(piece)) {
                    WholeFile.requireFits(all += n);
                    content.write(piece, 0, n);
                }
                files.put(name, content.toByteArray());
            }
        } catch (IOException e) {
            throw bad(archive, AtomicFile.reason(e), e);
        }
        return files;
    }

    private static UserException bad(Path archive, String what, IOException cause) {
        return new UserException("Cannot unpack " + archive + " (" + what + "); download it again.", cause);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UserException("Cannot look into " + folder + " (" + AtomicFile.reason(e) + "); check that you may read it.", e);
        }
    }

    private static ImageSet set(Kind kind, String which, String pattern, TreeMap<String, byte[]> files, Path source) {
        List<String> names = files.keySet().stream().filter(name -> name.matches(pattern)).toList();
        if (names.isEmpty())
            throw new UserException(source + " has no " + pattern.replace("\\d+", "1").replace("\\", "")
                    + "; " + Datasets.howToGet(kind.folder) + ".");
        int record = kind.labels + PIXELS, images = 0;
        for (String name : names) {
            int length = files.get(name).length;
            if (length == 0 || length % record != 0)
                throw new UserException(name + " in " + source + " has " + length + " bytes, which are no records of " + record
                        + "; download it again.");
            images += length / record;
        }
        List<Integer> labels = new ArrayList<>();
        Matrix x = Matrix.zeros(images, PIXELS);
        for (String name : names) {
            byte[] bytes = files.get(name);
            for (int at = 0; at < bytes.length; at += record) {
                int label = bytes[at + kind.labels - 1] & 255;
                if (label >= kind.classes)
                    throw new UserException(name + " in " + source + " has the label " + label + " where there are " + kind.classes
                            + " classes; download it again.");
                int row = labels.size() * PIXELS;
                for (int i = 0; i < PIXELS; i++)                           // byte i is colour i / 1024 of pixel i % 1024
                    x.floats()[row + i % 1024 * 3 + i / 1024] = (bytes[at + kind.labels + i] & 255) / 255f;
                labels.add(label);
            }
        }
        return new ImageSet(kind.folder + " " + which, x, labels.stream().mapToInt(Integer::intValue).toArray(), 32, 32, 3);
    }

    @Override public String toString() {
        return train + "; " + test.size() + " for testing";
    }
}
