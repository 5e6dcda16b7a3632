package io.portprobe.examples.portqry.netsh;

import io.portprobe.Endpoint;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.text.SafeText;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configured proxy: environment variables, the registry of Windows, the JDK. */
final class ProxySettings {
  private static final List<String> VARIABLES =
      List.of("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY");

  private static final String KEY =
      "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

  private static final Pattern SCHEME =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]{0,30}://)?(?:[^/@]*@)?([^/]*).*", Pattern.DOTALL);

  private static final int USUAL_PORT = 80;

  private final UserEnvironment environment;

  ProxySettings(UserEnvironment environment) {
    this.environment = environment;
  }

  /** Returns the proxy; empty if none is configured. */
  Optional<Server> server() throws PortqryException {
    for (String variable : VARIABLES) {
      String value = environment.variables().getOrDefault(variable, "").strip();
      if (!value.isEmpty()) {
        return Optional.of(server(variable, value));
      }
    }
    String settings = environment.registry().apply(KEY);
    Optional<String> registered =
        value(settings, "ProxyServer").filter(text -> isEnabled(settings));
    if (registered.isPresent()) {
      return Optional.of(server("ProxyServer", forHttp(registered.get())));
    }
    return environment.proxies().apply(URI.create("https://portprobe.example/")).stream()
        .filter(proxy -> proxy.type() != Proxy.Type.DIRECT)
        .map(Proxy::address)
        .filter(InetSocketAddress.class::isInstance)
        .map(InetSocketAddress.class::cast)
        .map(address -> server(Endpoint.tcp(address.getHostString(), address.getPort())))
        .findFirst();
  }

  /** Returns the line about a script for the automatic configuration, which is not evaluated. */
  Optional<String> script() {
    return Optional.ofNullable(environment.variables().get("auto_proxy"))
        .filter(url -> !url.isBlank())
        .or(() -> value(environment.registry().apply(KEY), "AutoConfigURL"))
        .map(url -> "AutoConfigURL = " + SafeText.line(url) + " (not evaluated)");
  }

  private static boolean isEnabled(String settings) {
    return value(settings, "ProxyEnable").filter("0x1"::equals).isPresent();
  }

  /** Returns a value from the output of reg query: name, type and value, with blanks between. */
  private static Optional<String> value(String settings, String name) {
    return settings
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length()).strip().replaceFirst("^REG_\\S+\\s+", ""))
        .findFirst();
  }

  /** A list of proxies has one for each scheme: {@code http=proxy:8080;https=proxy:8443}. */
  private static String forHttp(String proxies) {
    String chosen = "";
    for (String proxy : proxies.split(";", -1)) {
      String entry = proxy.strip();
      if (!entry.contains("=")) {
        return entry;
      }
      if (entry.startsWith("https=") || (entry.startsWith("http=") && chosen.isEmpty())) {
        chosen = entry.substring(entry.indexOf('=') + 1);
      }
    }
    return chosen;
  }

  private static Server server(String source, String value) throws PortqryException {
    Matcher parts = SCHEME.matcher(value);
    String authority = parts.matches() ? parts.group(1) : value;
    return server(Server.parse(source, authority, USUAL_PORT));
  }

  private static Server server(Endpoint endpoint) {
    return new Server("IEProxy", "IEProxyPort", endpoint);
  }
}
