package generative.data;

import generative.UserException;
import generative.math.Matrix;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/// The PNG and JPEG files of a folder as images: in the order of their names, all of one size, values in [0, 1].
///
/// ```
/// grey from a grey file      v / (2^bits − 1), as the file has it
/// grey from a colour file    (0.299 red + 0.587 green + 0.114 blue) / 255
/// colour from a grey file    the same value three times
/// ```
/// A file's header is read first: an image of another size is refused before it is decoded, so that a file which
/// claims a billion pixels costs nothing. Other files and names that begin with a dot are passed over; what is
/// transparent counts with the colour that lies under it.
///
/// Grey values are taken from the file as they are: Java's own conversion to RGB would brighten them, since it takes
/// grey files to be linear in light and RGB not.
///
/// A damaged JPEG may, very rarely, stop the virtual machine of JDK 25 for ever: its decoder makes a text of a warning while it
/// holds an array, which the serial collector waits for if the heap is full just then. `-XX:+UseG1GC` has no such wait.
///
/// Source of the weights: ITU-R recommendation BT.601 (luma).
public final class ImageFolder {

    /// How large an image must be.
    ///
    /// @param height   in pixels
    /// @param width    in pixels
    /// @param channels 1 for grey, 3 for red, green, blue
    public record Size(int height, int width, int channels) {

        public Size {
            if (height < 1 || width < 1 || channels != 1 && channels != 3)
                throw new IllegalArgumentException("no image is " + height + "×" + width + " with " + channels
                        + " channels");
        }
    }

    private ImageFolder() { }

    /// The images that lie in the folder itself, without labels.
    ///
    /// @throws UserException naming the file that is empty, damaged or of another size, or the folder without images
    public static ImageSet read(String name, Path folder, Size size) {
        return read(name, images(folder), new int[0], size);
    }

    /// The images in its sub-folders, one for each class: the label is the place of the sub-folder's name among
    /// [#classes(Path)].
    public static ImageSet readClasses(String name, Path folder, Size size) {
        List<String> classes = classes(folder);
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++)
            for (Path file : images(folder.resolve(classes.get(label)))) {
                files.add(file);
                labels.add(label);
            }
        return read(name, files, labels.stream().mapToInt(Integer::intValue).toArray(), size);
    }

    /// The names of the sub-folders, sorted.
    public static List<String> classes(Path folder) {
        List<Path> folders = list(folder, Files::isDirectory);
        if (folders.isEmpty())
            throw new UserException(folder + " has no sub-folders; put the images of each class into one that bears its"
                    + " name.");
        return folders.stream().map(f -> f.getFileName().toString()).toList();
    }

    private static List<Path> images(Path folder) {
        List<Path> files = list(folder, file -> !Files.isDirectory(file)
                && file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g)"));
        if (files.isEmpty())
            throw new UserException("There is no PNG or JPEG image in " + folder + "; put some there.");
        return files;
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) throw new UserException("There is no folder " + folder + "; check the name.");
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> !file.getFileName().toString().startsWith(".")).filter(wanted)
                    .sorted(Comparator.comparing(file -> file.getFileName().toString())).toList();
        } catch (IOException e) {
            throw new UserException("Cannot look into " + folder + " (" + AtomicFile.reason(e)
                    + "); check that you may read it.", e);
        }
    }

    private static ImageSet read(String name, List<Path> files, int[] labels, Size size) {
        long pixels = (long) size.height * size.width * size.channels;
        if (files.size() * pixels > Integer.MAX_VALUE)
            throw new UserException(name + ": " + files.size() + " × " + pixels
                    + " values are more than a matrix can hold; take fewer or smaller images.");
        Matrix x = Matrix.zeros(files.size(), (int) pixels);
        for (int n = 0; n < files.size(); n++)
            copy(decode(files.get(n), size), x.floats(), n * (int) pixels, size.channels);
        return new ImageSet(name, x, labels, size.height, size.width, size.channels);
    }

    private static BufferedImage decode(Path file, Size size) {
        try (FileImageInputStream stream = new FileImageInputStream(file.toFile())) {
            if (stream.length() == 0)
                throw new UserException(file + " is empty; delete it or put the image there again.");
            ImageReader reader = reader(file, stream);
            try {
                reader.setInput(stream, true, true);                       // forward only, no texts and thumbnails
                int width = reader.getWidth(0), height = reader.getHeight(0);                 // from the header alone
                if (width != size.width || height != size.height)
                    throw new UserException(file + " is an image of " + height + "×" + width + " where images of "
                            + size.height + "×" + size.width
                            + " are wanted (height × width); scale it or take it away.");
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (UserException e) {
            throw e;
        } catch (IOException | RuntimeException e) {                       // damage makes decoders throw anything
            throw new UserException("Cannot read the image " + file
                    + (e instanceof IOException io ? " (" + AtomicFile.reason(io) + ")" : "")
                    + "; it may be damaged, so save it again as PNG or take it away.", e);
        }
    }

    /// The reader for what the file is, whatever its name says.
    private static ImageReader reader(Path file, FileImageInputStream stream) throws IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(stream); readers.hasNext();) {
            ImageReader reader = readers.next();
            if (reader.getFormatName().toLowerCase(Locale.ROOT).matches("png|jpe?g")) return reader;
            reader.dispose();
        }
        throw new UserException(file + " is neither a PNG nor a JPEG image, although its name says so; save it as PNG"
                + " or take it away.");
    }

    private static void copy(BufferedImage image, float[] values, int from, int channels) {
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(image.getColorModel() instanceof IndexColorModel);
        float most = (1 << image.getSampleModel().getSampleSize(0)) - 1;
        for (int y = 0, at = from; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = grey ? 0 : image.getRGB(x, y);
                int red = rgb >> 16 & 255, green = rgb >> 8 & 255, blue = rgb & 255;
                float value = grey ? image.getRaster().getSample(x, y, 0) / most
                        : (.299f * red + .587f * green + .114f * blue) / 255;
                if (channels == 1 || grey) {
                    for (int c = 0; c < channels; c++) values[at++] = value;
                } else {
                    values[at++] = red / 255f;
                    values[at++] = green / 255f;
                    values[at++] = blue / 255f;
                }
            }
    }
}
