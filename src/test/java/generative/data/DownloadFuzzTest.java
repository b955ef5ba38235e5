package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.Mutants;
import generative.UserException;
import generative.math.Randoms;
import generative.training.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Servers that do not even keep to HTTP.
@Tag("fuzz")
final class DownloadFuzzTest {

    private static final byte[] CONTENT = Watched.text("0123456789".repeat(5));
    private static final byte[][] GOOD = {whole("50"),
            answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
                    Watched.text("32\r\n" + "0123456789".repeat(5) + "\r\n0\r\n\r\n")),
            answer("HTTP/1.1 206 Partial Content\r\nContent-Length: 50\r\nContent-Range: bytes 0-49/50", CONTENT),
            answer("HTTP/1.1 302 Found\r\nLocation: /digits.bin\r\nContent-Length: 0", new byte[0]),
            answer("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0", new byte[0]),
            answer("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 4", Watched.text("busy"))};
    private static final int DOWNLOADS = Math.max(200, Integer.getInteger("generative.mutants", 0) / 10);

    @TempDir
    private Path folder;

    /// Fetches what mutants of answers bring into `FOLDER` and says how many files came. The next attempt may meet a good answer or
    /// another bad one; whatever happens, a file that gets its name is the right one.
    static final class Fuzzing {

        static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]), file = folder.resolve("digits.bin");
            Mutants mutants = new Mutants(Randoms.of(9, 4));
            for (byte[] good : GOOD) mutants.add(good, UnaryOperator.identity());
            int fetched = 0;
            try (RawServer server = new RawServer(mutants::next); Download download = download()) {
                for (int i = 0; i < DOWNLOADS; i++) {
                    try {
                        fetch(download, server, folder);
                        fetched++;
                        assertThat(file).hasBinaryContent(CONTENT);
                        Files.delete(file);
                    } catch (UserException e) {
                        assertThat(e.getMessage()).contains("digits.bin").endsWith(".");
                        assertThat(file).doesNotExist();
                    }
                }
                System.out.printf("%-28s %d downloads, %d connections, %d files came%n", "answers of a server", DOWNLOADS,
                        server.requests.size(), fetched);
            }
        }
    }

    private static Download download() {
        return new Download(Duration.ofSeconds(5), Duration.ofSeconds(2), attempt -> { });
    }

    private Path fetch(Download download, RawServer server) {
        return fetch(download, server, folder);
    }

    private static Path fetch(Download download, RawServer server, Path folder) {
        URI address = server.address("/digits.bin");
        return download.fetch(new RemoteFile(address, CONTENT.length, Watched.sha256(CONTENT), List.of()), folder, new Watched());
    }

    private static byte[] answer(String head, byte[] content) {
        byte[] first = Watched.text(head + "\r\n\r\n"), all = java.util.Arrays.copyOf(first, first.length + content.length);
        System.arraycopy(content, 0, all, first.length, content.length);
        return all;
    }

    private static byte[] whole(String length) {
        return answer("HTTP/1.1 200 OK\r\nContent-Length: " + length, CONTENT);
    }

    /// In a process of its own: told of a chunk of 80000000₁₆ bytes, the client of JDK 25 keeps a processor busy until its process ends.
    @Test
    void whateverAServerAnswersTheFileIsTheRightOneOrNotThere() throws Exception {
        Process process = ChildJvm.start(List.of(), List.of(), Fuzzing.class, folder.toString());
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        Matcher came = Pattern.compile("(\\d+) files came").matcher(said);
        assertThat(came.find()).as(said).isTrue();
        assertThat(Integer.parseInt(came.group(1))).as(said).isBetween(1, DOWNLOADS - 1);
        if (System.getProperty("generative.mutants") != null) System.out.print(said);
    }

    @Test
    void whatComesBehindTheAnnouncedLengthIsNotRead() {
        try (RawServer server = new RawServer(() -> answer("HTTP/1.1 200 OK\r\nContent-Length: 50",
                Watched.text("0123456789".repeat(5) + "more")));
                Download download = download()) {
            assertThat(fetch(download, server)).hasBinaryContent(CONTENT);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 'it has -1 bytes, not 50'", "many, 'the answer is none that can be understood (For input string: \"many\")'",
            "99999999999999999999, 'the answer is none that can be understood (For input string: \"99999999999999999999\")'"})
    void aLengthThatIsNoneIsTold(String length, String what) {
        try (RawServer server = new RawServer(() -> whole(length)); Download download = download()) {
            assertThatThrownBy(() -> fetch(download, server)).isInstanceOf(UserException.class)
                    .hasMessageContainingAll(server.address("/digits.bin").toString(), what);
            assertThat(folder.resolve("digits.bin")).doesNotExist();
        }
    }
}
