package generative.plot;

import generative.data.AtomicFile;
import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import javax.swing.ImageIcon;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;

/// A finished image together with the words that stand in for it where nobody can see it.
///
/// A notebook cell that ends in `picture.image()` shows it inline.
public record Picture(BufferedImage image, String alt) {

    public Picture {
        Objects.requireNonNull(image, "a picture needs an image");
        if (alt == null || alt.isBlank()) throw new IllegalArgumentException("a picture needs words for those who cannot see it");
    }

    /// Writes a PNG, making the folders above it.
    public Path save(Path png) {
        return AtomicFile.write(png, out -> {
            try (var stream = new MemoryCacheImageOutputStream(out)) {
                ImageIO.write(image, "png", stream);
            }
        });
    }

    /// Opens a window with the picture; where there is no display, one printed sentence says so.
    public void show() {
        try {
            if (GraphicsEnvironment.isHeadless()) throw new HeadlessException();
            GraphicsEnvironment.getLocalGraphicsEnvironment().getDefaultScreenDevice();   // fails here, not in Swing's thread
            SwingUtilities.invokeLater(this::openWindow);
        } catch (HeadlessException | AWTError | LinkageError e) {
            System.out.println("There is no display to open a window on; save the picture to a file instead.");
        }
    }

    private void openWindow() {
        JFrame window = new JFrame(alt);
        window.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
        window.add(new JScrollPane(new JLabel(new ImageIcon(image))));
        window.pack();
        window.setLocationByPlatform(true);
        window.setVisible(true);
    }

    /// The size and the words.
    @Override public String toString() {
        return "Picture " + image.getWidth() + "×" + image.getHeight() + ": " + alt;
    }
}
