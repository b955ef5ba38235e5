package generative.plot;

import generative.data.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Pictures shown one after another for ever, such as the samples of a generator while it learns.
///
/// The last picture stays a while longer, so that an eye finds the end. A GIF has 256 colours a frame, which is enough
/// for grey images and charts and a little rough for photographs.
public final class AnimatedGif {

    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final int LAST_STAYS_MILLIS = 1500;

    private final int delayMillis;
    private final List<BufferedImage> frames = new ArrayList<>();

    /// The time between two pictures; a GIF counts in hundredths of a second, and viewers want 2 of them or more.
    public AnimatedGif(int delayMillis) {
        if (delayMillis < 20) throw new IllegalArgumentException("viewers show no frame for less than 20 ms, got " + delayMillis);
        this.delayMillis = delayMillis;
    }

    public AnimatedGif add(Picture picture) {
        return add(picture.image());
    }

    /// Adds a copy of the image; all must have the size of the first.
    public AnimatedGif add(BufferedImage image) {
        if (!frames.isEmpty() && (image.getWidth() != width() || image.getHeight() != height()))
            throw new IllegalArgumentException("frame " + frames.size() + " is " + image.getWidth() + "×" + image.getHeight()
                    + ", the frames before it are " + width() + "×" + height());
        frames.add(Canvas.draw(image.getWidth(), image.getHeight(), 1, g -> g.drawImage(image, 0, 0, null)));
        return this;
    }

    public int frames() {
        return frames.size();
    }

    public int width() {
        return frames.getFirst().getWidth();
    }

    public int height() {
        return frames.getFirst().getHeight();
    }

    /// Writes the GIF, making the folders above it.
    public Path save(Path gif) {
        if (frames.isEmpty()) throw new IllegalStateException("an animation needs 1 frame or more");
        return AtomicFile.write(gif, out -> {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
            try (var stream = new MemoryCacheImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.prepareWriteSequence(null);
                for (BufferedImage frame : frames)
                    writer.writeToSequence(new IIOImage(frame, null, timing(writer, frame)), null);
                writer.endWriteSequence();
            } finally {
                writer.dispose();
            }
        });
    }

    /// What stands beside a frame in the file: how long it stays and, in every frame alike, that the film begins anew.
    private IIOMetadata timing(ImageWriter writer, BufferedImage frame) throws IOException {
        int millis = delayMillis + (frame == frames.getLast() ? LAST_STAYS_MILLIS : 0);
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(Math.round(millis / 10f)));
        control.setAttribute("transparentColorIndex", "0");

        IIOMetadataNode forEver = new IIOMetadataNode("ApplicationExtension");
        forEver.setAttribute("applicationID", "NETSCAPE");
        forEver.setAttribute("authenticationCode", "2.0");
        forEver.setUserObject(new byte[] {1, 0, 0});                   // block 1: repeat; 0 times means without end
        IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(forEver);

        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(control);
        root.appendChild(extensions);
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }

    @Override public String toString() {
        return "AnimatedGif of " + frames.size() + " frames" + (frames.isEmpty() ? "" : ", " + width() + "×" + height());
    }
}
