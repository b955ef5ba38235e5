package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CatalogueTest {

    private final Catalogue catalogue = Catalogue.standard();

    static Stream<RemoteFile> files() {
        return Catalogue.standard().sets().stream().flatMap(set -> set.files().stream());
    }

    @Test
    void theSetsOfThePapersAreThere() {
        assertThat(catalogue.sets()).extracting(PublicDataSet::name)
                .containsExactly("mnist", "fashion-mnist", "cifar10", "cifar100", "stl10", "enwik8");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsFetchedSafely(RemoteFile file) {
        assertThat(file.address()).hasScheme("https").hasNoQuery();
        assertThat(file.sha256()).hasSize(64);
        assertThat(file.name()).as("either read as it is or unpacked")
                .matches(file.members().isEmpty() ? ".*-ubyte\\.gz" : ".*\\.(tar\\.gz|zip)");
    }

    @Test
    void noSumIsThereTwice() {
        assertThat(files().map(RemoteFile::sha256)).doesNotHaveDuplicates().hasSize(12);
    }

    @Test
    void theDigitsAreTheFourFilesThatTheLoaderReads() {
        for (String name : List.of("mnist", "fashion-mnist"))
            assertThat(catalogue.get(name).files()).extracting(RemoteFile::name)
                    .containsExactly("train-images-idx3-ubyte.gz",
                    "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
    }

    /// Images times bytes for each, all files of the set together; the lists of names do not count.
    @ParameterizedTest
    @CsvSource({"cifar10, 60000, 3073", "cifar100, 60000, 3074", "enwik8, 1, 100000000"})
    void theUnpackedSizesFollowFromTheFormats(String name, long images, long each) {
        assertThat(unpacked(name)).isEqualTo(images * each);
    }

    @Test
    void theUnpackedSizesOfStl10FollowFromItsFormat() {
        assertThat(unpacked("stl10")).isEqualTo((5_000 + 8_000 + 100_000) * 96L * 96 * 3 + 5_000 + 8_000);
    }

    private long unpacked(String name) {
        return catalogue.get(name).files().getFirst().members().stream().mapToLong(RemoteFile.Member::size)
                .filter(size -> size > 0).sum();
    }

    @ParameterizedTest
    @CsvSource({"CIFAR-10, cifar10", "cifar_100, cifar100", "MNIST, mnist", "FashionMNIST, fashion-mnist",
            "STL-10, stl10", "enwik8, enwik8"})
    void otherSpellingsAreUnderstood(String spelling, String name) {
        assertThat(catalogue.get(spelling).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"minst, mnist", "fashion, fashion-mnist", "cifar, cifar10", "cifar-1000, cifar100", "slt10, stl10",
            "enwiki8, enwik8"})
    void anUnknownNameIsAnsweredWithTheNearest(String wrong, String nearest) {
        assertThatThrownBy(() -> catalogue.get(wrong)).isInstanceOf(UserException.class)
                .hasMessage("There is no data set " + wrong
                + "; did you mean " + nearest
                + "? (There are mnist, fashion-mnist, cifar10, cifar100, stl10, enwik8.)");
    }

    @Test
    void whereNothingIsNearNothingIsSuggested() {
        assertThatThrownBy(() -> catalogue.get("text8")).isInstanceOf(UserException.class)
                .hasMessage("There is no data set text8; "
                        + "choose from mnist, fashion-mnist, cifar10, cifar100, stl10, enwik8.");
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "minst, mnist, 2", "'', abc, 3", "abc, '', 3", "abc, abc, 0", "abc, abxc, 1",
            "flaw, lawn, 2"})
    void theDistanceOfWords(String a, String b, int distance) {
        assertThat(Catalogue.distance(a, b)).isEqualTo(distance);
    }

    @Test
    void aFileNeedsASizeAndAProperSum() {
        URI address = URI.create("https://example.org/x");
        assertThatThrownBy(() -> new RemoteFile(address, 0, "", List.of()))
                .hasMessage("a file of 0 bytes cannot be fetched");
        assertThatThrownBy(() -> new RemoteFile(address, 1, "abc", List.of()))
                .hasMessage("a SHA-256 has 64 hexadecimal digits, got abc");
    }
}
