package generative.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import generative.UserException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {

    @TempDir
    private Path folder;

    /// The host need not exist: it is the proxy that is asked for it.
    private void assertAsked(RawServer proxy, Map<String, String> environment) {
        RemoteFile file = new RemoteFile(URI.create("https://data.invalid/digits.bin"), 5, "", List.of());
        try (Download download = new Download(Duration.ofSeconds(5), Duration.ofSeconds(5), attempt -> { }, environment)) {
            assertThatThrownBy(() -> download.fetch(file, folder, new Watched())).isInstanceOf(UserException.class)
                    .hasMessageContaining("https://data.invalid/digits.bin");
        }
        assertThat(proxy.requests).isNotEmpty().allMatch(line -> line.equals("CONNECT data.invalid:443 HTTP/1.1"));
        assertThat(folder).isEmptyDirectory();
    }

    private static RawServer refusing() {
        return new RawServer(() -> Watched.text("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));
    }

    @Test
    void theProxyOfTheEnvironmentIsAsked() {
        try (RawServer proxy = refusing()) {
            assertAsked(proxy, Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port()));
        }
    }

    @Test
    void theProxyOfJavasPropertiesIsAskedInPlaceOfIt() {
        try (RawServer proxy = refusing(); RawServer other = refusing()) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", "" + proxy.port());
            assertAsked(proxy, Map.of("HTTPS_PROXY", "http://127.0.0.1:" + other.port()));
            assertThat(other.requests).isEmpty();
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
        }
    }

    @Test
    void withoutSettingsJavasOwnChoiceIsTaken() {
        assertThat(Proxies.selector(Map.of())).isSameAs(ProxySelector.getDefault());
        assertThat(Proxies.selector(Map.of("https_proxy", " "))).isSameAs(ProxySelector.getDefault());
    }

    @ParameterizedTest
    @CsvSource({"http://proxy.org:3128, proxy.org, 3128", "proxy.org:8080, proxy.org, 8080", "http://proxy.org/, proxy.org, 80"})
    void anAddressIsUnderstood(String address, String host, int port) {
        List<Proxy> proxies = Proxies.selector(Map.of("https_proxy", address)).select(URI.create("https://a.org/x"));
        assertThat(proxies).containsExactly(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "http://a b", "socks://proxy.org:1080", "proxy.org:99999", "http:proxy"})
    void whatIsNoAddressIsTold(String address) {
        assertThatThrownBy(() -> Proxies.selector(Map.of("HTTPS_PROXY", address))).isInstanceOf(UserException.class)
                .hasMessage("The variable HTTPS_PROXY is " + address
                        + ", which is no address of a proxy; write http://HOST:PORT.");
    }

    @ParameterizedTest
    @CsvSource({"https://example.org/x, true", "https://www.EXAMPLE.org/x, true", "https://badexample.org/x, false",
            "https://b.net/x, true",
            "https://net/x, false", "http://localhost/x, true"})
    void someHostsAreReachedWithout(String address, boolean direct) {
        ProxySelector selector = Proxies.selector(Map.of("HTTPS_PROXY", "http://proxy.org:1", "NO_PROXY", "Example.org, .b.net"));
        assertThat(selector.select(URI.create(address)).equals(List.of(Proxy.NO_PROXY))).isEqualTo(direct);
        assertThat(Proxies.selector(Map.of("HTTPS_PROXY", "p:1", "no_proxy", "*")).select(URI.create(address)))
                .containsExactly(Proxy.NO_PROXY);
    }
}
