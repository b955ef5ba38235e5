package generative.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A web server of this machine for tests of downloads: knows `Range`, and misbehaves on request.
public final class LocalServer implements AutoCloseable {

    /// What was asked for: path and `Range` of every request, as in `/digits.bin bytes=5-`.
    public final List<String> requests = new CopyOnWriteArrayList<>();

    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final Queue<HttpHandler> next = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    public LocalServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new AssertionError("no port on this machine", e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /// Puts a file there and tells its address.
    public URI serve(String path, byte[] content) {
        contents.put(path, content);
        return address(path);
    }

    public URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /// The next requests are answered so, in this order, and the ones after them as they should be.
    public void first(HttpHandler... handlers) {
        next.addAll(List.of(handlers));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range"), path = exchange.getRequestURI().getPath();
        requests.add(range == null ? path : path + " " + range);
        HttpHandler other = next.poll();
        try (exchange) {
            if (other != null) other.handle(exchange);
            else if (!contents.containsKey(path)) exchange.sendResponseHeaders(404, -1);
            else if (range == null) send(exchange, 200, contents.get(path));
            else sendRest(exchange, contents.get(path), Integer.parseInt(range.replaceAll("\\D", "")));
        }
    }

    private static void sendRest(HttpExchange exchange, byte[] content, int from) throws IOException {
        if (from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        send(exchange, 206, Arrays.copyOfRange(content, from, content.length));
    }

    static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length);
        exchange.getResponseBody().write(content);
    }

    /// An answer without content.
    public static HttpHandler status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static HttpHandler redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /// All bytes are announced, and after some of them the connection is cut.
    static HttpHandler cut(byte[] content, int after) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, after);
            exchange.getResponseBody().flush();
        };
    }

    /// No size is announced.
    static HttpHandler chunked(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
        };
    }

    @Override public void close() {
        server.stop(0);
    }
}
