package io.portprobe.internal.dialogue;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Talk;
import io.portprobe.TargetPolicy;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Step;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "on {0}")
@EnumSource(names = {"AUTO", "NIO"})
@Execution(ExecutionMode.CONCURRENT)
class ContinueOverTcpTest {
  @Parameter IoMode ioMode;

  /** Hears a datagram, then wants the rest over TCP. */
  private static final class TwoParts extends Talk.Pinging {
    private boolean connected;

    @Override
    public Step connected() {
      connected = true;
      return super.start();
    }

    @Override
    public Step received(ByteBuffer bytes) {
      Step step = super.received(bytes);
      return connected ? step : Step.continueOverTcp();
    }
  }

  /** Peers of both transports on one port. */
  private record Pair(TcpPeer tcp, UdpPeer udp) implements AutoCloseable {
    static Pair of(Supplier<TcpPeer> stream) {
      for (int i = 0; ; i++) {
        TcpPeer tcp = stream.get();
        try {
          UdpPeer.Responder more = request -> List.of(bytes("more, "));
          return new Pair(tcp, UdpPeer.at(tcp.address().getAddress(), tcp.port()).responding(more));
        } catch (UncheckedIOException e) {
          tcp.close(); // another process has the port over UDP; try the next one
          if (i == 20) {
            throw e;
          }
        }
      }
    }

    @Override
    public void close() {
      try (tcp) {
        udp.close();
      }
    }
  }

  private ProbeClientBuilder builder() {
    return ProbeClient.builder()
        .ioMode(ioMode)
        .timeout(ofSeconds(20))
        .withoutDiscovery()
        .protocol(Talk.protocol("parts", Binding.udp(9), context -> new TwoParts()));
  }

  private static DialogueReport dialogue(ProbeReport report) {
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(report.reason()).isEqualTo(Reason.REPLIED);
    return report.dialogue().orElseThrow();
  }

  @Test
  void dialogue_findingsOfBothTransports_areInOneReport() throws Exception {
    TcpPeer.Conversation pong =
        (in, out) -> {
          assertThat(in.readNBytes(5)).isEqualTo(bytes("ping\n"));
          out.write(bytes("and all\n"));
        };
    try (ProbeClient client = builder().build();
        Pair peer = Pair.of(() -> TcpPeer.serving(pong))) {
      ProbeReport report = client.probe(endpointOf(peer.udp)).as("parts").report().join();
      assertThat(dialogue(report).outcome()).isEqualTo(Outcome.FINISHED);
      assertThat(report.finding(Talk.Heard.class).orElseThrow().words()).isEqualTo("more, and all");
      int sent = report.attempts().get(0).sent();
      assertThat(report.attempts()).hasSize(1);
      assertThat(peer.udp.awaitRequests(sent, ofSeconds(20))).isTrue();
      assertThat(sent).as("datagrams alone").isEqualTo(peer.udp.requests());
      assertThat(peer.tcp.failures()).isEmpty();
    }
  }

  @Test
  void tcpRefused_keepsTheUdpResultAndSaysWhy() {
    try (ProbeClient client = builder().build();
        Pair peer = Pair.of(TcpPeer::refusing)) {
      ProbeReport report = client.probe(endpointOf(peer.udp)).as("parts").report().join();
      DialogueReport dialogue = dialogue(report);
      assertThat(dialogue.outcome()).isEqualTo(Outcome.INCOMPLETE);
      assertThat(dialogue.cause()).isEqualTo(Cause.TCP_UNAVAILABLE);
      assertThat(dialogue.note()).startsWith("over TCP the port is ").contains("refused");
      assertThat(report.finding(Talk.Heard.class).orElseThrow().words()).isEqualTo("partly more, ");
    }
  }

  @Test
  @Tag("slow")
  void deadline_overTcp_keepsTheUdpResult() {
    try (ProbeClient client = builder().timeout(ofSeconds(2)).build();
        Pair silent = Pair.of(TcpPeer::silent);
        Pair unreachable = Pair.of(TcpPeer::blackHole)) {
      List<CompletableFuture<ProbeReport>> reports =
          Stream.of(silent, unreachable)
              .map(peer -> client.probe(endpointOf(peer.udp)).as("parts").report())
              .toList();
      for (CompletableFuture<ProbeReport> report : reports) {
        DialogueReport dialogue = dialogue(report.join());
        assertThat(dialogue.outcome()).isEqualTo(Outcome.INCOMPLETE);
        assertThat(dialogue.cause()).isEqualTo(Cause.DEADLINE);
        assertThat(dialogue.note()).contains("deadline");
        assertThat(dialogue.finding()).isPresent();
      }
    }
  }

  @Test
  void targetPolicy_isAppliedToTcpToo() {
    TargetPolicy datagrams =
        (transport, address) ->
            transport == Transport.UDP ? Optional.empty() : Optional.of("is denied: no streams");
    try (ProbeClient client = builder().targetPolicy(datagrams).build();
        Pair peer = Pair.of(TcpPeer::silent)) {
      ProbeReport report = client.probe(endpointOf(peer.udp)).as("parts").report().join();
      assertThat(dialogue(report).cause()).isEqualTo(Cause.TCP_UNAVAILABLE);
      assertThat(dialogue(report).note()).isEqualTo("over TCP 127.0.0.1 is denied: no streams");
      assertThat(peer.tcp.connections()).isZero();
    }
  }

  @Test
  void state_opensNoTcpConnection() {
    try (ProbeClient client = builder().build();
        Pair peer = Pair.of(TcpPeer::silent)) {
      assertThat(client.probe(endpointOf(peer.udp)).as("parts").state().join())
          .isEqualTo(PortState.LISTENING);
      assertThat(peer.tcp.connections()).isZero();
    }
  }

  @Test
  void cancel_closesTheConnectionAndReleasesThePermit() throws Exception {
    try (ProbeClient client = builder().window(1).build();
        Pair peer = Pair.of(TcpPeer::silent)) {
      CompletableFuture<ProbeReport> future =
          client.probe(endpointOf(peer.udp)).as("parts").report();
      assertThat(peer.tcp.awaitConnections(1, ofSeconds(10))).isTrue();
      future.cancel(true);
      assertThat(peer.tcp.awaitClosed(ofSeconds(10))).isTrue();
      assertThat(client.probe(endpointOf(peer.udp)).state().join()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void continueOverTcp_twiceOrBeforeAReply_fails() {
    class Twice extends Talk.Pinging {
      @Override
      public Step received(ByteBuffer bytes) {
        return Step.continueOverTcp();
      }

      @Override
      public Step connected() {
        return Step.continueOverTcp();
      }
    }
    class TooEarly extends Talk.Pinging {
      @Override
      public Step start() {
        return Step.send(ByteBuffer.wrap(bytes("ping")), Step.continueOverTcp());
      }
    }
    try (ProbeClient client =
            builder()
                .protocol(Talk.protocol("twice", Binding.udp(10), context -> new Twice()))
                .protocol(Talk.protocol("early", Binding.udp(11), context -> new TooEarly()))
                .build();
        Pair peer = Pair.of(TcpPeer::silent)) {
      ProbeReport twice = client.probe(endpointOf(peer.udp)).as("twice").report().join();
      assertThat(dialogue(twice).outcome()).isEqualTo(Outcome.FAILED);
      assertThat(dialogue(twice).note())
          .isEqualTo("the protocol 'twice' requested to continue over TCP in a TCP dialogue");
      ProbeReport early = client.probe(endpointOf(peer.udp)).as("early").report().join();
      assertThat(dialogue(early).outcome()).isEqualTo(Outcome.FAILED);
      assertThat(dialogue(early).note()).endsWith("before a reply was received");
    }
  }
}
