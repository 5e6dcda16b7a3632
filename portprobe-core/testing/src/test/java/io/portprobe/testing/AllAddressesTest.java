package io.portprobe.testing;

import static io.portprobe.testing.PortAssertions.assertThatPort;
import static io.portprobe.testing.PortAssertions.awaitPort;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.testing.protocol.SampleProtocol;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@EnabledOnOs(OS.LINUX) // elsewhere the loopback net has one address
@Execution(ExecutionMode.CONCURRENT)
class AllAddressesTest {
  private static final InetAddress ONE = address("127.0.0.1");
  private static final InetAddress TWO = address("127.0.0.2");
  private static final Duration PATIENCE = ofSeconds(20);
  private static final ProbeClient CLIENT =
      ProbeClient.builder()
          .resolver(new ScriptedResolver().resolving("two.example", ONE, TWO)::resolve)
          .withoutDiscovery()
          .protocol(new SampleProtocol(SampleDialogue::new))
          .build();

  private static InetAddress address(String literal) {
    return new InetSocketAddress(literal, 0).getAddress();
  }

  private static PortAssert assertion(TcpPeer peer) {
    return assertThatPort(CLIENT, Endpoint.tcp("two.example", peer.port())).within(PATIENCE);
  }

  private static void assertFails(Runnable assertion, String... parts) {
    assertThatThrownBy(assertion::run).isInstanceOf(AssertionError.class).message().contains(parts);
  }

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void oneRefuses_eachAssertion_namesBothAddresses() {
    try (TcpPeer up = TcpPeer.at(ONE, 0).serving(AllAddressesTest::serve);
        TcpPeer down = TcpPeer.at(TWO, up.port()).refusing()) {
      String both = "\n  127.0.0.1:%d: LISTENING, accepted (".formatted(up.port());
      String refused = "\n  127.0.0.2:%d: NOT LISTENING, refused (".formatted(down.port());
      PortAssert any = assertion(up).isListening().isReachable().respondsWithin(PATIENCE);
      PortAssert all = assertion(up).onAllAddresses().isReachable();

      assertFails(any::isNotListening, both, refused);
      assertFails(any::isFiltered, both, refused);
      assertFails(any::isUnavailable, both, refused);
      assertFails(
          all::isListening,
          "Expected tcp://two.example:%d to be listening on all addresses,".formatted(up.port())
              + " but 127.0.0.2 is NOT LISTENING (refused).",
          both,
          refused,
          "\n  next: start the service, or check the port and the address that it binds");
      assertFails(() -> all.respondsWithin(PATIENCE), "but 127.0.0.2 is NOT LISTENING (refused).");
      assertFails(
          () -> all.hasReason(Reason.ACCEPTED), "but 127.0.0.2 is NOT LISTENING (refused).", both);
      assertFails(() -> all.speaks("sample"), "but 127.0.0.2 is NOT LISTENING (refused).");
    }
  }

  @Test
  void bothListen_onAllAddresses_holds() throws Exception {
    try (TcpPeer one = TcpPeer.at(ONE, 0).serving(AllAddressesTest::serve);
        TcpPeer two = TcpPeer.at(TWO, one.port()).serving(AllAddressesTest::serve)) {
      assertion(one)
          .onAllAddresses()
          .isListening()
          .hasReason(Reason.ACCEPTED)
          .respondsWithin(PATIENCE)
          .speaks("sample");
      assertThat(two.awaitConnections(2, PATIENCE)).isTrue();
    }
  }

  @Test
  void oneSpeaksSomethingElse_onAllAddresses_fails() {
    try (TcpPeer one = TcpPeer.at(ONE, 0).serving(AllAddressesTest::serve);
        TcpPeer two = TcpPeer.at(TWO, one.port()).closing()) {
      assertion(two).speaks("sample");
      assertFails(
          () -> assertion(two).onAllAddresses().speaks("sample"),
          "to speak sample on all addresses");
    }
  }

  @Tag("slow")
  @Test
  void oneIsSilent_onAllAddresses_isNotProven() {
    try (TcpPeer up = TcpPeer.at(ONE, 0).silent();
        TcpPeer dropping = TcpPeer.at(TWO, up.port()).blackHole()) {
      assertFails(
          () -> assertion(dropping).within(ofSeconds(2)).onAllAddresses().isListening(),
          "which is not proven: 127.0.0.2 is FILTERED (timed out), and silence does not show",
          "\n  127.0.0.1:%d: LISTENING".formatted(up.port()));
    }
  }

  @Test
  @Tag("slow")
  void oneIsSilent_isListening_doesNotWaitAndStatesWhy() {
    try (TcpPeer up = TcpPeer.at(ONE, 0).silent();
        TcpPeer dropping = TcpPeer.at(TWO, up.port()).blackHole()) {
      PortAssert assertion = assertion(dropping).isListening();

      assertFails(
          assertion::isNotListening,
          "\n  skipped: tcp://two.example:%d: 127.0.0.2: no response yet".formatted(up.port()));
    }
  }

  @Test
  @Tag("slow")
  void oneRefuses_waitOnAllAddresses_waitsForTheOther() throws Exception {
    try (TcpPeer up = TcpPeer.at(ONE, 0).silent()) {
      TcpPeer down = TcpPeer.at(TWO, up.port()).refusing();
      PortWait<ProbeReport> wait =
          awaitPort(CLIENT, Endpoint.tcp("two.example", up.port())).within(PATIENCE);
      ProbeReport any = wait.untilListening();
      assertThat(any.attempts())
          .extracting(Attempt::state)
          .containsExactly(PortState.LISTENING, PortState.NOT_LISTENING);
      assertThatThrownBy(() -> wait.onAllAddresses().within(ofSeconds(2)).untilListening())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(
              "to be listening on all addresses, but 127.0.0.2 is NOT LISTENING (refused).");

      CompletableFuture<ProbeReport> all = wait.onAllAddresses().untilListeningAsync();
      down.close();
      try (TcpPeer second = TcpPeer.at(TWO, up.port()).silent()) {
        assertThat(all).succeedsWithin(PATIENCE).matches(ProbeReport::agrees);
        assertThat(second.awaitConnections(1, PATIENCE)).isTrue();
      }
    }
  }

  private static void serve(InputStream in, OutputStream out) throws IOException {
    for (byte[] request = in.readNBytes(4); request.length == 4; request = in.readNBytes(4)) {
      out.write(SampleProtocol.response(ByteBuffer.wrap(request)).get(0).array());
    }
  }
}
