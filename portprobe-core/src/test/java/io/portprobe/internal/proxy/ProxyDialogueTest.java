package io.portprobe.internal.proxy;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.ProbeClient;
import io.portprobe.ProxyProbe;
import io.portprobe.ProxyReport;
import io.portprobe.ProxyReport.Outcome;
import io.portprobe.Talk;
import io.portprobe.Talk.Heard;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyDialogueTest {
  /** The conversation of an endpoint that a proxy connects to. */
  interface Served {
    void serve(InputStream in, OutputStream out) throws IOException;
  }

  /** A proxy and its target, in the same thread. */
  static TcpPeer proxy(Proxy.Type type, Served endpoint) {
    return TcpPeer.serving(
        (in, out) -> {
          if (type == Proxy.Type.HTTP) {
            TestProxy.http(in, out, false);
          } else {
            TestProxy.socks(in, out, false);
          }
          endpoint.serve(in, out);
          out.flush();
        });
  }

  /** Probes the port of a listening peer through a proxy. */
  private static ProxyReport report(
      Proxy.Type type,
      Served endpoint,
      Function<Integer, Binding> binding,
      Function<DialogueContext, Dialogue> dialogue) {
    return report(type, "db.test", endpoint, binding, dialogue);
  }

  private static ProxyReport report(
      Proxy.Type type,
      String host,
      Served endpoint,
      Function<Integer, Binding> binding,
      Function<DialogueContext, Dialogue> dialogue) {
    try (TcpPeer target = TcpPeer.silent();
        TcpPeer proxy = proxy(type, endpoint);
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .timeout(Duration.ofSeconds(20))
                .protocol(Talk.protocol("talk", binding.apply(target.port()), dialogue))
                .build()) {
      return client
          .tcp(host, target.port())
          .through(new Proxy(type, proxy.address()))
          .as("talk")
          .report()
          .join();
    }
  }

  private static void pong(InputStream in, OutputStream out) throws IOException {
    assertThat(in.readNBytes(5)).isEqualTo(bytes("ping\n"));
    out.write(bytes("pong\n"));
    out.flush();
  }

  private static String heard(ProxyReport report) {
    DialogueReport dialogue = report.dialogue().orElseThrow();
    assertThat(dialogue.cause()).as(dialogue.note()).isEqualTo(Cause.COMPLETED);
    return ((Heard) dialogue.finding().orElseThrow()).words();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "SOCKS"})
  void protocol_isSpokenWithTheEndpoint(Proxy.Type type) {
    ProxyReport report =
        report(
            type,
            ProxyDialogueTest::pong,
            Binding::tcp,
            context -> {
              assertThat(context.host()).isEqualTo("db.test");
              assertThat(context.binding()).isPresent();
              return new Talk.Pinging();
            });

    assertThat(report.outcome()).isEqualTo(Outcome.OPEN);
    assertThat(report.dialogue().orElseThrow().protocol()).isEqualTo("talk");
    assertThat(heard(report)).isEqualTo("pong");
    assertThat(report.toJson()).contains("\"dialogue\":{\"protocol\":\"talk\"");
  }

  /** Finishes with what the server sends first. */
  private static final class Greeted implements Dialogue {
    private final StringBuilder text = new StringBuilder();

    @Override
    public Step start() {
      return Step.await();
    }

    @Override
    public Step received(ByteBuffer received) {
      text.append(text(received));
      return text.indexOf("!") < 0
          ? Step.await()
          : Step.finish(new Heard(text.toString(), Optional.empty()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "SOCKS"})
  void greeting_isPassedOn_alsoInOneSegmentWithTheReplyOfTheProxy(Proxy.Type type) {
    assertThat(
            heard(
                report(
                    type,
                    (in, out) -> out.write(bytes("hello!")),
                    Binding::tcp,
                    context -> new Greeted())))
        .isEqualTo("hello!");
  }

  /** The socket below TLS of the endpoint. */
  private static final class StreamSocket extends Socket {
    private final InputStream in;
    private final OutputStream out;

    StreamSocket(InputStream in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public OutputStream getOutputStream() {
      return out;
    }
  }

  static Served tls(TlsIdentity identity) {
    return (in, out) -> {
      out.flush();
      SSLSocketFactory sockets = identity.context().getSocketFactory();
      try (SSLSocket secured =
          (SSLSocket) sockets.createSocket(new StreamSocket(in, out), null, true)) {
        pong(secured.getInputStream(), secured.getOutputStream());
      }
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "SOCKS"})
  void tlsOfTheEndpoint_startsInsideTheTunnel(Proxy.Type type) {
    TlsIdentity identity = TlsIdentity.selfSigned("db.test");
    ProxyReport report =
        report(
            type,
            tls(identity),
            Binding::tls,
            context -> {
              assertThat(context.tlsFirst()).isTrue();
              return new Talk.Pinging();
            });

    assertThat(heard(report)).isEqualTo("pong");
    assertThat(report.dialogue().orElseThrow().tls())
        .singleElement()
        .satisfies(
            tls -> {
              assertThat(tls.certificates()).containsExactly(identity.certificate());
              assertThat(tls.serverName()).contains("db.test");
            });
  }

  @ParameterizedTest
  @CsvSource({"db.test, true", "127.0.0.2, false", "::2, false"})
  void peer_isTheEndpoint(String host, boolean unresolved) {
    ProxyReport report =
        report(
            Proxy.Type.HTTP,
            host,
            ProxyDialogueTest::pong,
            Binding::tcp,
            context -> {
              assertThat(context.peer())
                  .isEqualTo(
                      unresolved
                          ? InetSocketAddress.createUnresolved(host, context.binding().get().port())
                          : new InetSocketAddress(host, context.binding().get().port()));
              return new Talk.Pinging();
            });

    assertThat(heard(report)).isEqualTo("pong");
  }

  @Test
  void otherProtocol_leavesThePathOpen() {
    ProxyReport report =
        report(
            Proxy.Type.SOCKS,
            (in, out) -> out.write(bytes("no!\n")),
            Binding::tcp,
            context -> new Talk.Pinging());

    assertThat(report.outcome()).isEqualTo(Outcome.OPEN);
    assertThat(report.dialogue().orElseThrow().cause()).isEqualTo(Cause.MISMATCH);
  }

  @Test
  void plugInThatThrows_leavesThePathOpen() {
    ProxyReport report =
        report(
            Proxy.Type.HTTP,
            (in, out) -> out.flush(),
            Binding::tcp,
            context ->
                new Talk.Pinging() {
                  @Override
                  public Step start() {
                    throw new IllegalStateException("of the test");
                  }
                });

    assertThat(report.outcome()).isEqualTo(Outcome.OPEN);
    assertThat(report.dialogue().orElseThrow().cause()).isEqualTo(Cause.PLUGIN_FAILURE);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP", "SOCKS"})
  void newConnection_isMadeThroughTheProxy(Proxy.Type type) {
    ProxyReport report =
        report(
            type,
            ProxyDialogueTest::pong,
            Binding::tcp,
            context ->
                new Talk.Pinging() {
                  private boolean again;

                  @Override
                  public Step received(ByteBuffer received) {
                    if (again) {
                      return super.received(received);
                    }
                    again = true;
                    return Step.reconnect();
                  }
                });

    assertThat(heard(report)).isEqualTo("pong");
  }

  @Test
  void closedPath_hasNoDialogue() {
    try (TcpPeer refusing = TcpPeer.refusing();
        TcpPeer proxy = proxy(Proxy.Type.HTTP, (in, out) -> out.flush());
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .protocol(Talk.protocol("talk", Binding.tcp(9), context -> new Talk.Pinging()))
                .build()) {
      ProxyProbe probe =
          client
              .tcp("db.test", refusing.port())
              .through(new Proxy(Proxy.Type.HTTP, proxy.address()));

      ProxyReport report = probe.as("TALK").report().join();

      assertThat(report.outcome()).isEqualTo(Outcome.TARGET_REFUSED);
      assertThat(report.dialogue()).isEmpty();
      assertThatThrownBy(() -> probe.as("unknown"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("protocol: 'unknown' (expected: talk over TCP)");
    }
  }
}
