package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.data.RemoteFile.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnpackingTest {

    private static final byte[] TRAIN = Watched.bytes(3000), TEST = Watched.bytes(20),
            NAMES = Watched.text("cat\ndog\n");
    private static final List<Member> WANTED = List.of(new Member("train.bin", 3000), new Member("test.bin", 20),
            new Member("names.txt", RemoteFile.SMALL));

    @TempDir Path temporary;
    private Path folder;

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("set"));
    }

    private static byte[] goodTar(String inside) {
        return Archives.tarGz(Archives.entry(inside, '5', new byte[0]),
                Archives.entry(inside + "train.bin", '0', TRAIN),
                Archives.entry(inside + "readme.html", '0', Watched.bytes(50)),
                Archives.entry(inside + "test.bin", '0', TEST),
                Archives.entry(inside + "names.txt", '0', NAMES));
    }

    private void unpack(String name, byte[] archive) throws IOException {
        Unpacking.unpack(Files.write(folder.resolve(name), archive), WANTED, folder);
    }

    private AbstractThrowableAssert<?, ?> assertRefuses(byte[] archive) {
        var thrown = assertThatThrownBy(() -> unpack("set.tar.gz", archive)).isInstanceOf(UserException.class);
        assertThat(folder).as("nothing is left behind").isDirectoryNotContaining(file -> !file.endsWith("set.tar.gz"));
        assertThat(temporary).isDirectoryNotContaining(file -> !file.endsWith("set"));
        return thrown;
    }

    private String sentence(String what) {
        return folder.resolve("set.tar.gz") + " cannot be unpacked: " + what + "; delete it and download it again.";
    }

    private void assertUnpacked(String archive) {
        assertThat(folder.resolve("train.bin")).hasBinaryContent(TRAIN);
        assertThat(folder.resolve("test.bin")).hasBinaryContent(TEST);
        assertThat(folder.resolve("names.txt")).hasBinaryContent(NAMES);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).as("only what is wanted")
                    .containsExactlyInAnyOrder(archive, "train.bin", "test.bin", "names.txt");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "./", "cifar-100-binary/", "a/b/c/"})
    void theWantedFilesOfATarCome(String inside) throws IOException {
        unpack("set.tar.gz", goodTar(inside));
        assertUnpacked("set.tar.gz");
    }

    @Test
    void theWantedFilesOfAZipCome() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("inside/", new byte[0]);
        files.put("inside/train.bin", TRAIN);
        files.put("other", Watched.bytes(9));
        files.put("test.bin", TEST);
        files.put("names.txt", NAMES);
        unpack("set.zip", Archives.zip(files));
        assertUnpacked("set.zip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.bin", "/evil.bin", "a/../../evil.bin", "..", "C:/evil.bin", "c:evil.bin",
            "..\\evil.bin",
            "\\\\server\\evil.bin", "../train.bin"})
    void anEntryThatWouldLeaveTheFolderIsRefused(String evil) {
        assertRefuses(Archives.tarGz(Archives.entry("set/test.bin", '0', TEST), Archives.entry(evil, '0', TRAIN)))
                .hasMessage(sentence("its entry " + evil + " would leave the folder"));
    }

    @Test
    void aZipEntryThatWouldLeaveTheFolderIsRefused() {
        assertThatThrownBy(() -> unpack("set.zip", Archives.zip(Map.of("../evil.bin", TRAIN))))
                .isInstanceOf(UserException.class)
                .hasMessage(folder.resolve("set.zip")
                        + " cannot be unpacked: its entry ../evil.bin would leave the folder; "
                        + "delete it and download it again.");
        assertThat(temporary.resolve("evil.bin")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2'})
    void aLinkInPlaceOfAWantedFileIsNotFollowed(char type) {
        byte[] link = Archives.entry("inside/train.bin", type, new byte[0]);
        System.arraycopy(Watched.text("/etc/passwd"), 0, link, 157, 11);
        Archives.sign(link);
        assertRefuses(Archives.tarGz(Archives.entry("test.bin", '0', TEST), link,
                Archives.entry("names.txt", '0', NAMES)))
                .hasMessage(sentence("its entry inside/train.bin is a link and no file"));
    }

    @Test
    void aLinkThatNobodyWantsIsPassedOver() throws IOException {
        unpack("set.tar.gz", Archives.tarGz(Archives.entry("latest", '2', new byte[0]),
                Archives.entry("train.bin", '0', TRAIN),
                Archives.entry("test.bin", '0', TEST), Archives.entry("names.txt", '0', NAMES)));
        assertUnpacked("set.tar.gz");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertRefuses(Archives.tarGz(Archives.entry("train.bin", '0', TRAIN)))
                .hasMessage(sentence("it lacks test.bin, names.txt"));
    }

    @Test
    void aFileOfAnotherSizeIsRefused() {
        assertRefuses(Archives.tarGz(Archives.entry("train.bin", '0', Watched.bytes(3001))))
                .hasMessage(sentence("its file train.bin has more than 3000 bytes"));
        assertRefuses(Archives.tarGz(Archives.entry("train.bin", '0', Watched.bytes(2999))))
                .hasMessage(sentence("its file train.bin has 2999 bytes, not 3000"));
    }

    @Test
    void aSmallFileThatIsHugeIsRefused() {
        assertRefuses(Archives.tarGz(Archives.entry("names.txt", '0', new byte[(1 << 20) + 1])))
                .hasMessage(sentence("its file names.txt has more than 1048576 bytes"));
    }

    @Test
    void anArchiveThatIsCutShort() {
        byte[] good = goodTar("");
        assertRefuses(Arrays.copyOf(good, good.length / 2)).hasMessage(sentence("it ends too early"));
        assertRefuses(Arrays.copyOf(good, good.length - 4)).hasMessage(sentence("it ends too early"));
        assertRefuses(new byte[0]).hasMessage(sentence("it ends too early"));
    }

    @Test
    void anArchiveThatIsNone() {
        assertRefuses(Watched.text("<html>not found</html>"))
                .hasMessage(sentence("its packing is broken (Not in GZIP format)"));
    }

    @Test
    void aChangedByteIsNoticedByTheSumOfTheGzipStream() {
        byte[] bad = goodTar("");
        bad[bad.length - 8] ^= 1;                                          // the CRC-32 is in the last 8 bytes but 4
        assertRefuses(bad).hasMessageStartingWith(folder.resolve("set.tar.gz")
                + " cannot be unpacked: its packing is broken (");
    }

    @Test
    void filesThatWereThereAreReplacedOrLeftAlone() throws IOException {
        Files.writeString(folder.resolve("train.bin"), "old");
        Files.writeString(folder.resolve("test.bin"), "old too");
        assertThatThrownBy(() -> unpack("set.tar.gz", Archives.tarGz(Archives.entry("other", '0', TRAIN))))
                .isInstanceOf(UserException.class);
        assertThat(folder.resolve("train.bin")).hasContent("old");
        unpack("set.tar.gz", goodTar(""));
        assertUnpacked("set.tar.gz");
    }

    /// What nobody wants has to be unpacked too, to get behind it.
    @Test
    void aSmallArchiveThatUnpacksToAHugeOneIsRefused() {
        byte[] zeros = new byte[17 << 20], tar = Archives.tarGz(Archives.entry("other", '0', zeros),
                Archives.entry("train.bin", '0', TRAIN));
        String sentence = "its packing is broken (more than 16777216 bytes would come out of ";
        assertRefuses(tar).hasMessage(sentence(sentence + tar.length + ")"));
        byte[] filled = new byte[17 << 20];                                // behind the end
        System.arraycopy(Archives.entry("train.bin", '0', TRAIN), 0, filled, 0, 3584);
        assertRefuses(Archives.gzip(filled)).hasMessageContaining(sentence);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("other", zeros);
        files.put("train.bin", TRAIN);
        assertThatThrownBy(() -> unpack("set.zip", Archives.zip(files))).isInstanceOf(UserException.class)
                .hasMessageContaining(sentence);
    }
}
