package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.data.RemoteFile.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublicDataSetTest {

    private static final byte[] TEXT = Watched.text("ten little digits"),
            ARCHIVE = Archives.zip(Map.of("in/pixels.bin", Watched.bytes(40)));

    @TempDir Path folder;
    private final LocalServer server = new LocalServer();
    private final Download download = new Download(Duration.ofSeconds(5), Duration.ofSeconds(5), attempt -> { });
    private final Watched watched = new Watched();
    private final PublicDataSet set = new PublicDataSet("toy", "MIT", List.of(
            new RemoteFile(server.serve("/text.gz", TEXT), TEXT.length, Watched.sha256(TEXT), List.of()),
            new RemoteFile(server.serve("/toy.zip", ARCHIVE), ARCHIVE.length, Watched.sha256(ARCHIVE),
                    List.of(new Member("pixels.bin", 40)))));

    @AfterEach void stop() {
        download.close();
        server.close();
    }

    @Test
    void allThatIsMissingIsFetchedAndUnpacked() throws IOException {
        assertThat(set.isIn(folder)).isFalse();
        assertThat(set.isPartlyIn(folder)).isFalse();
        assertThat(set.fetch(folder, download, watched)).isTrue();
        assertThat(set.isIn(folder)).isTrue();
        assertThat(set.isPartlyIn(folder)).isFalse();
        assertThat(folder.resolve("text.gz")).hasBinaryContent(TEXT);
        assertThat(folder.resolve("pixels.bin")).hasBinaryContent(Watched.bytes(40));
        assertThat(folder).as("the archive is not needed any more").isDirectoryNotContaining("glob:**toy.zip*");
        assertThat(watched.told)
                .containsExactly("text.gz " + Watched.sha256(TEXT), "toy.zip " + Watched.sha256(ARCHIVE),
                        "unpacking toy.zip");
    }

    @Test
    void theSecondFetchAsksNobody() {
        set.fetch(folder, download, watched);
        server.requests.clear();
        assertThat(set.fetch(folder, download, watched)).isFalse();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void onlyWhatIsMissingIsFetchedAgain() throws IOException {
        set.fetch(folder, download, watched);
        server.requests.clear();
        Files.write(folder.resolve("pixels.bin"), Watched.bytes(39));
        assertThat(set.isIn(folder)).as("a file of another size is not the one").isFalse();
        assertThat(set.isPartlyIn(folder)).isTrue();
        assertThat(set.fetch(folder, download, watched)).isTrue();
        assertThat(server.requests).containsExactly("/toy.zip");
        assertThat(folder.resolve("pixels.bin")).hasBinaryContent(Watched.bytes(40));
    }

    @Test
    void anArchiveGotByHandIsUnpacked() throws IOException {
        Files.write(folder.resolve("toy.zip"), ARCHIVE);
        Files.write(folder.resolve("text.gz"), TEXT);
        assertThat(set.fetch(folder, download, watched)).isTrue();
        assertThat(server.requests).isEmpty();
        assertThat(folder.resolve("pixels.bin")).hasBinaryContent(Watched.bytes(40));
    }

    @Test
    void anArchiveThatCannotBeHadIsToldToBeUnpackedLater() {
        PublicDataSet lost = new PublicDataSet("lost", "MIT", List.of(
                new RemoteFile(server.address("/lost.zip"), 5, "", List.of(new Member("pixels.bin", 40)))));
        assertThatThrownBy(() -> lost.fetch(folder, download, watched)).isInstanceOf(UserException.class)
                .hasMessage(server.address("/lost.zip")
                        + " cannot be had, the server answers with status 404; get it by hand and put it into "
                        + folder + ", then run the command again to unpack it.");
    }

    @Test
    void aPartOfADownloadIsAPartOfTheSet() throws IOException {
        Files.write(folder.resolve("toy.zip.part"), new byte[3]);
        assertThat(set.isPartlyIn(folder)).isTrue();
        assertThat(set.isIn(folder)).isFalse();
    }

    @Test
    void aFileThatSomebodyGunzippedIsThereToo() throws IOException {
        Files.write(folder.resolve("text"), TEXT);
        Files.write(folder.resolve("pixels.bin"), Watched.bytes(40));
        assertThat(set.isIn(folder)).isTrue();
    }

    @Test
    void theSizeIsWhatHasToBeFetched() {
        assertThat(set.size()).isEqualTo(17 + ARCHIVE.length);
    }
}
