package io.portprobe.internal.dialogue;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;
import static io.portprobe.internal.dialogue.DialogueProbes.QUIET;
import static io.portprobe.internal.dialogue.DialogueProbes.TIMEOUT;
import static io.portprobe.internal.dialogue.DialogueProbes.client;
import static io.portprobe.internal.dialogue.DialogueProbes.echo;
import static io.portprobe.internal.dialogue.DialogueProbes.heard;
import static io.portprobe.internal.dialogue.DialogueProbes.only;
import static io.portprobe.internal.dialogue.DialogueProbes.tcp;
import static io.portprobe.internal.dialogue.DialogueProbes.udp;
import static io.portprobe.internal.dialogue.DialogueProbes.untilClosed;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.Talk;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.dialogue.DialogueProbes.Listening;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DialogueStepsTest {
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

  @Test
  void replyFromAnotherPort_isAccepted_whereTheProtocolDeclaresIt() {
    try (UdpPeer peer = UdpPeer.respondingFromAnotherPort(request -> List.of(bytes("data")))) {
      Function<DialogueContext, Dialogue> dialogue =
          context -> Listening.starting(Step.send(bytes("read")));
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
              context -> Listening.starting(Step.send(bytes("read"))));

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
                        context -> Listening.starting(Step.send(bytes("special")))))
                .build()) {
      assertThat(client.protocolsOn(Transport.TCP, peer.port()))
          .containsExactly("special", "common");
      assertThat(heard(only(client.tcp("127.0.0.1", peer.port())))).isEqualTo("special");
    }
  }
}
