package io.portprobe;

import static io.portprobe.Talk.bytes;
import static io.portprobe.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.DialogueReport.Cause;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AllProtocolsTest {
  /** Sends a word, and finishes with the reply if it is the same word. */
  private record Word(String word) implements Dialogue {
    @Override
    public Step start() {
      return Step.send(bytes(word));
    }

    @Override
    public Step received(ByteBuffer received) {
      String reply = text(received);
      return reply.equals(word)
          ? Step.finish(new Talk.Heard(reply, Optional.empty()))
          : Step.mismatch("not " + word);
    }
  }

  private static Protocol protocol(String name, Binding binding) {
    return Talk.protocol(name, binding, context -> new Word(name));
  }

  private static ProbeClient client(Protocol... protocols) {
    ProbeClientBuilder builder =
        ProbeClient.builder().withoutDiscovery().timeout(Duration.ofSeconds(5));
    for (Protocol protocol : protocols) {
      builder = builder.protocol(protocol);
    }
    return builder.build();
  }

  /** A server that answers one of two words only, and counts its connections. */
  private static TcpPeer server(AtomicInteger connections) {
    return TcpPeer.serving(
        (in, out) -> {
          connections.incrementAndGet();
          byte[] request = in.readNBytes(3);
          out.write(text(ByteBuffer.wrap(request)).equals("two") ? request : bytes("???"));
          out.flush();
          in.read(); // the client closes
        });
  }

  @Test
  void tcpPort_hasTheResultOfEachProtocol() {
    AtomicInteger connections = new AtomicInteger();
    try (TcpPeer peer = server(connections);
        ProbeClient client =
            client(
                protocol("one", Binding.tcp(peer.port()).withPriority(1)),
                protocol("two", Binding.tcp(peer.port())))) {
      ProbeReport report = client.tcp("127.0.0.1", peer.port()).allProtocols().report().join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.agrees()).isTrue();
      assertThat(report.attempts())
          .extracting(attempt -> attempt.dialogue().orElseThrow().protocol())
          .containsExactly("one", "two");
      assertThat(report.attempts())
          .extracting(attempt -> attempt.dialogue().orElseThrow().cause())
          .containsExactly(Cause.MISMATCH, Cause.COMPLETED);
      assertThat(report.findings())
          .singleElement()
          .hasToString("Heard[words=two, tls=Optional.empty]");
      assertThat(report.dialogue()).get().extracting(DialogueReport::protocol).isEqualTo("two");
      assertThat(report.addresses()).hasSize(1);
      assertThat(connections).hasValue(2);
    }
  }

  @Test
  void udpPort_isListening_ifOneProtocolGetsAReply() {
    try (UdpPeer peer = UdpPeer.responding(request -> only("two", request));
        ProbeClient client =
            client(
                protocol("one", Binding.udp(peer.port()).withPriority(1)),
                protocol("two", Binding.udp(peer.port())))) {
      ProbeReport report =
          client
              .udp("127.0.0.1", peer.port())
              .allProtocols()
              .timeout(Duration.ofMillis(900))
              .report()
              .join();

      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(report.agrees()).as("one address").isTrue();
      assertThat(report.attempts())
          .extracting(Attempt::state)
          .containsExactly(PortState.LISTENING_OR_FILTERED, PortState.LISTENING);
    }
  }

  private static List<byte[]> only(String word, byte[] request) {
    return text(ByteBuffer.wrap(request)).equals(word) ? List.of(request) : List.of();
  }

  @Test
  void as_selectsOneAgain() {
    AtomicInteger connections = new AtomicInteger();
    try (TcpPeer peer = server(connections);
        ProbeClient client =
            client(
                protocol("one", Binding.tcp(peer.port())),
                protocol("two", Binding.tcp(peer.port())))) {
      PortProbe all = client.tcp("127.0.0.1", peer.port()).allProtocols();

      assertThat(all.as("two").report().join().attempts()).hasSize(1);
      assertThat(all.stateOnly().report().join().attempts()).hasSize(1);
      assertThat(all.state().join()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void failureOfAll_isThatOfTheFirst() {
    try (ProbeClient client =
        ProbeClient.builder()
            .withoutDiscovery()
            .protocol(protocol("one", Binding.tcp(9)))
            .protocol(protocol("two", Binding.tcp(9)))
            .targetPolicy((transport, address) -> Optional.of("is denied by the test"))
            .build()) {
      assertThatThrownBy(client.tcp("127.0.0.1", 9).allProtocols().report()::join)
          .cause()
          .isInstanceOf(TargetDeniedException.class);
    }
  }

  @Test
  void cancelledReport_cancelsEachProbe() {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client =
            client(
                protocol("one", Binding.tcp(peer.port())),
                protocol("two", Binding.tcp(peer.port())))) {
      CompletableFuture<ProbeReport> report =
          client.tcp("127.0.0.1", peer.port()).allProtocols().report();

      report.cancel(true);

      assertThatThrownBy(report::join).isInstanceOf(CancellationException.class);
    }
  }
}
