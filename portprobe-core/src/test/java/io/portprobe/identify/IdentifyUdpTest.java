package io.portprobe.identify;

import static io.portprobe.Talk.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.identify.ServiceIdentity.Confidence;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentifyUdpTest extends IdentifySample {
  @Test
  void udpService_isIdentifiedByAnAcceptedReply() {
    try (UdpPeer peer =
            UdpPeer.responding(
                request ->
                    new String(request, StandardCharsets.UTF_8).equals("RARE\n")
                        ? List.of(bytes("RARE OK\n"))
                        : List.of());
        ProbeClient client = client(HAIL, QUIZ, RARE)) {
      ServiceIdentity identity = client.udp("127.0.0.1", peer.port()).identify().join();

      assertThat(identity.protocol()).contains("rare");
      assertThat(identity.confidence()).isEqualTo(Confidence.CONFIRMED);
      assertThat(identity.connections()).isZero();
    }
  }

  @Test
  void udpServiceOfAnotherProtocol_hasNoName() {
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(bytes("HUH?")));
        ProbeClient client = client(QUIZ, RARE)) {
      PortProbe probe = client.udp("127.0.0.1", peer.port());
      ServiceIdentity identity =
          patiently(
              timeout -> probe.timeout(timeout).identify().join(),
              each -> each.verdict() != Verdict.SILENT);

      assertThat(identity.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(identity.state()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void emptyDatagram_isNotOfferedToProtocols() {
    Protocol first =
        new Protocol() {
          @Override
          public String name() {
            return "first";
          }

          @Override
          public Set<Binding> bindings() {
            return Set.of(Binding.udp(1));
          }

          @Override
          public Optional<ServiceFacts> recognise(ByteBuffer received) {
            return received.get(received.position()) == 'F'
                ? Optional.of(ServiceFacts.of("first"))
                : Optional.empty();
          }

          @Override
          public Dialogue open(DialogueContext context) {
            return RARE.open(context);
          }
        };
    try (UdpPeer peer = UdpPeer.responding(request -> List.of(new byte[0]));
        ProbeClient client = client(first)) {
      ServiceIdentity identity =
          client.udp("127.0.0.1", peer.port()).timeout(SHORT).identify().join();

      assertThat(identity.plugInFailures()).isEmpty();
    }
  }

  @Test
  void silentUdpPort_isSilent() {
    try (UdpPeer peer = UdpPeer.silent();
        ProbeClient client = client(QUIZ)) {
      ServiceIdentity identity =
          client.udp("127.0.0.1", peer.port()).timeout(SHORT).identify().join();

      assertThat(identity.verdict()).isEqualTo(Verdict.SILENT);
      assertThat(identity.state()).isEqualTo(PortState.LISTENING_OR_FILTERED);
    }
  }

  @Test
  void refusedUdpPort_isNotListening() {
    try (UdpPeer peer = UdpPeer.refusing();
        ProbeClient client = client(QUIZ)) {
      assertThat(client.udp("127.0.0.1", peer.port()).identify().join().verdict())
          .isEqualTo(Verdict.NOT_LISTENING);
    }
  }
}
