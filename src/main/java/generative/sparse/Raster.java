package generative.sparse;

import java.util.List;

/// How positions lie in an image that is read row by row, and pixel by pixel channel after channel.
///
/// ```
/// position = (row · columns + column) · channels + channel
/// ```
/// A text in rows of l has one channel.
public record Raster(int rows, int columns, int channels) {

    public Raster {
        if (rows < 1 || columns < 1 || channels < 1)
            throw new IllegalArgumentException("no image is " + rows + "×" + columns + "×" + channels);
    }

    /// The axes of an [Architecture]: two, or three with the channels.
    public static Raster of(List<Integer> axes) {
        if (axes.size() < 2 || axes.size() > 3) throw new IllegalArgumentException("an image has 2 or 3 axes, not " + axes);
        return new Raster(axes.get(0), axes.get(1), axes.size() == 3 ? axes.get(2) : 1);
    }

    /// N.
    public int positions() {
        return rows * columns * channels;
    }

    /// Which pixel a position belongs to, counted from 0 row by row.
    public int pixel(int position) {
        return position / channels;
    }

    public int row(int position) {
        return pixel(position) / columns;
    }

    public int column(int position) {
        return pixel(position) % columns;
    }

    /// From pixel to pixel, straight.
    public double distance(int i, int j) {
        return Math.hypot(row(i) - row(j), column(i) - column(j));
    }

    /// The sides of the grid that a byte has a place on: rows, columns and, where there are some, colours.
    public List<Integer> axes() {
        return channels == 1 ? List.of(rows, columns) : List.of(rows, columns, channels);
    }

    @Override public String toString() {
        return rows + "×" + columns + (channels == 1 ? "" : "×" + channels);
    }
}
