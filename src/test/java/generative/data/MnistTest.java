package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The loader on made-up files; [RealMnistTest] has it on the real ones.
final class MnistTest {

    @TempDir Path folder;

    private String how(Path file) {
        return "There is neither " + file
                + " nor the same without .gz; get it with  mvn -q compile exec:exec -Drun=\"download fashion-mnist\".";
    }

    @Test
    void theLastTenThousandTrainingImagesAreForValidation() throws IOException {
        IdxFiles.set(folder, 10_003, 7);
        Mnist set = Mnist.load("toy", folder);
        assertThat(set.train().size()).isEqualTo(3);
        assertThat(set.train().labels()).containsExactly(0, 1, 2);
        assertThat(set.validation().size()).isEqualTo(10_000);
        assertThat(set.validation().labels()).startsWith(3, 4, 5).endsWith(1, 2);
        assertThat(set.test().size()).isEqualTo(7);
        assertThat(set.train().height()).isEqualTo(28);
        assertThat(set.test().x().shape()).isEqualTo("7×784");
        assertThat(set).hasToString("toy training: 3 images of 28×28, 3 classes; 10000 for validation, 7 for testing");
    }

    @Test
    void aSetThatIsTooSmallToSplit() throws IOException {
        IdxFiles.set(folder, 10_000, 7);
        assertThatThrownBy(() -> Mnist.load("toy", folder)).isInstanceOf(UserException.class).hasMessage(folder
                + " has only 10000 training images; 10000 are for validation alone, so download the whole set again.");
    }

    @Test
    void aFileThatIsMissing() throws IOException {
        assertThatThrownBy(() -> Mnist.load("fashion-mnist", folder)).isInstanceOf(UserException.class)
                .hasMessage(how(folder.resolve("train-images-idx3-ubyte.gz")));
        IdxFiles.set(folder, 20, 7);
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        assertThatThrownBy(() -> Mnist.load("fashion-mnist", folder)).isInstanceOf(UserException.class)
                .hasMessage(how(folder.resolve("t10k-labels-idx1-ubyte.gz")));
    }

    @Test
    void labelsThatDoNotMatchTheImages() throws IOException {
        IdxFiles.set(folder, 20, 7);
        Path labels = Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxFiles.labels(19));
        assertThatThrownBy(() -> Mnist.load("toy", folder)).isInstanceOf(UserException.class)
                .hasMessage(labels + " has 19 labels where "
                + folder.resolve("train-images-idx3-ubyte") + " has 20 images; take both files from the same source.");
    }

    @Test
    void imagesOfAnotherSize() throws IOException {
        IdxFiles.set(folder, 20, 7);
        Path images = Files.write(folder.resolve("train-images-idx3-ubyte"),
                IdxFiles.idx(8, new int[] {20, 2, 3}, new byte[120]));
        assertThatThrownBy(() -> Mnist.load("toy", folder)).isInstanceOf(UserException.class)
                .hasMessage(images + " does not hold images of 28×28 but an array of 20×2×3; download it again.");
    }

    @Test
    void theUnpackedFileComesFirst() throws IOException {
        IdxFiles.set(folder, 10_001, 7);
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), new byte[] {1, 2, 3});
        assertThat(Mnist.load("toy", folder).train().size()).isEqualTo(1);
    }
}
