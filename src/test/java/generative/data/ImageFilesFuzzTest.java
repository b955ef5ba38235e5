package generative.data;

import static org.assertj.core.api.Assertions.assertThat;

import generative.ReaderFuzz;
import generative.data.ImageFolder.Size;
import generative.training.ChildJvm;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Damaged images in a folder of images.
@Tag("fuzz")
final class ImageFilesFuzzTest {

    private enum Format { PNG, JPEG }

    static final class Fuzzing {

        static void main(String[] arguments) throws Exception {
            (Format.valueOf(arguments[0]) == Format.PNG ? png() : jpeg()).run();
        }
    }

    /// In a process of its own, with the collector that lets a thread hold an array: the JDK's decoder of JPEG makes a text of
    /// each warning while it holds one, and under the serial collector of JDK 25 that thread waits for itself for ever if the heap
    /// is full just then (so since JDK-8192647).
    @ParameterizedTest
    @EnumSource
    void whateverStandsInAFileItIsReadOrRefused(Format format) throws Exception {
        Process process = ChildJvm.start(List.of(), List.of("-XX:+UseG1GC"), Fuzzing.class, format.name());
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        if (System.getProperty("generative.mutants") != null) System.out.print(said);
    }

    private static BufferedImage image(int type) {
        return painted(new BufferedImage(9, 8, type));
    }

    private static BufferedImage painted(BufferedImage image) {
        for (int y = 0; y < 8; y++) for (int x = 0; x < 9; x++) image.setRGB(x, y, x * 0x1c0a05 + y * 0x052010 | 0xc0 << 24);
        return image;
    }

    /// In a colour space that is not the usual one, so that its profile is written too.
    private static BufferedImage profiled() {
        var model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB), false, false, 1,
                DataBuffer.TYPE_BYTE);
        return painted(new BufferedImage(model, model.createCompatibleWritableRaster(9, 8), false, null));
    }

    private static byte[] written(BufferedImage image, String format, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (progressive) param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// A PNG of 9×8 coloured pixels with these bytes before packing.
    private static byte[] pngOf(byte[] lines) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed)) {
            deflater.write(lines);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12 + packed.size() + 12)
                .put(new byte[] {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(png, "IHDR", ByteBuffer.allocate(13).putInt(9).putInt(8).put(new byte[] {8, 2, 0, 0, 0}).array());
        chunk(png, "IDAT", packed.toByteArray());
        chunk(png, "IEND", new byte[0]);
        return png.array();
    }

    private static void chunk(ByteBuffer png, String name, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(Watched.text(name));
        sum.update(content);
        png.putInt(content.length).put(Watched.text(name)).put(content).putInt((int) sum.getValue());
    }

    private static final Size SIZE = new Size(8, 9, 3);

    private static ReaderFuzz png() {
        return new ReaderFuzz("PNG", "a.png", file -> ImageFolder.read("pictures", file.getParent(), SIZE))
                .file(written(image(BufferedImage.TYPE_BYTE_GRAY), "png", false))
                .file(written(image(BufferedImage.TYPE_INT_ARGB), "png", true))
                .file(written(image(BufferedImage.TYPE_BYTE_INDEXED), "png", false))
                .file(written(image(BufferedImage.TYPE_USHORT_GRAY), "png", false))
                .file(written(profiled(), "png", false)).file(new byte[8 * 28], ImageFilesFuzzTest::pngOf);
    }

    private static ReaderFuzz jpeg() {
        return new ReaderFuzz("JPEG", "a.jpg", file -> ImageFolder.read("pictures", file.getParent(), SIZE))
                .file(written(image(BufferedImage.TYPE_BYTE_GRAY), "jpg", false))
                .file(written(image(BufferedImage.TYPE_INT_RGB), "jpg", false))
                .file(written(image(BufferedImage.TYPE_INT_RGB), "jpg", true)).file(written(profiled(), "jpg", false));
    }
}
