package generative.plot;

import generative.UserException;
import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/// The white sheet on which every picture is drawn.
///
/// Java needs a font to draw a letter and, unless it runs headless, a display that answers, even for an image in
/// memory. The two failures come from deep inside; here they become sentences.
final class Canvas {

    private Canvas() { }

    /// A white image of `width·scale` × `height·scale` pixels, drawn on in units of the unscaled size.
    static BufferedImage draw(int width, int height, double scale, Consumer<Graphics2D> drawing) {
        BufferedImage image = new BufferedImage((int) Math.round(width * scale), (int) Math.round(height * scale),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = graphics(image);
        try {
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, image.getWidth(), image.getHeight());
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.scale(scale, scale);
            drawing.accept(g);
        } catch (InternalError | LinkageError noFont) {
            throw noFont(noFont);
        } finally {
            g.dispose();
        }
        return image;
    }

    /// How many units of length a text takes.
    static int textWidth(String text, Font font) {
        try {
            return (int) Math.ceil(font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth());
        } catch (InternalError | LinkageError noFont) {
            throw noFont(noFont);
        }
    }

    private static UserException noFont(Error cause) {
        return new UserException("Java finds no font to label pictures with; install fontconfig and a font "
                + "(on Debian: apt-get install fontconfig fonts-dejavu-core).", cause);
    }

    private static Graphics2D graphics(BufferedImage image) {
        try {
            return image.createGraphics();
        } catch (AWTError | LinkageError noDisplay) {
            throw new UserException("The display " + System.getenv("DISPLAY") + " does not answer; unset DISPLAY "
                    + "or run Java with -Djava.awt.headless=true.", noDisplay);
        }
    }
}
