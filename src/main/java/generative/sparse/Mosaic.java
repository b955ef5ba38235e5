package generative.sparse;

import generative.math.Matrix;
import generative.plot.ImageGrid;
import java.util.function.IntBinaryOperator;

/// Square pictures of coloured cells, each stretched to the same side, for an [ImageGrid] of three channels.
///
/// Thin lines part the cells, if they are wanted, where there is room for them; what the cells do not fill is white.
final class Mosaic {

    private static final int PAPER = 0xFFFFFF, LINE = 0xC9CED4, ROOM_FOR_LINES = 5;

    private final int side;
    private final boolean parted;
    private final Matrix images;

    /// @param side   of each picture in pixels
    /// @param count  the number of pictures
    /// @param parted whether lines are wanted
    Mosaic(int side, int count, boolean parted) {
        this.side = side;
        this.parted = parted;
        images = Matrix.zeros(count, side * side * 3);
    }

    /// Paints picture n from rows×columns cells.
    ///
    /// @param colour of the cell in a row and a column, 0xRRGGBB
    void paint(int n, int rows, int columns, IntBinaryOperator colour) {
        int longest = Math.max(rows, columns);
        if (longest > side)
            throw new IllegalArgumentException(rows + "×" + columns + " cells do not fit into a picture of " + side + " pixels");
        boolean lines = parted && side >= ROOM_FOR_LINES * longest;
        int top = (longest - rows) * side / (2 * longest), left = (longest - columns) * side / (2 * longest);
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int row = cell(y - top, longest), column = cell(x - left, longest);
                boolean inside = y >= top && x >= left && row < rows && column < columns;
                boolean line = lines && (first(y - top, longest) || first(x - left, longest));
                set(n, y * side + x, !inside ? PAPER : line ? LINE : colour.applyAsInt(row, column));
            }
    }

    /// A side of about so many pixels that gives each of so many cells the same whole number of them.
    static int side(int cells, int about) {
        return cells * Math.max(1, about / cells);
    }

    /// Whether a pixel is the first of its cell.
    private boolean first(int pixel, int longest) {
        return pixel == 0 || cell(pixel - 1, longest) != cell(pixel, longest);
    }

    private int cell(int pixel, int longest) {
        return pixel * longest / side;
    }

    private void set(int n, int pixel, int rgb) {
        for (int c = 0; c < 3; c++) images.set(n, pixel * 3 + c, (rgb >> 16 - 8 * c & 0xFF) / 255.0);
    }

    /// The pictures side by side.
    ImageGrid grid(int columns) {
        return new ImageGrid(images, side, side).channels(3).columns(columns).scale(1);
    }
}
