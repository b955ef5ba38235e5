package generative.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {

    @TempDir Path folder;

    private static Picture dot() {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 0, 0xFF8000);
        return new Picture(image, "one orange dot");
    }

    @Test void savesWhatItHoldsAndMakesTheFolders() throws IOException {
        Path png = folder.resolve("a/b/dot.png");
        assertThat(dot().save(png)).isEqualTo(png);
        BufferedImage back = ImageIO.read(png.toFile());
        assertThat(back.getWidth()).isEqualTo(3);
        assertThat(back.getRGB(1, 0)).isEqualTo(0xFFFF8000);
        assertThat(png.getParent()).isDirectoryContaining(file -> file.equals(png));
        try (var files = Files.list(png.getParent())) {
            assertThat(files).containsExactly(png);
        }
    }

    @Test void replacesAnOlderPicture() throws IOException {
        Path png = Files.writeString(folder.resolve("dot.png"), "old");
        dot().save(png);
        assertThat(ImageIO.read(png.toFile()).getHeight()).isEqualTo(2);
    }

    @Test void anUnwritablePlaceIsOneSentenceWithThePath() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "kept");
        assertThatThrownBy(() -> dot().save(file.resolve("dot.png"))).isInstanceOf(UserException.class)
                .hasMessageContaining(file.resolve("dot.png").toString()).hasMessageContaining("is a file, not a folder")
                .hasMessageContaining("choose").hasMessageNotContaining("\n");
        assertThat(file).hasContent("kept");
    }

    @Test void aFolderOfThatNameStaysAndNothingIsLeftBeside() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("dot.png/full"));
        assertThatThrownBy(() -> dot().save(taken.getParent())).isInstanceOf(UserException.class);
        assertThat(taken).isDirectory();
        assertThat(folder.resolve("dot.png.part")).doesNotExist();
    }

    @Test void withoutADisplayShowSaysSo() {
        PrintStream before = System.out;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
            dot().show();
        } finally {
            System.setOut(before);
        }
        assertThat(heard.toString(StandardCharsets.UTF_8)).startsWith("There is no display").hasLineCount(1);
    }

    @Test void saysItsSizeAndItsWords() {
        assertThat(dot()).hasToString("Picture 3×2: one orange dot");
    }

    @Test void refusesToBeWithoutWords() {
        assertThatThrownBy(() -> new Picture(dot().image(), " ")).isInstanceOf(IllegalArgumentException.class);
    }
}
