package io.portprobe.scan;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.internal.sweep.Backends;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class RepliesFromAnyPortTest {
  private record Data(List<String> lines) implements Finding {}

  /** Like TFTP: the server replies from a new port (RFC 1350 section 4). */
  private record Transfer(Set<Integer> ports) implements Protocol {
    @Override
    public String name() {
      return "transfer";
    }

    @Override
    public Set<Binding> bindings() {
      return ports.stream()
          .map(port -> Binding.udp(port).withRepliesFromAnyPort())
          .collect(toSet());
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new Dialogue() {
        @Override
        public Step start() {
          return Step.send(new byte[] {1});
        }

        @Override
        public Step received(ByteBuffer bytes) {
          return Step.finish(new Data(List.of(bytes.remaining() + " bytes")));
        }
      };
    }
  }

  static List<IoMode> modes() {
    return Backends.here();
  }

  @ParameterizedTest
  @MethodSource("modes")
  @DisplayName("reports the state and the finding of a single probe")
  void sameAsSingleProbe(IoMode mode) throws Exception {
    try (UdpPeer elsewhere = UdpPeer.respondingFromAnotherPort(request -> List.of(new byte[9]));
        UdpPeer usual = UdpPeer.responding(request -> List.of(new byte[9]));
        UdpPeer foreign = UdpPeer.respondingFromAnotherAddress(request -> List.of(new byte[9]));
        UdpPeer refusing = UdpPeer.refusing();
        UdpPeer other = UdpPeer.respondingFromAnotherPort(request -> List.of(new byte[9]));
        ProbeClient client =
            ProbeClient.builder()
                .ioMode(mode)
                .withoutDiscovery()
                .protocol(
                    new Transfer(
                        Set.of(elsewhere.port(), usual.port(), foreign.port(), refusing.port())))
                .build()) {
      Map<Integer, ScanResult> results =
          client
              .scan()
              .hosts("127.0.0.1")
              // Enough to load the classes of a first dialogue on a busy host too.
              .timeout(Duration.ofSeconds(2))
              .retries(0)
              .protocols()
              .ports(
                  PortSet.of(
                      Transport.UDP,
                      elsewhere.port(),
                      usual.port(),
                      foreign.port(),
                      refusing.port(),
                      other.port()))
              .collect()
              .get(30, SECONDS)
              .results()
              .stream()
              .collect(toMap(ScanResult::port, result -> result));

      assertThat(results.get(elsewhere.port()).state()).contains(PortState.LISTENING);
      assertThat(results.get(elsewhere.port()).findings())
          .containsExactly(new Data(List.of("9 bytes")));
      assertThat(results.get(usual.port()).state()).contains(PortState.LISTENING);
      assertThat(results.get(foreign.port()).state()).contains(PortState.LISTENING_OR_FILTERED);
      assertThat(results.get(refusing.port()).state()).contains(PortState.NOT_LISTENING);
      assertThat(results.get(other.port()).state())
          .as("a port without such a protocol")
          .contains(PortState.LISTENING_OR_FILTERED);
    }
  }
}
