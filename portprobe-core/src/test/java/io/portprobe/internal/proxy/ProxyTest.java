package io.portprobe.internal.proxy;

import static io.portprobe.Talk.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProxyProbe;
import io.portprobe.ProxyReport;
import io.portprobe.ProxyReport.Outcome;
import io.portprobe.Reason;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyTest {
  private static final ProbeClient CLIENT =
      ProbeClient.builder().withoutDiscovery().timeout(Duration.ofSeconds(20)).build();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  private static TcpPeer proxy(Proxy.Type type, boolean password) {
    return TcpPeer.serving(
        (in, out) -> {
          if (type == Proxy.Type.HTTP) {
            TestProxy.http(in, out, password);
          } else {
            TestProxy.socks(in, out, password);
          }
        });
  }

  private static ProxyProbe through(TcpPeer proxy, Proxy.Type type, String host, int port) {
    return CLIENT.tcp(host, port).through(new Proxy(type, proxy.address()));
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "SOCKS"})
  void listeningEndpoint_isOpen(Proxy.Type type) {
    try (TcpPeer proxy = proxy(type, false);
        TcpPeer target = TcpPeer.silent()) {
      ProxyReport byName = through(proxy, type, "db.test", target.port()).report().join();
      ProxyReport byAddress = through(proxy, type, "127.0.0.1", target.port()).report().join();

      assertThat(byName.outcome()).isEqualTo(Outcome.OPEN);
      assertThat(byName.isOpen()).isTrue();
      assertThat(byName.code()).hasValue(type == Proxy.Type.HTTP ? 200 : 0);
      assertThat(byName.endpoint()).isEqualTo(Endpoint.tcp("db.test", target.port()));
      assertThat(byName.proxy().endpoint().port()).isEqualTo(proxy.port());
      assertThat(byAddress.isOpen()).isTrue();
      assertThat(byName)
          .asString()
          .matches("tcp://db\\.test:\\d+ through tcp://127\\.0\\.0\\.1:\\d+: open \\(.+\\)");
      assertThat(byName.explain())
          .startsWith(byName + "\nThe endpoint is listening, as seen from the proxy.\n")
          .contains("The port of the proxy: " + byName.proxy().explain());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "SOCKS"})
  void refusals_ofTargetAndProxy_areDistinguished(Proxy.Type type) {
    try (TcpPeer proxy = proxy(type, false);
        TcpPeer target = TcpPeer.refusing()) {
      ProxyReport refused = through(proxy, type, "db.test", target.port()).report().join();
      ProxyReport denied = through(proxy, type, "other.test", target.port()).report().join();
      ProxyReport v6 = through(proxy, type, "2001:db8::1", target.port()).report().join();

      assertThat(refused.outcome()).isEqualTo(Outcome.TARGET_REFUSED);
      assertThat(denied.outcome()).isEqualTo(Outcome.PROXY_DENIED);
      assertThat(v6.outcome()).isEqualTo(Outcome.PROXY_DENIED);
      assertThat(denied).asString().contains(": the proxy denied the connection (");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "SOCKS"})
  void credentials_areRequiredAndChecked(Proxy.Type type) {
    try (TcpPeer proxy = proxy(type, true);
        TcpPeer target = TcpPeer.silent()) {
      ProxyProbe probe = through(proxy, type, "db.test", target.port());

      assertThat(probe.report().join().outcome()).isEqualTo(Outcome.PROXY_AUTHENTICATION);
      assertThat(probe.credentials("user", "wrong").report().join().outcome())
          .isEqualTo(Outcome.PROXY_AUTHENTICATION);
      assertThat(probe.credentials("user", "secret").report().join().isOpen()).isTrue();
      assertThat(probe.credentials("user", "secret").toString()).doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "SOCKS"})
  void proxyThatRefuses_orSaysNothing_isReported(Proxy.Type type) {
    try (TcpPeer refusing = TcpPeer.refusing();
        TcpPeer silent = TcpPeer.silent();
        TcpPeer closing = TcpPeer.closing();
        TcpPeer other = TcpPeer.serving(Script.reply(bytes("220 mail\r\n")).thenSilence())) {
      ProxyReport refused = through(refusing, type, "db.test", 1).report().join();

      assertThat(refused.outcome()).isEqualTo(Outcome.PROXY_NOT_LISTENING);
      assertThat(refused.proxy().reason()).isEqualTo(Reason.REFUSED);
      assertThat(refused.code()).isEmpty();
      assertThat(refused)
          .asString()
          .endsWith(": the client cannot connect to the proxy (NOT LISTENING: refused)");
      assertThat(refused.explain()).contains("Nothing is known about the endpoint.");
      assertThat(through(closing, type, "db.test", 1).report().join().outcome())
          .isEqualTo(Outcome.NOT_A_PROXY);
      assertThat(through(other, type, "db.test", 1).report().join().outcome())
          .isEqualTo(Outcome.NOT_A_PROXY);
      assertThat(
              CLIENT
                  .tcp("db.test", 1)
                  .timeout(Duration.ofMillis(800))
                  .through(new Proxy(type, silent.address()))
                  .report()
                  .join()
                  .outcome())
          .isEqualTo(Outcome.NO_REPLY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200 OK, OPEN",
    "403 Forbidden, PROXY_DENIED",
    "407 Proxy Authentication Required, PROXY_AUTHENTICATION",
    "500 Internal Server Error, PROXY_FAILED",
    "502 Bad Gateway, TARGET_UNREACHABLE",
    "504 Gateway Timeout, TARGET_UNREACHABLE",
    "302 Found, PROXY_FAILED"
  })
  void httpStatus_isMapped(String status, Outcome outcome) {
    String response = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 " + status + "\r\nA: \u0007b\r\n\r\n";
    try (TcpPeer proxy =
        TcpPeer.serving(Script.expectAnything().reply(bytes(response)).thenSilence())) {
      ProxyReport report = through(proxy, Proxy.Type.HTTP, "db.test", 1).report().join();

      assertThat(report.outcome()).isEqualTo(outcome);
      assertThat(report.detail()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, OPEN",
    "1, PROXY_FAILED",
    "2, PROXY_DENIED",
    "3, TARGET_UNREACHABLE",
    "4, TARGET_UNREACHABLE",
    "5, TARGET_REFUSED",
    "6, TARGET_UNREACHABLE",
    "7, PROXY_FAILED",
    "8, PROXY_FAILED",
    "255, PROXY_FAILED"
  })
  void socksReply_isMapped(int code, Outcome outcome) {
    Script script =
        Script.expectAnything()
            .reply(new byte[] {5, 0})
            .expectAnything()
            .reply(new byte[] {5, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0})
            .thenSilence();
    try (TcpPeer proxy = TcpPeer.serving(script)) {
      ProxyReport report = through(proxy, Proxy.Type.SOCKS, "db.test", 1).report().join();

      assertThat(report.outcome()).isEqualTo(outcome);
      assertThat(report.code()).hasValue(code);
    }
  }

  @Test
  void endlessResponse_isNotAProxy() {
    try (TcpPeer proxy = TcpPeer.flooding(bytes("HTTP/1.1 200 OK\r\nX: y\r\n"))) {
      assertThat(through(proxy, Proxy.Type.HTTP, "db.test", 1).report().join().outcome())
          .isEqualTo(Outcome.NOT_A_PROXY);
    }
  }

  @Test
  void proxyWithAName_isResolved_andThePolicyDecidesAboutIt() {
    PortProbe probe = CLIENT.tcp("db.test", 1);
    InetSocketAddress named = InetSocketAddress.createUnresolved("proxy.invalid", 3128);

    assertThat(probe.through(new Proxy(Proxy.Type.HTTP, named)))
        .hasToString("ProxyProbe[tcp://db.test:1 through tcp://proxy.invalid:3128]");
    try (ProbeClient client =
        CLIENT.toBuilder().targetPolicy(TargetPolicy.publicInternetOnly()).build()) {
      Proxy local = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 3128));
      assertThatThrownBy(() -> client.tcp("db.test", 1).through(local).report().join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(TargetDeniedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "169.254.169.254, false, TargetDeniedException",
    "169.254.169.254, true, TargetDeniedException",
    "::ffff:169.254.169.254, false, TargetDeniedException",
    "2852039166, false, TargetDeniedException",
    "1.2.3, true, IllegalArgumentException"
  })
  void endpointThatThePolicyDenies_isNotRequested(
      String host, boolean callersPolicy, String expected) {
    TargetPolicy denied = TargetPolicy.deny("169.254.0.0/16");
    try (TcpPeer proxy = proxy(Proxy.Type.HTTP, false);
        ProbeClient client =
            CLIENT.toBuilder()
                .targetPolicy(
                    callersPolicy ? (transport, to) -> denied.denial(transport, to) : denied)
                .build()) {
      ProxyProbe probe = client.tcp(host, 80).through(new Proxy(Proxy.Type.HTTP, proxy.address()));

      assertThatThrownBy(() -> probe.report().join())
          .cause()
          .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(expected))
          .hasMessageContaining(host.contains("169.254") ? "169.254.169.254" : host);
      assertThat(proxy.connections()).isZero();
    }
  }

  @Test
  void endpointWithAZone_isRejected() {
    Proxy proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 3128));

    assertThatThrownBy(() -> CLIENT.tcp("fe80::1%eth0", 80).through(proxy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("host: 'fe80::1%eth0' (expected: no zone");
  }

  @Test
  void arguments_ofOtherForms_areRejected() {
    PortProbe probe = CLIENT.tcp("db.test", 1);
    Proxy proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 3128));

    assertThatThrownBy(() -> probe.through(Proxy.NO_PROXY))
        .hasMessage("proxy: DIRECT (expected: HTTP or SOCKS)");
    assertThatThrownBy(() -> CLIENT.udp("db.test", 1).through(proxy))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> probe.through(proxy).credentials("a:b", "x"))
        .hasMessage("user: 3 characters (expected: 1-255 bytes without a colon)");
    assertThatThrownBy(() -> probe.through(proxy).credentials("a", "secret".repeat(50)))
        .hasMessage("password: 300 characters (expected: 1-255 bytes)");
  }
}
