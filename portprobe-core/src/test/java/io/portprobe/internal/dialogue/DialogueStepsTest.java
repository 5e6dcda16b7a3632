package io.portprobe.internal.dialogue;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Talk;
import io.portprobe.Talk.Heard;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DialogueStepsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final Duration QUIET = Duration.ofMillis(40);

  /** A dialogue that finishes with the text it receives. */
  private abstract static class Listening implements Dialogue {
    @Override
    public Step received(ByteBuffer bytes) {
      return heard(text(bytes));
    }

    static Step heard(String text) {
      return Step.finish(new Heard(text, Optional.empty()));
    }
  }

  private static ProbeClient client(Binding binding, Function<DialogueContext, Dialogue> dialogue) {
    return ProbeClient.builder()
        .withoutDiscovery()
        .timeout(TIMEOUT)
        .protocol(Talk.protocol("talk", binding, dialogue))
        .build();
  }

  private static Attempt tcp(TcpPeer peer, Function<DialogueContext, Dialogue> dialogue) {
    try (ProbeClient client = client(Binding.tcp(9), dialogue)) {
      return only(client.tcp("127.0.0.1", peer.port()).as("talk"));
    }
  }

  private static Attempt udp(
      UdpPeer peer, Binding binding, Function<DialogueContext, Dialogue> dialogue) {
    try (ProbeClient client = client(binding, dialogue)) {
      return only(client.udp("127.0.0.1", peer.port()).as("talk"));
    }
  }

  private static Attempt only(PortProbe probe) {
    return probe.report().join().attempts().get(0);
  }

  private static String heard(Attempt attempt) {
    DialogueReport dialogue = attempt.dialogue().orElseThrow();
    assertThat(dialogue.cause()).as(dialogue.note()).isEqualTo(Cause.COMPLETED);
    return ((Heard) dialogue.finding().orElseThrow()).words();
  }

  private static TcpPeer.Conversation echo() {
    return (in, out) -> {
      byte[] request = new byte[64];
      int count = in.read(request);
      out.write(request, 0, Math.max(0, count));
      untilClosed(in);
    };
  }

  private static void untilClosed(InputStream in) throws IOException {
    while (in.read() >= 0) {
      // the client closes
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(bytes(text));
    out.flush();
  }

  // time

  @Test
  void silentServer_receivesTheRequest_afterTheTimeOfTheDialogue() {
    try (TcpPeer peer = TcpPeer.serving(echo())) {
      Attempt attempt =
          tcp(
              peer,
              context ->
                  new Listening() {
                    @Override
                    public Step start() {
                      return Step.await(QUIET);
                    }

                    @Override
                    public Step silent() {
                      return Step.send(bytes("GET"));
                    }
                  });

      assertThat(heard(attempt)).isEqualTo("GET");
    }
  }

  @Test
  void deadline_isKnownToTheDialogue() {
    AtomicReference<Duration> remaining = new AtomicReference<>();
    AtomicReference<Optional<InetSocketAddress>> local = new AtomicReference<>();
    try (TcpPeer peer = TcpPeer.serving(echo())) {
      Attempt attempt =
          tcp(
              peer,
              context ->
                  new Listening() {
                    @Override
                    public Step start() {
                      remaining.set(context.remaining());
                      local.set(context.local());
                      assertThat(context.tlsFirst()).isFalse();
                      assertThat(context.binding()).isEmpty();
                      return Step.send(bytes("x"));
                    }
                  });

      assertThat(heard(attempt)).isEqualTo("x");
      assertThat(remaining.get()).isPositive().isLessThanOrEqualTo(TIMEOUT);
      assertThat(local.get()).isEqualTo(attempt.local());
    }
  }

  @Test
  void datagrams_areCollectedUntilTheServerIsQuiet() {
    try (UdpPeer peer =
        UdpPeer.responding(request -> List.of(bytes("a"), bytes("b"), bytes("c")))) {
      Attempt attempt =
          udp(
              peer,
              Binding.udp(9),
              context ->
                  new Listening() {
                    private String all = "";

                    @Override
                    public Step start() {
                      return Step.send(bytes("all?"));
                    }

                    @Override
                    public Step received(ByteBuffer bytes) {
                      all += text(bytes);
                      return Step.more(QUIET);
                    }

                    @Override
                    public Step silent() {
                      return heard(all);
                    }
                  });

      assertThat(heard(attempt)).isEqualTo("abc");
      assertThat(attempt.sent()).as("no retransmission after a match").isEqualTo(1);
    }
  }

  @Test
  void candidates_areSentInOrder_untilOneIsAnswered() {
    try (UdpPeer peer =
        UdpPeer.responding(
            request ->
                new String(request, java.nio.charset.StandardCharsets.UTF_8).equals("v3")
                    ? List.of(bytes("yes"))
                    : List.of())) {
      Attempt attempt =
          udp(
              peer,
              Binding.udp(9),
              context ->
                  new Listening() {
                    private int version = 1;

                    @Override
                    public Step start() {
                      return Step.send(bytes("v" + version), Step.await(QUIET));
                    }

                    @Override
                    public Step silent() {
                      version++;
                      return start();
                    }
                  });

      assertThat(heard(attempt)).isEqualTo("yes");
      assertThat(attempt.reason()).isEqualTo(Reason.REPLIED);
    }
  }

  // UDP

  @Test
  void replyFromAnotherPort_isAccepted_whereTheProtocolDeclaresIt() {
    try (UdpPeer peer = UdpPeer.respondingFromAnotherPort(request -> List.of(bytes("data")))) {
      Function<DialogueContext, Dialogue> dialogue =
          context ->
              new Listening() {
                @Override
                public Step start() {
                  return Step.send(bytes("read"));
                }
              };
      Attempt attempt = udp(peer, Binding.udp(69).withRepliesFromAnyPort(), dialogue);

      assertThat(heard(attempt)).isEqualTo("data");
      assertThat(attempt.state()).isEqualTo(PortState.LISTENING);
      assertThat(attempt.evidence()).contains("from port ");
    }
  }

  @Test
  void refusedPort_isNotListening_alsoIfRepliesMayComeFromAnyPort() {
    try (UdpPeer peer = UdpPeer.refusing()) {
      Attempt attempt =
          udp(
              peer,
              Binding.udp(69).withRepliesFromAnyPort(),
              context ->
                  new Listening() {
                    @Override
                    public Step start() {
                      return Step.send(bytes("read"));
                    }
                  });

      assertThat(attempt.state()).isEqualTo(PortState.NOT_LISTENING);
    }
  }

  @Test
  void refusal_isDistinguishedFromAnotherProtocol_andStatesThatThePortReplied() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("denied")))) {
      Attempt attempt =
          udp(
              peer,
              Binding.udp(9),
              context ->
                  new Listening() {
                    @Override
                    public Step start() {
                      return Step.send(bytes("read"));
                    }

                    @Override
                    public Step received(ByteBuffer bytes) {
                      return Step.refused("the server denied it");
                    }
                  });

      DialogueReport dialogue = attempt.dialogue().orElseThrow();
      assertThat(dialogue.cause()).isEqualTo(Cause.REFUSED);
      assertThat(dialogue.note()).isEqualTo("the server denied it");
      assertThat(attempt.reason()).isEqualTo(Reason.REPLIED);
      assertThat(text(attempt.firstBytes())).isEqualTo("denied");
    }
  }

  // connections

  @Test
  void closingServer_isConnectedAgain() {
    AtomicInteger connections = new AtomicInteger();
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, out) -> {
              if (connections.incrementAndGet() < 3) {
                return; // closes
              }
              say(out, "third");
              untilClosed(in);
            })) {
      Attempt attempt =
          tcp(
              peer,
              context ->
                  new Listening() {
                    @Override
                    public Step start() {
                      return Step.await();
                    }

                    @Override
                    public Step closed() {
                      return Step.reconnect();
                    }
                  });

      assertThat(heard(attempt)).isEqualTo("third");
      assertThat(attempt.state()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void reconnects_areLimited() {
    try (TcpPeer peer = TcpPeer.closing()) {
      Attempt attempt =
          tcp(
              peer,
              context ->
                  new Listening() {
                    @Override
                    public Step start() {
                      return Step.await();
                    }

                    @Override
                    public Step closed() {
                      return Step.reconnect();
                    }
                  });

      DialogueReport dialogue = attempt.dialogue().orElseThrow();
      assertThat(dialogue.cause()).isEqualTo(Cause.LIMIT);
      assertThat(dialogue.note()).contains("more than 4 new connections");
    }
  }

  /** Tries TLS first, then without. */
  private static class TlsOrPlain extends Listening {
    final AtomicReference<TlsFailure> failure = new AtomicReference<>();

    @Override
    public Step start() {
      return Step.startTls();
    }

    @Override
    public Step secured(TlsInfo tls) {
      return Step.send(bytes("hi"));
    }

    @Override
    public Step tlsFailed(TlsFailure reason) {
      failure.set(reason);
      return Step.reconnect();
    }

    @Override
    public Step connected() {
      return Step.send(bytes("hello"));
    }
  }

  @Test
  void plaintextServer_isReached_afterAFailedHandshake() {
    TlsOrPlain dialogue = new TlsOrPlain();
    try (TcpPeer peer =
        TcpPeer.serving(
            (in, out) -> {
              byte[] request = new byte[1024];
              int count = in.read(request);
              boolean tls = count > 0 && request[0] == 0x16;
              say(out, tls ? "500 what?\r\n" : "welcome");
              untilClosed(in);
            })) {
      Attempt attempt = tcp(peer, context -> dialogue);

      assertThat(heard(attempt)).isEqualTo("welcome");
      assertThat(text(dialogue.failure.get().plaintext())).isEqualTo("500 what?\r\n");
      assertThat(attempt.dialogue().orElseThrow().tls())
          .singleElement()
          .satisfies(tls -> assertThat(tls.complete()).isFalse());
      assertThat(attempt.dialogue().orElseThrow().tlsFirst()).isFalse();
    }
  }

  @Test
  void plaintextAnswerToAHandshake_isReportedWithItsText() {
    try (TcpPeer peer =
            TcpPeer.serving(
                (in, out) -> {
                  say(out, "220 mail.example ESMTP\r\n");
                  untilClosed(in);
                });
        ProbeClient client = client(Binding.tcp(9), context -> new Talk.Pinging())) {
      Attempt attempt = only(client.tcp("127.0.0.1", peer.port()).as("talk").tls());

      DialogueReport dialogue = attempt.dialogue().orElseThrow();
      assertThat(dialogue.cause()).isEqualTo(Cause.TLS);
      assertThat(dialogue.note()).endsWith("'220 mail.example ESMTP\\r\\n'");
      assertThat(text(dialogue.firstBytes())).isEqualTo("220 mail.example ESMTP\r\n");
    }
  }

  @Test
  void reconnectTls_startsWithAHandshake() {
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer =
        TcpPeer.tls(
            identity.context(),
            (in, out) -> {
              say(out, "secret");
              untilClosed(in);
            })) {
      Attempt attempt =
          tcp(
              peer,
              context ->
                  new Listening() {
                    @Override
                    public Step start() {
                      return Step.reconnectTls();
                    }

                    @Override
                    public Step secured(TlsInfo tls) {
                      return Step.await();
                    }
                  });

      assertThat(heard(attempt)).isEqualTo("secret");
      assertThat(attempt.dialogue().orElseThrow().tls())
          .singleElement()
          .satisfies(tls -> assertThat(tls.certificates()).containsExactly(identity.certificate()));
      assertThat(attempt.dialogue().orElseThrow().tlsFirst()).isTrue();
    }
  }

  // TLS

  private static TcpPeer tlsPeer(TlsIdentity identity) {
    return TcpPeer.tls(
        identity.context(),
        (in, out) -> {
          say(out, "pong\n");
          untilClosed(in);
        });
  }

  @Test
  void settingsOfTheCaller_takePrecedenceOverThoseOfTheProtocol_andAreReported() {
    try (TcpPeer peer = tlsPeer(TlsIdentity.selfSigned("localhost"));
        ProbeClient client =
            client(
                Binding.tls(9),
                context ->
                    new Talk.Pinging() {
                      @Override
                      public TlsSettings tlsSettings() {
                        return TlsSettings.defaults().withAlpn("a", "b").withVersions("TLSv1.3");
                      }
                    })) {
      TlsSettings settings =
          TlsSettings.defaults().withVersions("TLSv1.2").withServerName("virtual.example");
      ProbeReport report =
          client.tcp("127.0.0.1", peer.port()).as("talk").tls(settings).report().join();

      assertThat(report.tls())
          .singleElement()
          .satisfies(
              tls -> {
                assertThat(tls.complete()).isTrue();
                assertThat(tls.version()).isEqualTo("TLSv1.2");
                assertThat(tls.versionsOffered()).containsExactly("TLSv1.2");
                assertThat(tls.alpnOffered()).containsExactly("a", "b");
                assertThat(tls.alpn()).isEmpty(); // the server has no ALPN
                assertThat(tls.serverName()).contains("virtual.example");
                assertThat(tls.clientCertificateRequested()).isFalse();
                assertThat(tls.daysLeft(java.time.Instant.now())).isPresent();
              });
    }
  }

  @Test
  void certificate_isReported_alsoIfTheProtocolIsAnother() {
    TlsIdentity identity = TlsIdentity.selfSigned("localhost");
    try (TcpPeer peer = tlsPeer(identity);
        ProbeClient client =
            client(
                Binding.tcp(9),
                context ->
                    new Talk.Pinging() {
                      @Override
                      public Step received(ByteBuffer bytes) {
                        return Step.mismatch("no such protocol");
                      }
                    })) {
      ProbeReport report = client.tcp("127.0.0.1", peer.port()).as("talk").tls().report().join();

      assertThat(report.dialogue().orElseThrow().cause()).isEqualTo(Cause.MISMATCH);
      assertThat(report.dialogue().orElseThrow().tlsFirst()).isTrue();
      assertThat(report.tls())
          .singleElement()
          .satisfies(tls -> assertThat(tls.certificates()).containsExactly(identity.certificate()));
    }
  }

  @Test
  void plain_startsNoTls_onATlsPortOfTheProtocol() {
    try (TcpPeer peer = TcpPeer.serving(echo());
        ProbeClient client =
            client(
                Binding.tls(peer.port()),
                context ->
                    new Listening() {
                      @Override
                      public Step start() {
                        assertThat(context.tlsFirst()).isFalse();
                        assertThat(context.binding()).isPresent();
                        return Step.send(bytes("plain"));
                      }
                    })) {
      PortProbe plain = client.tcp("127.0.0.1", peer.port()).plain();

      assertThat(heard(only(plain))).isEqualTo("plain");
      assertThat(plain.isTlsFirst()).isFalse();
    }
  }

  @Test
  void otherProtocol_isShownInTheExplanation_asTextOrAsHex() {
    Function<DialogueContext, Dialogue> strict =
        context ->
            new Listening() {
              @Override
              public Step start() {
                return Step.await();
              }

              @Override
              public Step received(ByteBuffer bytes) {
                return Step.mismatch("no such protocol");
              }
            };
    assertThat(explanation(bytes("SSH-2.0-x\r\n"), strict)).contains("received: 'SSH-2.0-x\\r\\n'");
    assertThat(explanation(new byte[] {0, 1, (byte) 0xff}, strict)).contains("received: 00 01 ff");
  }

  private static String explanation(byte[] greeting, Function<DialogueContext, Dialogue> dialogue) {
    try (TcpPeer peer =
            TcpPeer.serving(
                (in, out) -> {
                  out.write(greeting);
                  untilClosed(in);
                });
        ProbeClient client = client(Binding.tcp(9), dialogue)) {
      return client.tcp("127.0.0.1", peer.port()).as("talk").report().join().explain();
    }
  }

  // precedence

  @Test
  void twoProtocolsOfOnePort_priorityDecides() {
    try (TcpPeer peer = TcpPeer.serving(echo());
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .protocol(
                    Talk.protocol(
                        "common", Binding.tcp(peer.port()), context -> new Talk.Pinging()))
                .protocol(
                    Talk.protocol(
                        "special",
                        Binding.tcp(peer.port()).withPriority(1),
                        context ->
                            new Listening() {
                              @Override
                              public Step start() {
                                return Step.send(bytes("special"));
                              }
                            }))
                .build()) {
      assertThat(client.protocolsOn(Transport.TCP, peer.port()))
          .containsExactly("special", "common");
      assertThat(heard(only(client.tcp("127.0.0.1", peer.port())))).isEqualTo("special");
    }
  }
}
