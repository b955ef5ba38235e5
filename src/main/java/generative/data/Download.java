package generative.data;

import generative.UserException;
import generative.data.PublicDataSet.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches a file so that it is whole and the right one, or not there at all.
///
/// ```
/// NAME.part grows → its size is right → its SHA-256 is right → it becomes NAME
/// ```
/// A part that is there already is continued (`Range: bytes=SIZE-`). A server that cannot do that answers 200, and the
/// file begins anew; one that answers 416 has other bytes than we, so the part is given up. Broken connections,
/// silence, and the answers 408, 429 and 5xx are tried again after a pause that doubles. Nothing is fetched without
/// https, but from this machine itself. If there is a proxy on the way, [Proxies] says how it is found.
public final class Download implements AutoCloseable {

    private static final int ATTEMPTS = 5, REDIRECTIONS = 5;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /// What is done between two attempts.
    interface Pause {
        void after(int attempt) throws InterruptedException;
    }

    private final HttpClient client;
    private final Duration patience;
    private final Pause pause;

    /// With the patience of a person: 20 seconds for a connection, a minute without a byte, pauses from 2 to 16 seconds.
    public Download() {
        this(Duration.ofSeconds(20), Duration.ofMinutes(1), attempt -> Thread.sleep(Duration.ofSeconds(1L << attempt)),
                System.getenv());
    }

    /// Past any proxy of the environment.
    Download(Duration connect, Duration patience, Pause pause) {
        this(connect, patience, pause, Map.of());
    }

    /// @param connect  the longest wait for a connection
    /// @param patience the longest wait for an answer, and for the next bytes of it
    Download(Duration connect, Duration patience, Pause pause, Map<String, String> environment) {
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connect).proxy(Proxies.selector(environment))
                .followRedirects(HttpClient.Redirect.NEVER).build();          // they are followed here, each is checked
        this.patience = patience;
        this.pause = pause;
    }

    @Override public void close() {
        client.shutdownNow();
    }

    /// The file in this folder, fetched if it is not there yet.
    ///
    /// @throws UserException one sentence on what is wrong, where, and what to do
    public Path fetch(RemoteFile file, Path folder, Watch watch) {
        Path whole = folder.resolve(file.name());
        if (Files.exists(whole)) {
            watch.verified(file, check(file, whole));
            return whole;
        }
        PartFile part = new PartFile(whole);
        try {
            long most = part.size();
            String trouble;
            for (int attempt = 1; (trouble = receive(file, folder, part, watch)) != null; attempt++) {
                if (part.size() > most) attempt = 1;                          // there is progress, so patience begins anew
                most = Math.max(most, part.size());
                if (attempt == ATTEMPTS)
                    throw new UserException(file.address() + " could not be fetched, " + ATTEMPTS
                            + " attempts in a row brought nothing new (the last time, " + trouble
                            + "); run the command again later, it goes on where it stopped, or " + byHand(file, folder));
                pause.after(attempt);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw part.interrupted(e);
        }
        String sha256 = part.sha256();
        if (!file.sha256().isEmpty() && !file.sha256().equals(sha256)) {
            part.delete();
            throw new UserException(file.address() + " is not the file that was expected: its SHA-256 is " + sha256
                    + ", not " + file.sha256() + "; what came was deleted, so try again, or " + byHand(file, folder));
        }
        part.finish();
        watch.verified(file, sha256);
        return whole;
    }

    /// A file that was there before is taken as it is or refused, but never changed.
    private static String check(RemoteFile file, Path whole) {
        long size = whole.toFile().length();
        String sha256 = PartFile.sha256(whole);
        if (size != file.size() || !file.sha256().isEmpty() && !file.sha256().equals(sha256))
            throw new UserException(whole + " is not the published file: it has " + (size != file.size()
                    ? size + " bytes where " + file.size() + " were"
                    : "the SHA-256 " + sha256 + " where " + file.sha256() + " was")
                    + " expected; keep it if you want it so, or delete it and run the command again.");
        return sha256;
    }

    private static String byHand(RemoteFile file, Path folder) {
        return "get it by hand"
                + (file.sha256().isEmpty() ? "" : ", from there or elsewhere (SHA-256 " + file.sha256() + "),")
                + " and put it into " + folder
                + (file.members().isEmpty() ? "." : ", then run the command again to unpack it.");
    }

    /// One attempt: null if the part is as long as the file now, else what went wrong, if another attempt makes sense.
    private String receive(RemoteFile file, Path folder, PartFile part, Watch watch) throws InterruptedException {
        if (part.size() > file.size()) part.delete();
        long have = part.size();
        if (have == file.size()) return null;
        try {
            HttpResponse<InputStream> answer = ask(file, have);
            try (InputStream in = answer.body()) {
                int status = answer.statusCode();
                if (status == 200 || status == 206 && begin(answer) == have)
                    return store(answer, in, file, part, status == 200 ? 0 : have, watch);
                if (status == 206 || status == 416) part.delete();            // the part fits nothing that the server has
                else if (status < 500 && status != 408 && status != 429)
                    throw new UserException(file.address() + " cannot be had, the server answers with status " + status
                            + "; " + byHand(file, folder));
                return "the server answers with status " + status;
            }
        } catch (IOException e) {
            if (unknownHost(e))
                throw new UserException(file.address() + " cannot be had, there is no such host or no network; "
                        + "check the connection and run the command again, or " + byHand(file, folder), e);
            return AtomicFile.reason(e);
        }
    }

    /// Asks for the bytes from `have` on, and follows the server to where it points.
    private HttpResponse<InputStream> ask(RemoteFile file, long have) throws IOException, InterruptedException {
        URI address = file.address();
        for (int i = 0; i <= REDIRECTIONS; i++) {
            if (!"https".equals(address.getScheme()) && !(thisMachine(file.address()) && thisMachine(address)))
                throw new UserException(address + " is not fetched, because it is not https; get " + file.name()
                        + " by hand from a place that you trust.");
            HttpRequest.Builder request = HttpRequest.newBuilder(address).header("User-Agent", "generative-models-in-java");
            if (have > 0) request.header("Range", "bytes=" + have + "-");
            HttpResponse<InputStream> answer = await(() -> client.send(request.build(), BodyHandlers.ofInputStream()));
            Optional<String> onwards = answer.headers().firstValue("Location");
            if (answer.statusCode() / 100 != 3 || onwards.isEmpty()) return answer;
            answer.body().close();
            URI next = resolve(address, onwards.get());
            if (next == null)
                throw new UserException(address + " points to " + onwards.get() + ", which is no address; get " + file.name()
                        + " by hand.");
            address = next;
        }
        throw new UserException(file.address() + " is redirected more than " + REDIRECTIONS + " times; get " + file.name()
                + " by hand.");
    }

    /// Null if that is no address that anybody could be asked at.
    private static URI resolve(URI from, String onwards) {
        try {
            URI address = from.resolve(onwards);
            return address.getHost() == null || address.getPort() >= 1 << 16 ? null : address;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean thisMachine(URI address) {
        return "http".equals(address.getScheme()) && address.getHost() != null && THIS_MACHINE.contains(address.getHost());
    }

    /// The first byte of `Content-Range: bytes FIRST-LAST/SIZE`, or −1.
    private static long begin(HttpResponse<?> answer) {
        String range = answer.headers().firstValue("Content-Range").orElse("");
        return range.matches("bytes \\d{1,18}-.*") ? Long.parseLong(range.substring(6, range.indexOf('-'))) : -1;
    }

    /// Writes what comes behind the first `from` bytes of the part: null if the file is complete then, else the trouble.
    private String store(HttpResponse<?> answer, InputStream in, RemoteFile file, PartFile part, long from, Watch watch)
            throws IOException, InterruptedException {
        OptionalLong announced = answer.headers().firstValueAsLong("Content-Length");
        if (announced.isPresent() && from + announced.getAsLong() != file.size())         // some page; the part may be good
            throw another(file, from + announced.getAsLong() + " bytes, not " + file.size());
        long have = from;
        boolean tooLong = false;
        try (PartFile.Writer writer = part.writer(from)) {
            byte[] piece = new byte[1 << 16];
            for (int got; !tooLong && (got = await(() -> in.read(piece))) >= 0; have += got) {
                tooLong = have + got > file.size();
                if (tooLong) continue;
                writer.write(piece, got);
                watch.received(file, have + got);
            }
        }
        if (tooLong) {
            part.delete();
            throw another(file, "more than " + file.size() + " bytes");
        }
        return have == file.size() ? null : "it ended after " + have + " of " + file.size() + " bytes";
    }

    private static UserException another(RemoteFile file, String bytes) {
        return new UserException(file.address() + " is not the file that was expected: it has " + bytes
                + "; it may have moved, so look for " + file.name() + " elsewhere.");
    }

    /// What the call gives, if it takes no longer than our patience.
    private <T> T await(Callable<T> call) throws IOException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.startVirtualThread(task);
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("nothing came for " + patience.toMillis() / 1000.0 + " seconds", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) throw io;
            if (e.getCause() instanceof IllegalArgumentException no)       // from HttpClient, for a length that is no number
                throw new IOException("the answer is none that can be understood (" + no.getMessage() + ")", no);
            throw new IllegalStateException(e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private static boolean unknownHost(Throwable e) {
        return e != null && (e instanceof UnresolvedAddressException || e instanceof UnknownHostException
                || unknownHost(e.getCause()));
    }
}
