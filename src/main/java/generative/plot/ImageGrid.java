package generative.plot;

import generative.math.Matrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/// Many small images side by side: row n of the matrix is image n, its pixels row by row.
///
/// ```java
/// new ImageGrid(samples, 28, 28).columns(10).picture("100 digits that the generator drew")
/// ```
/// Values run from 0 (black) to 1 (white) unless [#range(double, double)] says otherwise; what lies outside is
/// clamped, and NaN is red, so that a model that has diverged shows it. Colour images hold red, green and blue of one
/// pixel side by side, as `.channels(3)`.
///
/// A yellow frame around the last column marks the nearest training images, as in Figure 2 of Goodfellow et al.,
/// *Generative Adversarial Nets* (2014): a reader sees there that the samples are not copies.
public final class ImageGrid {

    static final Color YELLOW = new Color(0xFFD400), PAPER = new Color(0xD8DCE0), NOT_A_NUMBER = new Color(0xE00000);

    private static final int GAP = 4, FONT_SIZE = 20, MARGIN = 8;

    private final Matrix images;
    private final int height, width;
    private int channels = 1, columns, scale;
    private double lo = 0, hi = 1;
    private boolean frameLastColumn;
    private String[] rowLabels = {}, columnLabels = {}, captions = {};

    public ImageGrid(Matrix images, int height, int width) {
        if (height < 1 || width < 1) throw new IllegalArgumentException("no image is " + height + "×" + width);
        this.images = images;
        this.height = height;
        this.width = width;
        columns = Math.clamp((int) Math.ceil(Math.sqrt(images.numRows())), 1, 20);
        scale = Math.max(1, Math.round(84f / width));
    }

    /// How many images stand side by side; unless said otherwise the grid is about square.
    public ImageGrid columns(int columns) {
        this.columns = positive(columns, "columns");
        return this;
    }

    /// The side of the square that shows one pixel.
    public ImageGrid scale(int pixels) {
        this.scale = positive(pixels, "pixels");
        return this;
    }

    /// The values that are black and white.
    public ImageGrid range(double lo, double hi) {
        if (!(lo < hi)) throw new IllegalArgumentException("a range needs lo < hi, got " + lo + " and " + hi);
        this.lo = lo;
        this.hi = hi;
        return this;
    }

    /// 1 for grey, 3 for red, green and blue.
    public ImageGrid channels(int channels) {
        if (channels != 1 && channels != 3) throw new IllegalArgumentException("an image has 1 or 3 channels, not " + channels);
        this.channels = channels;
        return this;
    }

    public ImageGrid frameLastColumn() {
        frameLastColumn = true;
        return this;
    }

    /// Words to the left of each row.
    public ImageGrid rowLabels(String... labels) {
        rowLabels = labels.clone();
        return this;
    }

    /// Words above each column.
    public ImageGrid columnLabels(String... labels) {
        columnLabels = labels.clone();
        return this;
    }

    /// A word or two below each image.
    public ImageGrid captions(String... captions) {
        this.captions = captions.clone();
        return this;
    }

    public Picture picture(String alt) {
        if (images.numCols() != height * width * channels)
            throw new IllegalArgumentException("an image of " + height + "·" + width + "·" + channels + " = "
                    + height * width * channels + " values does not fit into rows of " + images.numCols());
        int rows = Math.max(1, Math.ceilDiv(images.numRows(), columns));
        int pictureWidth = left() + columns * stepX() + GAP + MARGIN;
        int pictureHeight = top() + rows * stepY() + GAP + MARGIN;
        return new Picture(Canvas.draw(pictureWidth, pictureHeight, 1, g -> draw(g, rows)), alt);
    }

    private void draw(Graphics2D g, int rows) {
        g.setFont(font());
        FontMetrics metrics = g.getFontMetrics();
        g.setColor(PAPER);
        g.fillRect(left(), top(), columns * stepX() + GAP, rows * stepY() + GAP);
        for (int n = 0; n < images.numRows(); n++) {
            int x = cellX(n % columns), y = cellY(n / columns);
            g.drawImage(image(n), x, y, width * scale, height * scale, null);
            if (n < captions.length) centred(g, captions[n], x, y + height * scale + metrics.getAscent());
        }
        g.setColor(Theme.INK);
        for (int row = 0; row < Math.min(rows, rowLabels.length); row++)
            g.drawString(rowLabels[row], left() - GAP - Canvas.textWidth(rowLabels[row], font()) - 4,
                    cellY(row) + (height * scale + metrics.getAscent() - metrics.getDescent()) / 2);
        for (int column = 0; column < Math.min(columns, columnLabels.length); column++)
            centred(g, columnLabels[column], cellX(column), top() - metrics.getDescent() - 2);
        if (frameLastColumn) {
            g.setColor(YELLOW);
            int x = left() + (columns - 1) * stepX(), y = top(), w = stepX() + GAP, h = rows * stepY() + GAP;
            g.fillRect(x, y, w, GAP);
            g.fillRect(x, y + h - GAP, w, GAP);
            g.fillRect(x, y, GAP, h);
            g.fillRect(x + w - GAP, y, GAP, h);
        }
    }

    private void centred(Graphics2D g, String text, int x, int y) {
        g.setColor(Theme.INK);
        g.drawString(text, x + (width * scale - Canvas.textWidth(text, font())) / 2, y);
    }

    /// Image n at its own size.
    private BufferedImage image(int n) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < height * width; pixel++) {
            int at = pixel * channels;
            double red = images.get(n, at), green = images.get(n, at + channels / 2), blue = images.get(n, at + channels - 1);
            boolean unknown = Double.isNaN(red) || Double.isNaN(green) || Double.isNaN(blue);
            image.setRGB(pixel % width, pixel / width,
                    unknown ? NOT_A_NUMBER.getRGB() : level(red) << 16 | level(green) << 8 | level(blue));
        }
        return image;
    }

    private int level(double value) {
        return (int) Math.round(255 * Math.clamp((value - lo) / (hi - lo), 0, 1));
    }

    // ---- where things stand ------------------------------------------------------------------------------------

    int cellX(int column) {
        return left() + GAP + column * stepX() + (stepX() - GAP - width * scale) / 2;
    }

    int cellY(int row) {
        return top() + GAP + row * stepY();
    }

    /// An image is as wide as its pixels, or its words if they are wider.
    private int stepX() {
        return Math.max(width * scale, Math.max(widest(columnLabels), widest(captions)) + GAP) + GAP;
    }

    private int stepY() {
        return height * scale + GAP + (captions.length > 0 ? FONT_SIZE + 6 : 0);
    }

    private int left() {
        return MARGIN + (rowLabels.length > 0 ? widest(rowLabels) + 2 * GAP : 0);
    }

    private int top() {
        return MARGIN + (columnLabels.length > 0 ? FONT_SIZE + 8 : 0);
    }

    private static int widest(String[] labels) {
        return Arrays.stream(labels).mapToInt(label -> Canvas.textWidth(label, font())).max().orElse(0);
    }

    private static Font font() {
        return Theme.font(Font.PLAIN, FONT_SIZE);
    }

    private static int positive(int number, String what) {
        if (number < 1) throw new IllegalArgumentException("a grid needs 1 or more " + what + ", got " + number);
        return number;
    }

    @Override public String toString() {
        return "ImageGrid of " + images.numRows() + " images, " + height + "×" + width + "×" + channels;
    }
}
