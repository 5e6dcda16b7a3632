package io.portprobe.internal.dialogue;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.LocalFaultException;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.Talk;
import io.portprobe.Transport;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanResults;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that misuse of a protocol, and a defect of one, is never reported as a state. */
class ProtocolMisuseTest {
  private static final ProtocolOption<Integer> PAGE =
      ProtocolOption.of("test.page", 1, page -> page > 0, "at least 1");

  @Test
  void option_invalidValue_isRejectedWhenSet() {
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().build()) {
      PortProbe probe = client.udp("127.0.0.1", 9);

      assertThatThrownBy(() -> probe.option(PAGE, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("test.page: '0' (expected: at least 1)");
      assertThatThrownBy(() -> probe.option(PAGE, null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("test.page");
      assertThat(probe.option(PAGE, 2).endpoint()).isEqualTo(probe.endpoint());
    }
  }

  @Test
  void option_invalidDefault_isRejected() {
    assertThatThrownBy(() -> ProtocolOption.of("test.page", 0, page -> page > 0, "at least 1"))
        .hasMessage("test.page: '0' (expected: at least 1)");
  }

  @Test
  void option_invalidHostileText_isEscapedInMessage() {
    ProtocolOption<String> name =
        ProtocolOption.of("test.name", "", String::isEmpty, "no characters");

    assertThatThrownBy(() -> name.checkValue("\u001b[2J\n"))
        .hasMessage("test.name: '\\u001b[2J\\n' (expected: no characters)");
  }

  private static Dialogue reject(DialogueContext context) {
    throw new IllegalArgumentException("test.page: 7 over " + context.transport());
  }

  @ParameterizedTest
  @EnumSource
  void contradictingOptions_failProbe(Transport transport) {
    Binding binding = Binding.of(transport, 9);
    try (ProbeClient client = client(binding, ProtocolMisuseTest::reject);
        UdpPeer udp = UdpPeer.responding(List::of);
        TcpPeer tcp = TcpPeer.serving(Script.reply(bytes("hello")).thenSilence())) {
      Endpoint endpoint = transport == Transport.TCP ? endpointOf(tcp) : endpointOf(udp);

      assertThatThrownBy(() -> client.probe(endpoint).as("bad").report().join())
          .cause()
          .isInstanceOf(LocalFaultException.class)
          .hasMessageStartingWith(endpoint + ": 127.0.0.1: the protocol 'bad' threw in open(): ")
          .hasRootCauseInstanceOf(IllegalArgumentException.class)
          .hasRootCauseMessage("test.page: 7 over " + transport);
      assertThat(udp.received()).isEmpty();
    }
  }

  private static Arguments dialogue(String reason, Function<DialogueContext, Dialogue> dialogue) {
    return Arguments.of(reason, dialogue);
  }

  /** Returns dialogues that have no datagram, by the reason in the message. */
  static List<Arguments> withoutDatagram() {
    return List.of(
        dialogue("threw in open()", ProtocolMisuseTest::outOfOrder),
        dialogue("returned null from open()", context -> null),
        dialogue("threw in start()", context -> starting(() -> throwing("start"))),
        dialogue("returned null from start()", context -> starting(() -> null)),
        dialogue("a datagram of 65508 bytes", context -> starting(() -> send(65_508))),
        dialogue("a datagram of 0 bytes", context -> starting(() -> send(0))),
        dialogue("requested TLS over UDP", context -> starting(Step::startTls)),
        dialogue("requested to continue over TCP", context -> starting(Step::continueOverTcp)),
        dialogue("has no datagram to send", context -> starting(Step::await)),
        dialogue("has no datagram to send", context -> starting(() -> Step.poll(bytes("ping")))),
        dialogue(
            "ended before it sent a datagram (MISMATCH)",
            context -> starting(() -> Step.mismatch("no"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withoutDatagram")
  void udpProbe_withoutDatagram_failsAndSendsNothing(
      String reason, Function<DialogueContext, Dialogue> broken) {
    try (ProbeClient client = client(Binding.udp(9), broken);
        UdpPeer peer = UdpPeer.responding(List::of)) {
      PortProbe probe = client.probe(endpointOf(peer)).as("bad");

      assertThatThrownBy(() -> probe.report().join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(LocalFaultException.class)
          .hasMessageContaining("the protocol 'bad' ")
          .hasMessageContaining(reason);
      assertThatThrownBy(() -> probe.state().join())
          .cause()
          .isInstanceOf(LocalFaultException.class);
      assertThat(peer.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "EPOLL", "NIO"})
  void udpScan_protocolWithoutDatagram_isFailure(IoMode ioMode) {
    try (UdpPeer peer = UdpPeer.responding(List::of);
        ProbeClient client =
            client(Binding.udp(peer.port()), ProtocolMisuseTest::outOfOrder, ioMode)) {
      ScanResults results =
          client
              .scan()
              .hosts("127.0.0.1")
              .ports(PortSet.udp(String.valueOf(peer.port())))
              .collect()
              .join();

      ScanResult result = results.results().get(0);
      assertThat(result.failure().orElseThrow())
          .isInstanceOf(LocalFaultException.class)
          .hasMessageContaining("the protocol 'bad' threw in open()");
      assertThat(result.state()).isEmpty();
      assertThat(peer.received()).isEmpty();
    }
  }

  private static Dialogue outOfOrder(DialogueContext context) {
    throw new IllegalStateException("out of order over " + context.transport());
  }

  private static Step throwing(String method) {
    throw new IllegalStateException(method + " is out of order");
  }

  private static Step send(int size) {
    return Step.send(new byte[size]);
  }

  private static Dialogue starting(Supplier<Step> first) {
    return new Talk.Pinging() {
      @Override
      public Step start() {
        return first.get();
      }
    };
  }

  private static ProbeClient client(Binding home, Function<DialogueContext, Dialogue> opening) {
    return client(home, opening, IoMode.AUTO);
  }

  private static ProbeClient client(
      Binding home, Function<DialogueContext, Dialogue> opening, IoMode ioMode) {
    return ProbeClient.builder()
        .withoutDiscovery()
        .ioMode(ioMode)
        .timeout(ofSeconds(20))
        .protocol(Talk.protocol("bad", home, opening))
        .build();
  }
}
