package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.data.Stl10.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Stl10Test {

    private static final int BYTES = 3 * 96 * 96;

    @TempDir private Path folder;

    private void write(String name, byte... bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    /// Two images, the second with one bright byte.
    private byte[] twoImages(int bright) {
        byte[] bytes = new byte[2 * BYTES];
        bytes[BYTES + bright] = (byte) 255;
        return bytes;
    }

    @Test void coloursArePlanesAndPlanesAreColumns() throws IOException {
        write("train_X.bin", twoImages(9216 + 2 * 96 + 5));                // green, third column, sixth row
        write("train_y.bin", (byte) 10, (byte) 1);
        ImageSet train = Stl10.load(Part.TRAIN, folder, 100);
        assertThat(train.labels()).containsExactly(9, 0);
        assertThat(train.x().get(1, (5 * 96 + 2) * 3 + 1)).isEqualTo(1);
        assertThat(train.x().elementSum()).as("nothing else").isEqualTo(1);
        assertThat(train.name()).isEqualTo("stl10 train");
        assertThat(Stl10.load(Part.TRAIN, folder, 1).size()).isOne();
    }

    @Test void whatHasNoLabelsNeedsNone() throws IOException {
        write("unlabeled_X.bin", twoImages(0));
        assertThat(Stl10.load(Part.UNLABELED, folder, 2).labels()).isEmpty();
    }

    @Test void filesThatCannotBeAreNamed() throws IOException {
        assertThatThrownBy(() -> Stl10.load(Part.TEST, folder, 1)).isInstanceOf(UserException.class)
                .hasMessageContaining("There is no " + folder.resolve("test_X.bin")).hasMessageContaining("download stl10");
        write("test_X.bin", new byte[BYTES - 1]);
        assertThatThrownBy(() -> Stl10.load(Part.TEST, folder, 1)).isInstanceOf(UserException.class)
                .hasMessageContaining("27647 bytes, which are no records of 27648");
        write("test_X.bin", twoImages(0));
        write("test_y.bin", (byte) 1);
        assertThatThrownBy(() -> Stl10.load(Part.TEST, folder, 1)).isInstanceOf(UserException.class)
                .hasMessageContaining("1 labels for 2 images");
        write("test_y.bin", (byte) 1, (byte) 11);
        assertThatThrownBy(() -> Stl10.load(Part.TEST, folder, 2)).isInstanceOf(UserException.class)
                .hasMessageContaining("has the label 11 at place 1");
        assertThatThrownBy(() -> Stl10.load(Part.TEST, folder, 0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 0");
    }
}
