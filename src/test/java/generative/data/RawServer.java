package generative.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// A server of this machine that answers every connection with any bytes at all, and hangs up.
final class RawServer implements AutoCloseable {

    /// The first line of each request.
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;

    /// @param answers what is said next
    RawServer(Supplier<byte[]> answers) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(() -> {
            while (!socket.isClosed()) answer(answers);
        });
    }

    private void answer(Supplier<byte[]> answers) {
        try (Socket connection = socket.accept()) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(),
                    StandardCharsets.ISO_8859_1));
            String first = in.readLine();
            for (String line = first; line != null && !line.isEmpty(); ) line = in.readLine();
            if (first == null) return;
            requests.add(first);
            connection.getOutputStream().write(answers.get());
        } catch (IOException e) {
            // the client hung up first, or the test is over
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    URI address(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    @Override public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
