package generative.data;

import static generative.data.LocalServer.chunked;
import static generative.data.LocalServer.cut;
import static generative.data.LocalServer.redirect;
import static generative.data.LocalServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import generative.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Downloads that fail: one sentence each, and nothing under the final name.
final class DownloadTroubleTest {

    private static final byte[] CONTENT = Watched.bytes(100_000);
    private static final String SUM = Watched.sha256(CONTENT);

    @TempDir Path folder;
    private final LocalServer server = new LocalServer();
    private final List<Integer> pauses = new ArrayList<>();
    private Download download = new Download(Duration.ofSeconds(5), Duration.ofSeconds(5), pauses::add);

    @AfterEach void stop() {
        download.close();
        server.close();
    }

    private AbstractThrowableAssert<?, ?> assertFails(URI address, int size) {
        RemoteFile file = new RemoteFile(address, size, SUM, List.of());
        var thrown = assertThatThrownBy(() -> download.fetch(file, folder, new Watched()))
                .isInstanceOf(UserException.class);
        assertThat(folder.resolve("digits.bin")).doesNotExist();
        return thrown;
    }

    private AbstractThrowableAssert<?, ?> assertFails() {
        return assertFails(server.serve("/digits.bin", CONTENT), CONTENT.length);
    }

    private String byHand() {
        return "get it by hand, from there or elsewhere (SHA-256 " + SUM + "), and put it into " + folder + ".";
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    void aFileThatIsNotThereIsToldAtOnce(int status) {
        server.first(status(status));
        assertFails().hasMessage(server.address("/digits.bin") + " cannot be had, the server answers with status "
                + status
                + "; " + byHand());
        assertThat(pauses).isEmpty();
    }

    @Test
    void fiveAttemptsAreEnough() throws IOException {
        Files.write(folder.resolve("digits.bin.part"), Arrays.copyOf(CONTENT, 7));
        server.first(Collections.nCopies(5, status(503)).toArray(HttpHandler[]::new));
        assertFails().hasMessage(server.address("/digits.bin")
                + " could not be fetched, 5 attempts in a row brought nothing new "
                + "(the last time, the server answers with status 503); "
                + "run the command again later, it goes on where it stopped, or "
                + byHand());
        assertThat(pauses).containsExactly(1, 2, 3, 4);
        assertThat(folder.resolve("digits.bin.part")).as("what came is kept").hasSize(7);
    }

    @Test
    void nobodyListening() {
        URI address = server.address("/digits.bin");
        server.close();
        assertFails(address, 5).hasMessageContainingAll(address + " could not be fetched", "5 attempts", byHand());
    }

    @Test
    void anUnknownHost() {
        // no host has a name of more than 255 letters, so no name server is asked
        URI address = URI.create("https://" + ("x".repeat(60) + ".").repeat(5) + "invalid/digits.bin");
        assertFails(address, 5).hasMessage(address + " cannot be had, there is no such host or no network; "
                + "check the connection and run the command again, or " + byHand());
        assertThat(pauses).isEmpty();
    }

    @Test
    void anotherSizeIsToldBeforeAnythingIsWritten() {
        assertFails(server.serve("/digits.bin", CONTENT), 99_999).hasMessage(server.address("/digits.bin")
                + " is not the file that was expected: it has 100000 bytes, not 99999; "
                + "it may have moved, so look for digits.bin elsewhere.");
        assertThat(folder).isEmptyDirectory();
    }

    /// A hotel's page, say, in place of the file.
    @Test
    void anAnswerOfAnotherSizeDoesNotCostWhatHadArrived() throws IOException {
        Files.write(folder.resolve("digits.bin.part"), Arrays.copyOf(CONTENT, 70_000));
        server.first(exchange -> LocalServer.send(exchange, 200, Watched.text("<html>please log in</html>")));
        assertFails().hasMessageContaining("it has 26 bytes, not 100000");
        assertThat(folder.resolve("digits.bin.part")).hasBinaryContent(Arrays.copyOf(CONTENT, 70_000));
    }

    @Test
    void tooManyBytesThatWereNotAnnounced() {
        server.first(chunked(CONTENT));
        assertFails(server.address("/digits.bin"), 99_999).hasMessageContaining("it has more than 99999 bytes");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aWrongSumDeletesThePart() {
        byte[] other = CONTENT.clone();
        other[77] ^= 1;
        URI address = server.serve("/digits.bin", other);
        assertFails(address, other.length).hasMessage(address + " is not the file that was expected: its SHA-256 is "
                + Watched.sha256(other) + ", not " + SUM + "; what came was deleted, so try again, or " + byHand());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aConnectionThatIsAlwaysCutKeepsWhatCame() {
        server.first(Collections.nCopies(5, cut(CONTENT, 0)).toArray(HttpHandler[]::new));
        assertFails().hasMessageContainingAll("5 attempts in a row brought nothing new", byHand());
    }

    @Test
    void silenceIsNotWaitedOutForEver() {
        download.close();
        download = new Download(Duration.ofSeconds(5), Duration.ofMillis(250), pauses::add);
        CountDownLatch end = new CountDownLatch(1);
        try {
            server.first(exchange -> {
                exchange.sendResponseHeaders(200, CONTENT.length);
                exchange.getResponseBody().write(CONTENT, 0, 10);
                exchange.getResponseBody().flush();
                await(end);
            }, exchange -> await(end));
            RemoteFile file = new RemoteFile(server.serve("/digits.bin", CONTENT), CONTENT.length, SUM, List.of());
            assertThat(download.fetch(file, folder, new Watched())).hasBinaryContent(CONTENT);
            assertThat(pauses).as("after a silent body and a silent server").hasSizeGreaterThanOrEqualTo(2);
        } finally {
            end.countDown();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/digits.bin", "ftp://localhost/digits.bin", "file:///digits.bin"})
    void nothingButHttpsIsFetchedFromElsewhere(String address) {
        assertFails(URI.create(address), 5).hasMessage(address + " is not fetched, because it is not https; "
                + "get digits.bin by hand from a place that you trust.");
    }

    @Test
    void aRedirectionToAnUnsafePlaceIsNotFollowed() {
        server.first(redirect("http://example.org/evil"));
        assertFails().hasMessage("http://example.org/evil is not fetched, because it is not https; "
                + "get digits.bin by hand from a place that you trust.");
    }

    @Test
    void redirectionsInACircleEnd() {
        server.first(Collections.nCopies(9, redirect("/digits.bin")).toArray(HttpHandler[]::new));
        assertFails().hasMessage(server.address("/digits.bin")
                + " is redirected more than 5 times; get digits.bin by hand.");
        assertThat(server.requests).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[oh dear", "https:", "https:///x", "https://", "https://:80/x",
            "https://localhost:99999/x", "https:mail"})
    void aRedirectionToNoAddress(String nowhere) {
        server.first(redirect(nowhere));
        assertFails().hasMessage(server.address("/digits.bin") + " points to " + nowhere
                + ", which is no address; get digits.bin by hand.");
    }

    @Test
    void anInterruptionInTheMiddleLeavesThePart() {
        Thread reader = Thread.currentThread();
        server.first(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 50_000);
            exchange.getResponseBody().flush();
            reader.interrupt();
            exchange.getResponseBody().write(CONTENT, 50_000, 40_000);
        });
        assertFails().hasMessage("The download of digits.bin was interrupted; "
                + "run the command again: it goes on where it stopped.");
        assertThat(Thread.interrupted()).isTrue();
        pauses.clear();
        RemoteFile file = new RemoteFile(server.address("/digits.bin"), CONTENT.length, SUM, List.of());
        assertThat(download.fetch(file, folder, new Watched())).hasBinaryContent(CONTENT);
    }

    /// An interruption may come while a piece is on its way to the disk, too: that is no fault of the disk.
    @Test
    void anInterruptionWhileWritingIsSaidAsOne() {
        PartFile part = new PartFile(folder.resolve("digits.bin"));
        PartFile.Writer writer = part.writer(0);
        List<Runnable> work = List.of(() -> writer.write(CONTENT, 10), () -> part.writer(0));
        assertThat(work).allSatisfy(piece -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(piece::run).isInstanceOf(UserException.class).hasMessage("The download of digits.bin was interrupted; "
                    + "run the command again: it goes on where it stopped.");
            assertThat(Thread.interrupted()).isTrue();
        });
    }

    /// Where a byte comes with every attempt, patience has no end, but the file has.
    @Test
    void aServerThatHangsUpAfterEachByteIsOutlasted() {
        byte[] twenty = Arrays.copyOf(CONTENT, 20);
        for (int i = 0; i < 20; i++) {
            int from = i;
            server.first(exchange -> {
                exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-19/20");
                exchange.sendResponseHeaders(from == 0 ? 200 : 206, 20 - from);
                exchange.getResponseBody().write(twenty, from, 1);
                exchange.getResponseBody().flush();
            });
        }
        RemoteFile file = new RemoteFile(server.address("/digits.bin"), 20, Watched.sha256(twenty), List.of());
        assertThat(download.fetch(file, folder, new Watched())).hasBinaryContent(twenty);
        assertThat(server.requests).hasSize(20).last().isEqualTo("/digits.bin bytes=19-");
    }

    @Test
    void aFolderThatCannotBeMade() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        RemoteFile file = new RemoteFile(server.serve("/digits.bin", CONTENT), CONTENT.length, SUM, List.of());
        assertThatThrownBy(() -> download.fetch(file, blocked.resolve("data"), new Watched()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot write " + blocked.resolve("data/digits.bin.part") + " (")
                .hasMessageContaining("let GENERATIVE_DATASETS name another folder");
        assertThat(blocked).hasContent("a file");
    }

    @Test
    void aFileThatWasThereAndIsAnotherIsLeftAlone() throws IOException {
        Path there = Files.writeString(folder.resolve("digits.bin"), "mine");
        RemoteFile file = new RemoteFile(server.serve("/digits.bin", CONTENT), CONTENT.length, SUM, List.of());
        assertThatThrownBy(() -> download.fetch(file, folder, new Watched())).isInstanceOf(UserException.class)
                .hasMessage(there + " is not the published file: it has 4 bytes where 100000 were expected; "
                        + "keep it if you want it so, or delete it and run the command again.");
        Files.write(there, new byte[100_000]);
        assertThatThrownBy(() -> download.fetch(file, folder, new Watched()))
                .hasMessageContaining("it has the SHA-256 " + Watched.sha256(new byte[100_000]) + " where " + SUM
                        + " was expected");
        assertThat(there).hasBinaryContent(new byte[100_000]);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void anInterruptedDownloadIsToldAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertFails().hasMessage("The download of digits.bin was interrupted; "
                    + "run the command again: it goes on where it stopped.");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }
}
