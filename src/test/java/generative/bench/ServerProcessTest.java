package generative.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import generative.bench.FakePeer.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    private static final Duration LONG = Duration.ofSeconds(60), SHORT = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    private ServerProcess start(Manner manner, Duration patience) {
        return new ServerProcess("the peer", FakePeer.command(manner, "fake", folder.resolve("log")), patience);
    }

    @Test
    void itAnswersWhatItIsAsked() {
        try (ServerProcess peer = start(Manner.GOOD, LONG)) {
            assertThat(peer.greeting()).isEqualTo("READY");
            assertThat(peer.ask("exp_1m", 2, .5)).isEqualTo(new Reply.Slot("exp_1m", 2, 1, 1, 1, 2, 300, 0));
        }
        assertThat(folder.resolve("log")).content().contains("fake exp_1m 2 0.5");
    }

    @Test
    void aRefusalIsAnAnswerToo() {
        try (ServerProcess peer = start(Manner.REFUSES, LONG)) {
            assertThat(peer.ask("exp_1m", 2, .5)).isEqualTo(new Reply.Refusal("exp_1m", "KeyError('exp_1m')"));
        }
    }

    @Test
    void whatCannotBeStartedIsToldWithItsCommand() {
        assertThatThrownBy(() -> new ServerProcess("the peer", List.of("no-such-python", "x.py"), LONG))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot start the peer (no-such-python x.py: ")
                .hasMessageEndingWith("; check that command.");
    }

    @Test
    void itsDeathBeforeReadyIsToldWithItsLastWords() {
        assertThatThrownBy(() -> start(Manner.DIES_AT_ONCE, LONG)).isInstanceOf(UserException.class)
                .hasMessage("The peer ended with exit code 3 and did not get ready; its last words were 'No module named 'torch''; "
                        + "run it by hand to see why.");
    }

    @Test
    void itsDeathAfterAQuestionIsToldWithTheQuestion() {
        try (ServerProcess peer = start(Manner.DIES_WHEN_ASKED, LONG)) {
            assertThatThrownBy(() -> peer.ask("exp_1m", 2, .5)).isInstanceOf(UserException.class)
                    .hasMessage("The peer ended with exit code 7 and did not answer exp_1m; run it by hand to see why.");
        }
    }

    @Test
    void garbageIsShownAndEndsIt() throws Exception {
        ServerProcess peer = start(Manner.ANSWERS_GARBAGE, LONG);
        assertThatThrownBy(() -> peer.ask("exp_1m", 2, .5)).isInstanceOf(UserException.class)
                .hasMessageStartingWith("Asked for exp_1m, the peer answered 'Traceback (most recent call last):', which is "
                        + "of no use: it is no JSON (")
                .hasMessageEndingWith("; bench --help says what an answer looks like.");
        assertGone();
    }

    @Test
    void anAnswerToAnotherQuestionIsOfNoUse() {
        try (ServerProcess peer = start(Manner.ANSWERS_FOR_ANOTHER, LONG)) {
            assertThatThrownBy(() -> peer.ask("exp_1m", 2, .5)).isInstanceOf(UserException.class)
                    .hasMessageContaining("it is about another");
        }
    }

    @Test
    void silenceEndsAfterTheStatedTimeAndTheProgramIsKilled() throws Exception {
        assertThatThrownBy(() -> start(Manner.NEVER_READY, SHORT)).isInstanceOf(UserException.class)
                .hasMessage("The peer did not get ready within 0.2 seconds and was killed; allow more with --patience if it needs that.");
        Duration enoughToStart = Duration.ofSeconds(10);
        ServerProcess peer = start(Manner.IS_SILENT, enoughToStart);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> peer.ask("exp_1m", 2, .5)).isInstanceOf(UserException.class)
                .hasMessage("Interrupted while waiting for the peer; start the benchmark again.");
        assertThat(Thread.interrupted()).isTrue();
        assertGone();
    }

    @Test
    void itIsKilledWhenClosed() throws Exception {
        start(Manner.IS_SILENT, LONG).close();
        assertGone();
    }

    private void assertGone() throws IOException, InterruptedException, java.util.concurrent.ExecutionException,
            java.util.concurrent.TimeoutException {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("log")).getFirst().substring(4));
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) process.get().onExit().get(20, TimeUnit.SECONDS);
    }
}
