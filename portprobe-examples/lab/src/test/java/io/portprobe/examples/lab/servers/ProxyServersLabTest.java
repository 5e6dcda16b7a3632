package io.portprobe.examples.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.protocols.http.HttpProxy;
import io.portprobe.protocols.http.HttpProxyResult;
import io.portprobe.protocols.http.HttpProxyResult.Kind;
import io.portprobe.protocols.socks.Socks;
import io.portprobe.protocols.socks.SocksResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares tinyproxy, microsocks and Dante with curl. */
@InLab
class ProxyServersLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  @RegisterExtension
  static final DebianServers SERVERS =
      new DebianServers(
          DebianServer.TINYPROXY,
          DebianServer.TINYPROXY_AUTH,
          DebianServer.MICROSOCKS,
          DebianServer.SOCKD);

  private static final Pattern REPLY = Pattern.compile(".* \\((\\d+)\\)");

  /** Returns what curl writes of a connection through a proxy, which may fail. */
  private static String curl(String format, String scheme, DebianServer proxy, String destination)
      throws IOException, InterruptedException {
    Process curl =
        new ProcessBuilder(
                "curl",
                "--silent",
                "--output",
                "/dev/null",
                "--max-time",
                "20",
                "--write-out",
                format,
                "--proxytunnel",
                "--proxy",
                scheme + "://" + proxy.host() + ":" + proxy.port(),
                "http://" + destination)
            .redirectErrorStream(true)
            .start();
    String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    curl.waitFor();
    return output;
  }

  @ParameterizedTest
  @CsvSource({
    "TINYPROXY, 127.0.0.10:3128, CONNECTED",
    "TINYPROXY, 127.0.0.10:3129, DENIED", // the configuration permits 3128 and 3127 only
    "TINYPROXY, 127.0.0.10:3127, DESTINATION_FAILED",
    "TINYPROXY_AUTH, 127.0.0.10:3128, AUTHENTICATION_REQUIRED"
  })
  @DisplayName("The status of tinyproxy is the one that curl receives")
  void tinyproxy(DebianServer proxy, String destination, Kind kind) throws Exception {
    HttpProxyResult result =
        LAB.tcp(proxy.host(), proxy.port())
            .option(HttpProxy.DESTINATION, destination)
            .report()
            .join()
            .finding(HttpProxyResult.class)
            .orElseThrow();

    assertThat(result.kind()).isEqualTo(kind);
    assertThat(curl("%{http_connect}", "http", proxy, destination))
        .isEqualTo(String.valueOf(result.status()));
    assertThat(DebianServers.tool("tinyproxy", "-v"))
        .containsExactly(result.server().orElseThrow().replace('/', ' '));
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.10:3128, true", "127.0.0.10:3127, false"})
  @DisplayName("The reply of microsocks to a connection has the number that curl prints")
  void microsocks(String destination, boolean connects) throws Exception {
    SocksResult result = socks(DebianServer.MICROSOCKS, destination);

    assertThat(result.version()).isEqualTo(5);
    assertThat(result.requiresAuthentication()).isFalse();
    assertThat(result.connected()).isEqualTo(connects);
    String error = curl("%{errormsg}", "socks5", DebianServer.MICROSOCKS, destination);
    if (connects) {
      assertThat(error).isEmpty();
    } else {
      Matcher reply = REPLY.matcher(result.reply().orElseThrow());
      assertThat(reply.matches()).isTrue();
      assertThat(error).endsWith("(" + reply.group(1) + ")");
    }
  }

  @Test
  @DisplayName("Dante requires authentication, as curl reports")
  void dante() throws Exception {
    SocksResult result = socks(DebianServer.SOCKD, "127.0.0.10:3128");

    assertThat(result.requiresAuthentication()).isTrue();
    assertThat(result.connected()).isFalse();
    assertThat(curl("%{errormsg}", "socks5", DebianServer.SOCKD, "127.0.0.10:3128"))
        .contains("authentication");
  }

  private static SocksResult socks(DebianServer proxy, String destination) {
    return LAB.tcp(proxy.host(), proxy.port())
        .option(Socks.DESTINATION, destination)
        .report()
        .join()
        .finding(SocksResult.class)
        .orElseThrow();
  }
}
