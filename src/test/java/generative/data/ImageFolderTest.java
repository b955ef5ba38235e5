package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.data.ImageFolder.Size;
import generative.math.Randoms;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageFolderTest {

    private static final Size TWO_BY_THREE = new Size(2, 3, 1);

    @TempDir
    private Path folder;

    private static BufferedImage image(int type, int... values) {
        BufferedImage image = new BufferedImage(3, 2, type);
        image.getRaster().setPixels(0, 0, 3, 2, values);
        return image;
    }

    private static BufferedImage grey(int... values) {
        return image(BufferedImage.TYPE_BYTE_GRAY, values);
    }

    private void save(BufferedImage image, String file) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        String format = file.substring(file.lastIndexOf('.') + 1);
        assertThat(ImageIO.write(image, format, folder.resolve(file).toFile())).isTrue();
    }

    private ImageSet read() {
        return ImageFolder.read("pictures", folder, TWO_BY_THREE);
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(this::read).isInstanceOf(UserException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).endsWith(".").doesNotContain("\n"));
    }

    @Test
    void imagesComeInTheOrderOfTheirNamesAndRowByRow() throws IOException {
        save(grey(0, 51, 102, 153, 204, 255), "b.png");
        save(grey(255, 0, 0, 0, 0, 0), "a.png");
        save(grey(0, 0, 0, 0, 0, 255), "c.PNG");
        Files.writeString(folder.resolve("notes.txt"), "none of these is an image");
        Files.writeString(folder.resolve("._b.png"), "what a file system leaves behind");
        Files.createDirectory(folder.resolve("folder.png"));
        ImageSet set = read();
        assertThat(set).hasToString("pictures: 3 images of 2×3, no labels");
        assertThat(set.x().floats()).containsExactly(
                new float[] {1, 0, 0, 0, 0, 0, 0, .2f, .4f, .6f, .8f, 1, 0, 0, 0, 0, 0, 1}, within(1e-7f));
    }

    @Test
    void sixteenBitsAreKept() throws IOException {
        save(image(BufferedImage.TYPE_USHORT_GRAY, 0, 1, 257, 32768, 65534, 65535), "deep.png");
        assertThat(read().x().floats()).containsExactly(
                new float[] {0, 1 / 65535f, 1 / 255f, 32768 / 65535f, 65534 / 65535f, 1}, within(1e-9f));
    }

    @Test
    void aPaletteIsLookedUp() throws IOException {
        save(image(BufferedImage.TYPE_BYTE_BINARY, 0, 1, 0, 1, 1, 0), "binary.png");
        assertThat(read().x().floats()).containsExactly(0, 1, 0, 1, 1, 0);
    }

    @Test
    void colourBecomesGreyByTheWeightsOfTheEye() throws IOException {
        BufferedImage colour = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        colour.setRGB(0, 0, Color.RED.getRGB());
        colour.setRGB(1, 0, Color.GREEN.getRGB());
        colour.setRGB(2, 0, Color.BLUE.getRGB());
        colour.setRGB(0, 1, Color.WHITE.getRGB());
        save(colour, "colour.png");
        assertThat(read().x().floats()).containsExactly(new float[] {.299f, .587f, .114f, 1, 0, 0}, within(1e-6f));
        ImageSet kept = ImageFolder.read("pictures", folder, new Size(2, 3, 3));
        assertThat(kept.channels()).isEqualTo(3);
        assertThat(kept.x().floats()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void greyBecomesColourByRepetition() throws IOException {
        save(grey(0, 51, 0, 0, 0, 255), "grey.png");
        float[] values = ImageFolder.read("pictures", folder, new Size(2, 3, 3)).x().floats();
        assertThat(values).containsExactly(
                new float[] {0, 0, 0, .2f, .2f, .2f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1}, within(1e-7f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey.jpg", "grey.jpeg"})
    void jpegIsReadAsWell(String name) throws IOException {
        save(grey(128, 128, 128, 128, 128, 128), name);
        for (float value : read().x().floats()) assertThat(value).isEqualTo(128 / 255f, within(.01f));
    }

    @Test
    void theLabelIsThePlaceOfTheSubFoldersName() throws IOException {
        save(grey(0, 0, 0, 0, 0, 0), "sad/1.png");
        save(grey(255, 0, 0, 0, 0, 0), "happy/2.png");
        save(grey(0, 255, 0, 0, 0, 0), "happy/1.png");
        ImageSet set = ImageFolder.readClasses("faces", folder, TWO_BY_THREE);
        assertThat(ImageFolder.classes(folder)).containsExactly("happy", "sad");
        assertThat(set.labels()).containsExactly(0, 0, 1);
        assertThat(set.x().get(0, 1)).isEqualTo(1);
        assertThat(set.x().get(1, 0)).isEqualTo(1);
    }

    @Test
    void classesNeedSubFoldersWithImages() throws IOException {
        assertThatThrownBy(() -> ImageFolder.readClasses("faces", folder, TWO_BY_THREE))
                .isInstanceOf(UserException.class)
                .hasMessage(folder + " has no sub-folders; put the images of each class into one that bears its name.");
        save(grey(0, 0, 0, 0, 0, 0), "happy/1.png");
        Files.createDirectory(folder.resolve("sad"));
        assertThatThrownBy(() -> ImageFolder.readClasses("faces", folder, TWO_BY_THREE))
                .isInstanceOf(UserException.class)
                .hasMessage("There is no PNG or JPEG image in " + folder.resolve("sad") + "; put some there.");
    }

    @Test
    void anImageOfAnotherSizeIsNamed() throws IOException {
        save(grey(0, 0, 0, 0, 0, 0), "1.png");
        save(new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY), "2.png");
        assertRefused(folder.resolve("2.png") + " is an image of 3×2 where images of 2×3 are wanted", "scale it");
    }

    /// Such a file is a few bytes long and claims gigabytes; it has no pixels at all, so that a decoder would complain.
    @ParameterizedTest
    @CsvSource({"100000, 100000", "2147483647, 2147483647", "3, 2147483647"})
    void aHeaderThatClaimsAbsurdDimensionsIsRefusedUndecoded(int width, int height) throws IOException {
        byte[] type = "IHDR".getBytes();
        ByteBuffer chunk = ByteBuffer.allocate(17).put(type).putInt(width).putInt(height)
                .put(new byte[] {8, 0, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(chunk.array());
        byte[] signature = {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10};
        Files.write(folder.resolve("bomb.png"), ByteBuffer.allocate(33).put(signature).putInt(13).put(chunk.array())
                .putInt((int) crc.getValue()).array());
        assertRefused("bomb.png is an image of " + height + "×" + width + " where images of 2×3 are wanted");
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        Files.createFile(folder.resolve("nothing.png"));
        assertRefused(folder.resolve("nothing.png") + " is empty; delete it");
    }

    @Test
    void whatIsNeitherPngNorJpegIsNamed() throws IOException {
        Files.writeString(folder.resolve("text.png"), "not an image");
        assertRefused(folder.resolve("text.png") + " is neither a PNG nor a JPEG image");
        Files.delete(folder.resolve("text.png"));
        save(grey(0, 0, 0, 0, 0, 0), "moving.gif");
        Files.move(folder.resolve("moving.gif"), folder.resolve("moving.jpg"));
        assertRefused(folder.resolve("moving.jpg") + " is neither a PNG nor a JPEG image");
    }

    @Test
    void aFileThatEndsTooEarlyIsNamed() throws IOException {
        save(grey(0, 0, 0, 0, 0, 0), "cut.png");
        byte[] whole = Files.readAllBytes(folder.resolve("cut.png"));
        Files.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(whole, 40));
        assertRefused("Cannot read the image " + folder.resolve("cut.png"), "damaged", "save it again");
    }

    /// Whatever is wrong in a file, it ends in a sentence or in an image.
    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.jpg"})
    void damageOfEveryKindEndsInASentence(String name) throws IOException {
        save(grey(0, 51, 102, 153, 204, 255), name);
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        RandomGenerator random = Randoms.of(1);
        int refused = 0;
        for (int trial = 0; trial < 300; trial++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 3; i++) damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            Files.write(folder.resolve(name), damaged);
            try {
                assertThat(read().size()).isEqualTo(1);
            } catch (UserException e) {
                assertThat(e.getMessage()).contains(name).endsWith(".");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void anEmptyFolderAndNoFolderAreNamed() {
        assertRefused("There is no PNG or JPEG image in " + folder + "; put some there.");
        assertThatThrownBy(() -> ImageFolder.read("x", folder.resolve("no"), TWO_BY_THREE))
                .isInstanceOf(UserException.class)
                .hasMessage("There is no folder " + folder.resolve("no") + "; check the name.");
    }

    @Test
    void moreThanAMatrixCanHoldIsRefused() throws IOException {
        save(grey(0, 0, 0, 0, 0, 0), "1.png");
        assertThatThrownBy(() -> ImageFolder.read("walls", folder, new Size(40_000, 40_000, 3)))
                .isInstanceOf(UserException.class).hasMessage("walls: 1 × 4800000000 values are more than a matrix can"
                        + " hold; take fewer or smaller images.");
    }

    @Test
    void noImageHasTwoChannelsOrNoHeight() {
        assertThatThrownBy(() -> new Size(2, 3, 2)).hasMessage("no image is 2×3 with 2 channels");
        assertThatThrownBy(() -> new Size(0, 3, 1)).hasMessage("no image is 0×3 with 1 channels");
    }
}
