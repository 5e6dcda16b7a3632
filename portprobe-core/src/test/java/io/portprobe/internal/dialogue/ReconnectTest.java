package io.portprobe.internal.dialogue;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;
import static io.portprobe.internal.dialogue.DialogueProbes.heard;
import static io.portprobe.internal.dialogue.DialogueProbes.say;
import static io.portprobe.internal.dialogue.DialogueProbes.tcp;
import static io.portprobe.internal.dialogue.DialogueProbes.untilClosed;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortState;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import io.portprobe.internal.dialogue.DialogueProbes.Listening;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReconnectTest {
  /** Connects again whenever the server closes. */
  private static final class Reconnecting extends Listening {
    @Override
    public Step start() {
      return Step.await();
    }

    @Override
    public Step closed() {
      return Step.reconnect();
    }
  }

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
      Attempt attempt = tcp(peer, context -> new Reconnecting());

      assertThat(heard(attempt)).isEqualTo("third");
      assertThat(attempt.state()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void reconnects_areLimited() {
    try (TcpPeer peer = TcpPeer.closing()) {
      Attempt attempt = tcp(peer, context -> new Reconnecting());

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
}
