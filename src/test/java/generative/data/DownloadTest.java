package generative.data;

import static generative.data.LocalServer.chunked;
import static generative.data.LocalServer.cut;
import static generative.data.LocalServer.redirect;
import static generative.data.LocalServer.send;
import static generative.data.LocalServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Downloads that end well; [DownloadTroubleTest] has those that do not.
final class DownloadTest {

    private static final byte[] CONTENT = Watched.bytes(200_000);

    @TempDir Path folder;
    private final LocalServer server = new LocalServer();
    private final List<Integer> pauses = new ArrayList<>();
    private final Watched watched = new Watched();
    private final Download download = new Download(Duration.ofSeconds(5), Duration.ofSeconds(5), pauses::add);

    @AfterEach void stop() {
        download.close();
        server.close();
    }

    private Path fetch(URI address) {
        return download.fetch(new RemoteFile(address, CONTENT.length, Watched.sha256(CONTENT), List.of()), folder,
                watched);
    }

    private Path fetch() {
        return fetch(server.serve("/set/digits.bin", CONTENT));
    }

    private void part(byte[] bytes) throws IOException {
        Files.write(folder.resolve("digits.bin.part"), bytes);
    }

    private void assertWhole() {
        assertThat(folder).isDirectoryContaining("glob:**digits.bin").isDirectoryNotContaining("glob:**.part");
        assertThat(folder.resolve("digits.bin")).hasBinaryContent(CONTENT);
    }

    @Test
    void theWholeFileArrives() {
        assertThat(fetch()).isEqualTo(folder.resolve("digits.bin"));
        assertWhole();
        assertThat(server.requests).containsExactly("/set/digits.bin");
        assertThat(watched.received).isEqualTo(200_000);
        assertThat(watched.told).containsExactly("digits.bin " + Watched.sha256(CONTENT));
        assertThat(pauses).isEmpty();
    }

    @Test
    void theFolderIsMade() {
        Path deep = folder.resolve("data/sets");
        URI address = server.serve("/abc.txt", Watched.text("abc"));
        RemoteFile abc = new RemoteFile(address, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                List.of());
        download.fetch(abc, deep, watched);
        assertThat(deep.resolve("abc.txt")).hasContent("abc");
    }

    @Test
    void aPartIsContinued() throws IOException {
        part(Arrays.copyOf(CONTENT, 70_000));
        fetch();
        assertWhole();
        assertThat(server.requests).containsExactly("/set/digits.bin bytes=70000-");
    }

    @Test
    void aCutConnectionIsContinuedInTheSameCall() {
        server.first(cut(CONTENT, 50_000));
        fetch();
        assertWhole();
        assertThat(server.requests).hasSize(2);
        assertThat(server.requests.getLast()).matches("/set/digits.bin bytes=[1-9]\\d{0,4}-");
        assertThat(pauses).containsExactly(1);
    }

    @Test
    void aServerThatIgnoresTheRangeMeansABeginningAnew() throws IOException {
        part(new byte[70_000]);
        server.first(exchange -> send(exchange, 200, CONTENT));
        fetch();
        assertWhole();
        assertThat(server.requests).containsExactly("/set/digits.bin bytes=70000-");
    }

    @Test
    void nothingOfAnOldPartSurvivesABeginningAnewThatIsCut() throws IOException {
        part(new byte[70_000]);
        server.first(cut(CONTENT, 10_000));
        fetch();
        assertWhole();
        assertThat(server.requests.getLast()).matches("/set/digits.bin bytes=[1-9]\\d{0,4}-").doesNotContain("70000");
    }

    @Test
    void aPartThatFitsNothingOnTheServerIsGivenUp() throws IOException {
        part(new byte[10]);
        server.first(status(416));
        fetch();
        assertWhole();
        assertThat(server.requests).containsExactly("/set/digits.bin bytes=10-", "/set/digits.bin");
    }

    @Test
    void anAnswerThatBeginsElsewhereIsNotAppended() throws IOException {
        part(Arrays.copyOf(CONTENT, 10));
        server.first(exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-199999/200000");
            send(exchange, 206, CONTENT);
        });
        fetch();
        assertWhole();
        assertThat(server.requests).containsExactly("/set/digits.bin bytes=10-", "/set/digits.bin");
    }

    @Test
    void aCompletePartNeedsNoRequest() throws IOException {
        part(CONTENT);
        fetch();
        assertWhole();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void anOverlongPartIsGivenUp() throws IOException {
        part(Arrays.copyOf(CONTENT, 200_001));
        fetch();
        assertWhole();
        assertThat(server.requests).containsExactly("/set/digits.bin");
    }

    @Test
    void redirectionsAreFollowedWithTheRange() throws IOException {
        part(Arrays.copyOf(CONTENT, 5));
        URI elsewhere = server.serve("/elsewhere/x", CONTENT);
        server.first(redirect("/second"), redirect(elsewhere.toString()));
        fetch(server.address("/set/digits.bin"));
        assertWhole();
        assertThat(server.requests)
                .containsExactly("/set/digits.bin bytes=5-", "/second bytes=5-", "/elsewhere/x bytes=5-");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void passingTroubleOfTheServerIsWaitedOut(int status) {
        server.first(status(status), status(status));
        fetch();
        assertWhole();
        assertThat(pauses).as("the pause after each attempt").containsExactly(1, 2);
    }

    @Test
    void patienceBeginsAnewWithEveryProgress() {
        server.first(status(500), status(500), status(500), cut(CONTENT, 10_000), status(500), status(500),
                status(500));
        fetch();
        assertWhole();
        assertThat(pauses).containsExactly(1, 2, 3, 1, 2, 3, 4);
    }

    @Test
    void anEndThatWasNotAnnouncedIsContinued() {
        server.first(chunked(Arrays.copyOf(CONTENT, 60_000)));
        fetch();
        assertWhole();
        assertThat(server.requests).containsExactly("/set/digits.bin", "/set/digits.bin bytes=60000-");
    }

    @Test
    void halfAFileNeverHasTheFinalName() {
        List<Boolean> seen = new ArrayList<>();
        server.first(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 199_999);
            exchange.getResponseBody().flush();
            seen.add(Files.exists(folder.resolve("digits.bin")));
            exchange.getResponseBody().write(CONTENT, 199_999, 1);
        });
        fetch();
        assertWhole();
        assertThat(seen).containsExactly(false);
    }

    @Test
    void aSecondCallDoesNothing() throws IOException {
        Path file = fetch();
        FileTime then = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(file, then);
        server.requests.clear();
        assertThat(fetch()).isEqualTo(file);
        assertThat(server.requests).isEmpty();
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(then);
        assertThat(watched.told).hasSize(2).containsOnly("digits.bin " + Watched.sha256(CONTENT));
    }

    @Test
    void withoutAPublishedSumTheSizeIsCheckedAndTheSumIsTold() {
        URI address = server.serve("/abc.txt", Watched.text("abc"));
        download.fetch(new RemoteFile(address, 3, "", List.of()), folder, watched);
        assertThat(watched.told)
                .containsExactly("abc.txt ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
