package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import generative.UserException;
import generative.data.Idx.IdxArray;
import generative.math.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdxTest {

    @TempDir Path folder;

    private Path file(String name, byte... bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] ints(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    private AbstractThrowableAssert<?, ?> assertRefuses(String name, byte... bytes) {
        Path file = file(name, bytes);
        return assertThatThrownBy(() -> Idx.read(file)).isInstanceOf(UserException.class);
    }

    private String sentence(String name, String what) {
        return folder.resolve(name) + " is no whole IDX file: " + what + "; download it again.";
    }

    @Test
    void aFileWrittenByHandIsRead() {
        // two images of 1×3 pixels: 00 00 08 03, then 2, 1, 3 in four bytes each, then the pixels
        IdxArray array = Idx.read(file("x",
                ints(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 10, 20, 30, 40, 50, 255)));
        assertThat(array.dimensions()).containsExactly(2, 1, 3);
        assertThat(array.values()).containsExactly(10, 20, 30, 40, 50, 255);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void anyRankGzippedOrNot(int rank) {
        int[] dimensions = new int[rank];
        Arrays.setAll(dimensions, i -> i + 1);
        byte[] values = Watched.bytes(Arrays.stream(dimensions).reduce(1, (a, b) -> a * b));
        byte[] bytes = IdxFiles.idx(8, dimensions, values);
        for (Path file : new Path[] {file("plain", bytes), file("packed.gz", Archives.gzip(bytes)),
                file("packed", Archives.gzip(bytes))}) {
            assertThat(Idx.read(file).dimensions()).isEqualTo(dimensions);
            assertThat(Idx.read(file).values()).isEqualTo(values);
        }
    }

    @Test
    void aLargeFileComesInManyPieces() {
        byte[] values = Watched.bytes(200_001);
        assertThat(Idx.read(file("large", IdxFiles.idx(8, new int[] {200_001}, values))).values()).isEqualTo(values);
    }

    @Test
    void anArrayWithoutElements() {
        assertThat(Idx.read(file("none", IdxFiles.idx(8, new int[] {0, 28, 28}))).values()).isEmpty();
        assertThat(Idx.images(file("none", IdxFiles.idx(8, new int[] {0, 28, 28}))).shape()).isEqualTo("0×784");
    }

    @Test
    void pixelsAreScaledToOne() {
        Matrix x = Idx.images(file("x", IdxFiles.idx(8, new int[] {2, 1, 2}, ints(0, 51, 128, 255))));
        assertThat(x.shape()).isEqualTo("2×2");
        assertThat(x.floats()).containsExactly(new float[] {0, .2f, 128 / 255f, 1}, within(1e-7f));
    }

    @Test
    void labelsAreUnsigned() {
        assertThat(Idx.labels(file("y", IdxFiles.idx(8, new int[] {4}, ints(7, 0, 128, 255)))))
                .containsExactly(7, 0, 128, 255);
    }

    @Test
    void imagesAndLabelsAreNotMixedUp() {
        Path images = file("images", IdxFiles.idx(8, new int[] {2, 1, 1}, ints(1, 2))),
                labels = file("labels", IdxFiles.idx(8, new int[] {2}, ints(1, 2)));
        assertThatThrownBy(() -> Idx.labels(images)).isInstanceOf(UserException.class)
                .hasMessage(images + " holds an array of size 2×1×1 where labels (a list of numbers) were expected; choose another file.");
        assertThatThrownBy(() -> Idx.images(labels)).isInstanceOf(UserException.class)
                .hasMessage(labels + " holds an array of size 2 where images (number×height×width) were expected; choose another file.");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Path file = folder.resolve("deep/x.idx");
        Idx.writeImages(file, Matrix.of(new double[][] {{0, .2, .5}, {1, 7, -3}}), 1, 3);
        IdxArray array = Idx.read(file);
        assertThat(array.dimensions()).containsExactly(2, 1, 3);
        assertThat(array.values()).as("rounded, and clipped to 0 … 255").containsExactly(0, 51, 128, 255, 255, 0);
        assertThat(file).hasSize(16 + 6);
    }

    @Test
    void imagesThatDoNotFitAreNotWritten() {
        Path file = folder.resolve("x.idx");
        assertThatThrownBy(() -> Idx.writeImages(file, Matrix.zeros(3, 6), 2, 2))
                .hasMessage("images of 2×2 do not fit into rows of 3×6");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatIsNotThere() {
        Path file = folder.resolve("none");
        assertThatThrownBy(() -> Idx.read(file)).isInstanceOf(UserException.class)
                .hasMessage("There is no file " + file + "; check the path or download the data again.");
        assertThatThrownBy(() -> Idx.read(folder)).hasMessageStartingWith("There is no file " + folder);
    }

    @ParameterizedTest
    @CsvSource({"0, it is empty", "1, it has only 1 bytes", "3, it has only 3 bytes",
            "4, it ends in the middle of its dimensions",
            "15, it ends in the middle of its dimensions",
            "16, it ends after 0 of the 6 bytes that its size 2×1×3 needs",
            "21, it ends after 5 of the 6 bytes that its size 2×1×3 needs"})
    void aFileThatIsCutShort(int length, String what) {
        byte[] whole = IdxFiles.idx(8, new int[] {2, 1, 3}, new byte[6]);
        assertRefuses("x", Arrays.copyOf(whole, length)).hasMessage(sentence("x", what));
    }

    @Test
    void aFileThatGoesOn() {
        assertRefuses("x", IdxFiles.idx(8, new int[] {2, 3}, new byte[7]))
                .hasMessage(sentence("x", "it goes on after the 6 bytes that its size 2×3 needs"));
    }

    @Test
    void aGzippedFileThatIsCutShort() {
        byte[] packed = Archives.gzip(IdxFiles.idx(8, new int[] {5000}, Watched.bytes(5000)));
        assertRefuses("x.gz", Arrays.copyOf(packed, packed.length / 2))
                .hasMessage(sentence("x.gz", "it ends too early"));
        assertRefuses("x.gz", Arrays.copyOf(packed, 5)).hasMessage(sentence("x.gz", "it ends too early"));
        assertRefuses("x.gz", Arrays.copyOf(packed, packed.length - 2))
                .hasMessage(sentence("x.gz", "it ends too early"));
    }

    @Test
    void aGzippedFileThatWasChanged() {
        byte[] packed = Archives.gzip(IdxFiles.idx(8, new int[] {5000}, Watched.bytes(5000)));
        packed[packed.length - 8] ^= 1;                                    // the first byte of the CRC-32
        assertRefuses("x.gz", packed)
        .hasMessageStartingWith(folder.resolve("x.gz") + " is no whole IDX file: its gzip packing is broken (");
    }

    @Test
    void aNameThatPromisesGzip() {
        assertRefuses("x.gz", IdxFiles.idx(8, new int[] {1}, new byte[1]))
                .hasMessage(sentence("x.gz", "its name ends in .gz, but it does not begin as a gzip file does"));
        assertRefuses("page.gz", Watched.text("<html>")).hasMessageContaining("does not begin as a gzip file does");
        assertRefuses("short.gz", (byte) 0x1f).hasMessageContaining("does not begin as a gzip file does");
    }

    @Test
    void anotherMagicNumber() {
        assertRefuses("x", IdxFiles.idx(13, new int[] {1}, new byte[4]))
                .hasMessage(sentence("x",
                        "it begins with the number 3329 where 2051 (images) or 2049 (labels) was expected"));
        assertRefuses("y", Watched.text("<html>")).hasMessageContaining("begins with the number 1013478509 where");
        assertRefuses("z", ints(255, 255, 8, 1)).hasMessageContaining("begins with the number 4294903809 where");
        assertRefuses("rank0", IdxFiles.idx(8, new int[] {}, (byte) 5))
                .hasMessageContaining("begins with the number 2048 where");
    }

    @Test
    void anAbsurdSizeIsRefusedBeforeAnythingIsAllocated() {
        assertRefuses("x", IdxFiles.idx(8, new int[] {60000, 28000, 28000}))
                .hasMessage(sentence("x", "it claims an impossible size of 60000×28000×28000"));
        assertRefuses("y", IdxFiles.idx(8, new int[] {-1}))
                .hasMessage(sentence("y", "it claims an impossible size of 4294967295"));
        assertRefuses("z", IdxFiles.idx(8, new int[] {Integer.MAX_VALUE - 8}, new byte[3]))
                .hasMessage(sentence("z", "it ends after 3 of the 2147483639 bytes that its size 2147483639 needs"));
    }

    @Test
    void aSizeThatOverflowsManyTimesIsRefusedToo() {
        int[] dimensions = new int[8];
        Arrays.fill(dimensions, 1 << 16);
        assertRefuses("x", IdxFiles.idx(8, dimensions))
                .hasMessageContaining("it claims an impossible size of 65536×65536");
    }

    /// No bytes are needed for it, but images of so many pixels there cannot be.
    @Test
    void anAbsurdSizeBesideAZeroIsRefusedToo() {
        assertRefuses("x", IdxFiles.idx(8, new int[] {0, 65536, 65536}))
                .hasMessage(sentence("x", "it claims an impossible size of 0×65536×65536"));
        assertThat(Idx.images(file("y", IdxFiles.idx(8, new int[] {0, 28, 28}))).shape()).isEqualTo("0×784");
    }

    @Test
    void aSmallFileThatUnpacksToAHugeOneIsRefused() {
        byte[] zeros = Archives.gzip(IdxFiles.idx(8, new int[] {20 << 20}, new byte[20 << 20]));
        assertRefuses("x.gz", zeros).hasMessage(sentence("x.gz",
                "its gzip packing is broken (more than 16777216 bytes would come out of " + zeros.length + ")"));
    }
}
