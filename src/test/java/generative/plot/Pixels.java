package generative.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/// Looks at pictures for the tests: how many pixels have a colour, and where they lie.
final class Pixels {

    private Pixels() { }

    static boolean near(int rgb, Color colour) {
        Color c = new Color(rgb);
        return Math.abs(c.getRed() - colour.getRed()) < 12 && Math.abs(c.getGreen() - colour.getGreen()) < 12
                && Math.abs(c.getBlue() - colour.getBlue()) < 12;
    }

    /// The box around all pixels of a colour and their number: {x0, y0, x1, y1, count}, in the given part of the image.
    static int[] box(BufferedImage image, Color colour, double x0, double y0, double x1, double y1) {
        int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1, 0};
        for (int y = (int) (y0 * image.getHeight()); y < y1 * image.getHeight(); y++)
            for (int x = (int) (x0 * image.getWidth()); x < x1 * image.getWidth(); x++)
                if (near(image.getRGB(x, y), colour)) {
                    box[0] = Math.min(box[0], x);
                    box[1] = Math.min(box[1], y);
                    box[2] = Math.max(box[2], x);
                    box[3] = Math.max(box[3], y);
                    box[4]++;
                }
        return box;
    }

    static int count(BufferedImage image, Color colour) {
        return box(image, colour, 0, 0, 1, 1)[4];
    }

    /// Keeps a sample where a person can look at it.
    static Picture keep(String name, Picture picture) {
        picture.save(Path.of("target/look", name + ".png"));
        return picture;
    }
}
