package generative.cli;

import static org.assertj.core.api.Assertions.assertThat;

import generative.data.Archives;
import generative.data.Catalogue;
import generative.data.LocalServer;
import generative.data.PublicDataSet;
import generative.data.RemoteFile;
import generative.data.RemoteFile.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command with a catalogue of this machine.
class DownloadCommandTest {

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII),
            ARCHIVE = Archives.zip(Map.of("pixels.bin", new byte[40]));
    private static final String ABC_SUM = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir Path root;
    private final LocalServer server = new LocalServer();
    private final Catalogue catalogue = new Catalogue(List.of(
            new PublicDataSet("letters", "MIT",
                    List.of(new RemoteFile(server.serve("/abc.gz", ABC), 3, ABC_SUM, List.of()))),
            new PublicDataSet("digits-10", "none stated", List.of(
                    new RemoteFile(server.serve("/digits.zip", ARCHIVE), ARCHIVE.length, "",
                            List.of(new Member("pixels.bin", 40)))))));

    @AfterEach void stop() {
        server.close();
    }

    private Console run(String... arguments) {
        return Console.run(new CommandLine.IFactory() {
            @Override public <K> K create(Class<K> type) throws Exception {
                return type == DownloadCommand.class ? type.cast(new DownloadCommand(catalogue, root))
                        : CommandLine.defaultFactory().create(type);
            }
        }, arguments);
    }

    @Test
    void withoutANameTheSetsAreListed() throws IOException {
        Files.write(Files.createDirectory(root.resolve("letters")).resolve("abc.gz"), ABC);
        Console console = run("download");
        assertThat(console.code()).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(console.out().lines()).containsExactly(
                "download NAME fetches one of these into " + root + ":",
                "  name                 size  licence                              where",
                "  letters            0.0 MB  MIT                                  " + root.resolve("letters"),
                "  digits-10          0.0 MB  none stated                          not here");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void aSetThatIsThereInPartIsListedSo() throws IOException {
        Files.write(Files.createDirectory(root.resolve("letters")).resolve("abc.gz.part"), ABC);
        assertThat(run("download").out()).contains("in part in " + root.resolve("letters"));
    }

    @Test
    void theListIsThatOfThePapers() {
        String list = Console.run("download").out();
        assertThat(list).contains("  mnist             11.6 MB  CC BY-SA 3.0 ", "  fashion-mnist     30.9 MB  MIT ",
                "  stl10           2640.4 MB ");
        assertThat(list.lines()).hasSize(8);
    }

    @Test
    void aSetIsFetched() {
        Console console = run("download", "letters");
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isZero();
        assertThat(console.out()).contains("abc.gz: 1 of 1 kB", "abc.gz: size and SHA-256 are right")
                .contains("letters is in " + root.resolve("letters") + "; licence: MIT");
        assertThat(root.resolve("letters/abc.gz")).hasBinaryContent(ABC);
    }

    @Test
    void anArchiveIsUnpackedAndAnUnknownSumIsTold() {
        Console console = run("download", "Digits10");
        assertThat(console.code()).isZero();
        assertThat(console.out())
                .containsPattern("digits\\.zip: its size is right; "
                        + "its SHA-256, which nobody has published, is [0-9a-f]{64}")
                .contains("Unpacking digits.zip …")
                .contains("digits-10 is in " + root.resolve("digits-10") + "; licence: none stated");
        assertThat(root.resolve("digits-10/pixels.bin")).hasBinaryContent(new byte[40]);
    }

    @Test
    void theSecondTimeItSaysSo() {
        run("download", "letters");
        Console console = run("download", "letters");
        assertThat(console.code()).isZero();
        assertThat(console.out())
                .contains("letters was there already, whole, in " + root.resolve("letters") + "; licence: MIT");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void anUnknownNameIsAnsweredInOneLineWithTheNearestRightOne() {
        Console console = run("download", "leters");
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines())
                .containsExactly("There is no data set leters; did you mean letters? (There are letters, digits-10.)");
    }

    @Test
    void troubleIsOneLineWithoutAStackTrace() {
        server.first(LocalServer.status(404));
        Console console = run("download", "letters");
        assertThat(console.code()).isEqualTo(1);
        assertThat(console.err().lines()).singleElement().asString()
                .contains("/abc.gz cannot be had, the server answers with status 404; get it by hand",
                        "and put it into " + root.resolve("letters"));
        assertThat(root.resolve("letters/abc.gz")).doesNotExist();
    }
}
