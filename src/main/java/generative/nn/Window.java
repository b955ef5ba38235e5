package generative.nn;

import generative.math.ColumnIndex;

/// A window that slides over an image: its size, how far it moves, and how many zeros lie around the image.
///
/// ```
/// places it takes   out = ⌊(in + 2 padding − size) / stride⌋ + 1            in each direction
/// image it came from    in = (out − 1) stride − 2 padding + size            for a transposed convolution
/// ```
///
/// @param height  rows of the window
/// @param width   columns of the window
/// @param stride  how far it moves at a time, in both directions
/// @param padding zeros added on all four sides
public record Window(int height, int width, int stride, int padding) {

    public Window {
        if (height < 1 || width < 1 || stride < 1 || padding < 0)
            throw new IllegalArgumentException("no window is " + height + "×" + width + " with stride " + stride + " and padding "
                    + padding);
    }

    public static Window square(int size, int stride, int padding) {
        return new Window(size, size, stride, padding);
    }

    /// The shape of the grid of places, with this many channels.
    public ImageShape over(ImageShape in, int channels) {
        int h = in.height() + 2 * padding - height, w = in.width() + 2 * padding - width;
        if (h < 0 || w < 0) throw new IllegalArgumentException("the window " + this + " is larger than the image " + in);
        return new ImageShape(channels, h / stride + 1, w / stride + 1);
    }

    /// The shape of the image of which `grid` would be the places.
    public ImageShape under(ImageShape grid, int channels) {
        return new ImageShape(channels, (grid.height() - 1) * stride - 2 * padding + height,
                (grid.width() - 1) * stride - 2 * padding + width);
    }

    /// For each place, channel and position in the window the number of the pixel there, −1 outside the image. The order is
    /// (y of place, x of place, channel, y in window, x in window), so that each place is one row of channels·height·width.
    ColumnIndex pixels(ImageShape image) {
        ImageShape places = over(image, 1);
        int[] index = new int[Math.multiplyExact(places.size(), image.channels() * height * width)];
        int i = 0;
        for (int py = 0; py < places.height(); py++)
            for (int px = 0; px < places.width(); px++)
                for (int c = 0; c < image.channels(); c++)
                    for (int wy = 0; wy < height; wy++)
                        for (int wx = 0; wx < width; wx++) {
                            int y = py * stride - padding + wy, x = px * stride - padding + wx;
                            boolean inside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
                            index[i++] = inside ? image.at(c, y, x) : -1;
                        }
        return new ColumnIndex(image.size(), index);
    }

    @Override public String toString() {
        return height + "×" + width + (stride > 1 ? " by " + stride : "") + (padding > 0 ? " padded by " + padding : "");
    }
}
