package generative.nn;

import generative.math.ColumnIndex;
import generative.math.Matrix;

/// How a row of numbers is an image: channel after channel, each from its top row to its bottom row.
///
/// ```
/// channels first   pixel (c, y, x) is number (c · height + y) · width + x of a row that is an image, N×(c·H·W)
/// pixels as rows   each pixel is a row of its own that holds its channels, (N·H·W)×c: what a matrix product wants
/// interleaved      the same numbers in the same order, an image a row, N×(H·W·c): what loaders give and pictures take
/// ```
public record ImageShape(int channels, int height, int width) {

    public ImageShape {
        if (channels < 1 || height < 1 || width < 1)
            throw new IllegalArgumentException("no image is " + channels + "×" + height + "×" + width);
    }

    /// channels · height · width.
    public int size() {
        return Math.multiplyExact(channels, pixels());
    }

    /// height · width.
    public int pixels() {
        return Math.multiplyExact(height, width);
    }

    int at(int c, int y, int x) {
        return (c * height + y) * width + x;
    }

    void require(int cols) {
        if (cols != size()) throw new IllegalArgumentException("a row of " + cols + " numbers is no image of " + this);
    }

    /// For each number of an image, channels first, its number when pixels are rows.
    ColumnIndex channelsFirst() {
        int[] index = new int[size()];
        for (int c = 0; c < channels; c++)
            for (int p = 0; p < pixels(); p++) index[c * pixels() + p] = p * channels + c;
        return new ColumnIndex(size(), index);
    }

    /// From pixels as rows to channels first.
    Matrix channelsOf(Matrix rows, ColumnIndex channelsFirst) {
        return channelsFirst.gather(rows.reshaped(rows.numRows() / pixels(), size()));
    }

    /// From channels first to pixels as rows.
    Matrix rowsOfPixels(Matrix images, ColumnIndex channelsFirst) {
        return channelsFirst.scatter(images).reshaped(images.numRows() * pixels(), channels);
    }

    /// From interleaved images, N×(H·W·c), to channels first.
    public Matrix fromInterleaved(Matrix images) {
        require(images.numCols());
        return channelsFirst().gather(images);
    }

    /// From channels first to interleaved images, N×(H·W·c).
    public Matrix toInterleaved(Matrix images) {
        require(images.numCols());
        return channelsFirst().scatter(images);
    }

    /// "3×32×32".
    @Override public String toString() {
        return channels + "×" + height + "×" + width;
    }
}
