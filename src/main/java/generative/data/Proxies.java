package generative.data;

import generative.UserException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// The way through a proxy, where there is one between this machine and the network.
///
/// ```
/// https.proxyHost, https.proxyPort, http.nonProxyHosts …     properties of Java; where they are set, they alone count
/// HTTPS_PROXY=http://HOST:PORT    NO_PROXY=example.org,…     variables of the environment, in capitals or not
/// ```
/// `NO_PROXY` names hosts, with all that end in `.` and such a name; `*` is every host.
final class Proxies {

    private Proxies() { }

    /// @param environment the variables
    /// @throws UserException if the variable names no proxy
    static ProxySelector selector(Map<String, String> environment) {
        String address = variable(environment, "HTTPS_PROXY");
        if (address.isEmpty() || System.getProperty("https.proxyHost") != null) return ProxySelector.getDefault();
        Proxy proxy = new Proxy(Proxy.Type.HTTP, parse(address));
        List<String> without = List.of(variable(environment, "NO_PROXY").split("[,\\s]+"));
        return new ProxySelector() {
            @Override public List<Proxy> select(URI uri) {
                boolean direct = !"https".equals(uri.getScheme()) || without.stream().anyMatch(name -> isOf(uri.getHost(), name));
                return List.of(direct ? Proxy.NO_PROXY : proxy);
            }

            @Override public void connectFailed(URI uri, SocketAddress address, IOException e) { }
        };
    }

    private static String variable(Map<String, String> environment, String name) {
        return environment.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), environment.getOrDefault(name, "")).strip();
    }

    private static InetSocketAddress parse(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() < 1 << 16)
                return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new UserException("The variable HTTPS_PROXY is " + address
                + ", which is no address of a proxy; write http://HOST:PORT.");
    }

    private static boolean isOf(String host, String name) {
        String domain = name.startsWith(".") ? name.substring(1) : name;
        return name.equals("*") || !domain.isEmpty() && (host.equalsIgnoreCase(domain) || host.toLowerCase(java.util.Locale.ROOT)
                .endsWith("." + domain.toLowerCase(java.util.Locale.ROOT)));
    }
}
