package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import generative.UserException;
import generative.data.Cifar.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CifarTest {

    @TempDir
    private Path folder;

    /// Records with these labels; byte i of record r is (r + i) mod 251.
    private static byte[] batch(int labelBytes, int... labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int r = 0; r < labels.length; r++) {
            for (int l = 0; l < labelBytes - 1; l++) bytes.write(19);
            bytes.write(labels[r]);
            for (int i = 0; i < 3072; i++) bytes.write((r + i) % 251);
        }
        return bytes.toByteArray();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private void refused(Kind kind, String sentence) {
        assertThatThrownBy(() -> Cifar.load(kind, folder)).isInstanceOf(UserException.class).hasMessage(sentence);
    }

    @Test void theColoursOfAPixelStandTogether() throws IOException {
        write("data_batch_1.bin", batch(1, 3, 9));
        write("data_batch_2.bin", batch(1, 0));
        write("test_batch.bin", batch(1, 7));
        Cifar set = Cifar.load(Kind.CIFAR10, folder);
        assertThat(set.train().labels()).containsExactly(3, 9, 0);
        assertThat(set.test().labels()).containsExactly(7);
        for (int colour = 0; colour < 3; colour++) {                                  // pixel (2, 5) of the second image
            int inFile = colour * 1024 + 2 * 32 + 5;
            assertThat(set.train().x().get(1, (2 * 32 + 5) * 3 + colour)).isEqualTo((1 + inFile) % 251 / 255.0, within(1e-7));
        }
        assertThat(set).hasToString("cifar10 training: 3 images of 32×32×3, 10 classes; 1 for testing");
    }

    @Test void ofCifar100TheFineLabelsAreTaken() throws IOException {
        write("train.bin", batch(2, 99, 42));
        write("test.bin", batch(2, 0));
        Cifar set = Cifar.load(Kind.CIFAR100, folder);
        assertThat(set.train().labels()).containsExactly(99, 42);
        assertThat(set.train().x().get(0, 3)).isEqualTo(1 / 255.0, within(1e-7));
    }

    @Test void theArchiveIsReadAsItIs() throws IOException {
        byte[] train = batch(1, 1, 2), test = batch(1, 5);
        write("cifar-10-binary.tar.gz", Archives.tarGz(Archives.entry("cifar-10-batches-bin/", '5', new byte[0]),
                Archives.entry("cifar-10-batches-bin/batches.meta.txt", '0', new byte[3]),
                Archives.entry("cifar-10-batches-bin/data_batch_4.bin", '0', train),
                Archives.entry("cifar-10-batches-bin/latest", '2', new byte[0]),      // a link that nobody asks for
                Archives.entry("cifar-10-batches-bin/test_batch.bin", '0', test)));
        Cifar set = Cifar.load(Kind.CIFAR10, folder);
        assertThat(set.train().labels()).containsExactly(1, 2);
        assertThat(set.test().labels()).containsExactly(5);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);                                             // nothing was written
        }
    }

    @Test void whatIsDamagedIsNamed() throws IOException {
        String how = "get it with  mvn -q compile exec:exec -Drun=\"download cifar10\".";
        refused(Kind.CIFAR10, "There are neither files like data_batch_1.bin nor one .tar.gz in " + folder + "; " + how);
        write("data_batch_1.bin", batch(1, 3));
        refused(Kind.CIFAR10, folder + " has no test_batch.bin; " + how);
        write("test_batch.bin", new byte[3072]);
        refused(Kind.CIFAR10, "test_batch.bin in " + folder + " has 3072 bytes, which are no records of 3073; download it again.");
        write("test_batch.bin", new byte[0]);
        refused(Kind.CIFAR10, "test_batch.bin in " + folder + " has 0 bytes, which are no records of 3073; download it again.");
        write("test_batch.bin", batch(1, 10));
        refused(Kind.CIFAR10, "test_batch.bin in " + folder + " has the label 10 where there are 10 classes; download it again.");
    }

    private void archiveRefused(String what, byte[]... entries) throws IOException {
        write("a.tar.gz", Archives.tarGz(entries));
        refused(Kind.CIFAR10, "Cannot unpack " + folder.resolve("a.tar.gz") + " (" + what + "); download it again.");
        assertThat(folder).as("nothing was written").isDirectoryNotContaining(file -> !file.endsWith("a.tar.gz"));
        assertThat(folder.resolveSibling("data_batch_1.bin")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../data_batch_1.bin", "/data_batch_1.bin", "a/../../data_batch_1.bin",
            "C:/data_batch_1.bin", "..\\readme"})
    void anArchiveWithAPathThatClimbsIsRefused(String path) throws IOException {
        archiveRefused("its entry " + path + " would leave the folder",
                Archives.entry("test_batch.bin", '0', batch(1, 5)),
                Archives.entry(path, '0', batch(1, 1)));
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2'})
    void anArchiveWithALinkInPlaceOfABatchIsRefused(char type) throws IOException {
        archiveRefused("its entry in/data_batch_2.bin is a link and no file",
                Archives.entry("in/data_batch_1.bin", '0', batch(1, 5)),
                Archives.entry("in/data_batch_2.bin", type, new byte[0]),
                Archives.entry("in/test_batch.bin", '0', batch(1, 5)));
    }

    @Test void whatIsDamagedInAnArchiveIsNamed() throws IOException {
        byte[] good = Archives.entry("in/test_batch.bin", '0', batch(1, 5));
        String archive = folder.resolve("a.tar.gz").toString();
        write("a.tar.gz", Archives.tarGz(Archives.entry("in/data_batch_1.bin", '0', new byte[2 * 3073 + 1]), good));
        refused(Kind.CIFAR10, "data_batch_1.bin in " + archive
                + " has 6147 bytes, which are no records of 3073; download it again.");
        write("a.tar.gz", Archives.tarGz(Archives.entry("in/data_batch_1.bin", '0', new byte[4 * (1 + 3 * 16 * 16)]),
                good));
        refused(Kind.CIFAR10, "data_batch_1.bin in " + archive
                + " has 3076 bytes, which are no records of 3073; download it again.");
        write("a.tar.gz", Archives.tarGz(Archives.entry("in/data_batch_1.bin", '0', batch(1, 9, 255)), good));
        refused(Kind.CIFAR10, "data_batch_1.bin in " + archive
                + " has the label 255 where there are 10 classes; download it again.");
        write("a.tar.gz", Archives.tarGz(good));
        refused(Kind.CIFAR10, archive
                + " has no data_batch_1.bin; get it with  mvn -q compile exec:exec -Drun=\"download cifar10\".");
    }

    @Test void aCutArchiveIsNamed() throws IOException {
        byte[] whole = Archives.tarGz(Archives.entry("data_batch_1.bin", '0', batch(1, 1)));
        write("a.tar.gz", java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> Cifar.load(Kind.CIFAR10, folder)).isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot unpack " + folder.resolve("a.tar.gz")).hasMessageEndingWith("; download it again.");
    }

    @Test void theRealSample() {
        Path real = Datasets.root().resolve("cifar10");
        assumeThat(Files.isDirectory(real)).as("real CIFAR-10 in " + real).isTrue();
        Cifar set = Cifar.load(Kind.CIFAR10, real);
        assertThat(set.train().size()).isGreaterThanOrEqualTo(10_000);
        assertThat(set.test().size()).isEqualTo(10_000);
        int[] count = new int[10];
        for (int label : set.test().labels()) count[label]++;
        assertThat(count).containsOnly(1000);
        assertThat(set.train().x().rows(0, 10_000).mean()).isBetween(.44, .50);
    }

    @Test void whatDoesNotFitIntoMemoryIsRefused() throws IOException {
        write("data_batch_1.bin", batch(1, 1));
        Path huge = Watched.huge(folder.resolve("test_batch.bin"));
        assertThatThrownBy(() -> Cifar.load(Kind.CIFAR10, folder)).isInstanceOf(UserException.class)
                .hasMessage("Cannot read " + huge + " (3221228545 bytes are more than fit into memory here, " + WholeFile.most()
                        + "); check that you may read it.");
    }

    @Test void aSmallArchiveThatUnpacksToAHugeOneIsRefused() throws IOException {
        write("a.tar.gz", Archives.tarGz(Archives.entry("test_batch.bin", '0', new byte[17 << 20])));
        assertThatThrownBy(() -> Cifar.load(Kind.CIFAR10, folder)).isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot unpack " + folder.resolve("a.tar.gz")
                        + " (more than 16777216 bytes would come out of ")
                .hasMessageEndingWith("; download it again.");
    }
}
