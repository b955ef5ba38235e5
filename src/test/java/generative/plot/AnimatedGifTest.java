package generative.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnimatedGifTest {

    private static final int[] COLOURS = {0xFF0072B2, 0xFFFFFFFF, 0xFFD55E00};

    @TempDir Path folder;

    private static BufferedImage plain(int rgb) {
        BufferedImage image = new BufferedImage(12, 7, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 12, 7, IntStream.generate(() -> rgb).limit(84).toArray(), 0, 12);
        return image;
    }

    @Test void whatIsWrittenIsReadBack() throws IOException {
        AnimatedGif gif = new AnimatedGif(120);
        for (int rgb : COLOURS) gif.add(plain(rgb));
        Path file = gif.save(folder.resolve("new/film.gif"));
        assertThat(gif).hasToString("AnimatedGif of 3 frames, 12×7");

        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(3);
            for (int n = 0; n < 3; n++) {
                BufferedImage frame = reader.read(n);
                assertThat(frame.getWidth()).isEqualTo(12);
                assertThat(frame.getHeight()).isEqualTo(7);
                assertThat(frame.getRGB(5, 5)).as("each frame has its own colours").isEqualTo(COLOURS[n]);
                IIOMetadataNode tree = (IIOMetadataNode) reader.getImageMetadata(n).getAsTree("javax_imageio_gif_image_1.0");
                IIOMetadataNode control = (IIOMetadataNode) tree.getElementsByTagName("GraphicControlExtension").item(0);
                assertThat(control.getAttribute("delayTime")).isEqualTo(n < 2 ? "12" : "162");
                if (n == 0) {
                    IIOMetadataNode loop = (IIOMetadataNode) tree.getElementsByTagName("ApplicationExtension").item(0);
                    assertThat(loop.getAttribute("applicationID")).isEqualTo("NETSCAPE");
                    assertThat((byte[]) loop.getUserObject()).containsExactly(1, 0, 0);
                }
            }
        }
    }

    @Test void framesAreCopiesAndOfOneSize() {
        BufferedImage image = plain(COLOURS[0]);
        AnimatedGif gif = new AnimatedGif(100).add(image).add(new Picture(image, "the same"));
        assertThat(gif.frames()).isEqualTo(2);
        assertThatThrownBy(() -> gif.add(new BufferedImage(5, 7, BufferedImage.TYPE_INT_RGB)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("5×7").hasMessageContaining("12×7");
    }

    @Test void noFramesTooFastAndNoPlace() {
        assertThatThrownBy(() -> new AnimatedGif(100).save(folder.resolve("a.gif"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new AnimatedGif(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AnimatedGif(100).add(plain(0)).save(Path.of("pom.xml/a.gif")))
                .isInstanceOf(UserException.class).hasMessageContaining("pom.xml/a.gif");
    }
}
