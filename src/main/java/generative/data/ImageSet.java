package generative.data;

import generative.UserException;
import generative.math.Matrix;
import java.util.Arrays;

/// Images and their labels.
///
/// @param name     what they are, for people
/// @param x        N×(height·width·channels), one image a row, values in [0, 1]
/// @param labels   N classes counted from 0, or none at all
/// @param height   of an image, pixels
/// @param width    of an image, pixels
/// @param channels 1 for grey, 3 for red, green, blue (interleaved)
public record ImageSet(String name, Matrix x, int[] labels, int height, int width, int channels) {

    public ImageSet {
        if (x.numCols() != height * width * channels)
            throw new IllegalArgumentException("images of " + height + "×" + width + "×" + channels + " do not fit into rows of "
                    + x.shape());
        if (labels.length != 0 && labels.length != x.numRows())
            throw new UserException(name + " has " + x.numRows() + " images and " + labels.length
                    + " labels; take both files from the same source.");
    }

    /// The number of images.
    public int size() {
        return x.numRows();
    }

    /// Images from … to−1.
    public ImageSet rows(int from, int to) {
        return new ImageSet(name, x.rows(from, to), labels.length == 0 ? labels : Arrays.copyOfRange(labels, from, to),
                height, width, channels);
    }

    /// The images with these indices, in this order.
    public ImageSet select(int... indices) {
        int[] chosen = labels.length == 0 ? labels : Arrays.stream(indices).map(i -> labels[i]).toArray();
        return new ImageSet(name, x.selectRows(indices), chosen, height, width, channels);
    }

    /// These images, then those; the name is this set's.
    public ImageSet and(ImageSet others) {
        if (others.height != height || others.width != width || others.channels != channels
                || (labels.length == 0) != (others.labels.length == 0))
            throw new IllegalArgumentException(name + " and " + others.name + " do not fit together: " + this + "; " + others);
        Matrix both = x.like(size() + others.size(), x.numCols());
        both.insertIntoThis(0, 0, x);
        both.insertIntoThis(size(), 0, others.x);
        int[] all = Arrays.copyOf(labels, labels.length + others.labels.length);
        System.arraycopy(others.labels, 0, all, labels.length, others.labels.length);
        return new ImageSet(name, both, all, height, width, channels);
    }

    /// The same images in half the size: each pixel is the mean of a square of four.
    public ImageSet halved() {
        if (height % 2 != 0 || width % 2 != 0)
            throw new IllegalArgumentException("images of " + height + "×" + width + " cannot be halved, since a side is odd");
        int row = width * channels, half = row / 2;
        Matrix y = x.like(size(), x.numCols() / 4);
        for (int n = 0; n < size(); n++)
            for (int i = 0; i < y.numCols(); i++) {
                int at = i / half * 2 * row + i % half / channels * 2 * channels + i % channels;
                y.set(n, i, (x.get(n, at) + x.get(n, at + channels) + x.get(n, at + row) + x.get(n, at + row + channels)) / 4);
            }
        return new ImageSet(name, y, labels, height / 2, width / 2, channels);
    }

    @Override public String toString() {
        return name + ": " + size() + " images of " + height + "×" + width + (channels == 1 ? "" : "×" + channels)
                + (labels.length == 0 ? ", no labels" : ", " + (Arrays.stream(labels).max().orElse(-1) + 1) + " classes");
    }
}
