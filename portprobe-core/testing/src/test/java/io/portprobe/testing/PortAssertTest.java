package io.portprobe.testing;

import static io.portprobe.Endpoint.tcp;
import static io.portprobe.Endpoint.udp;
import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PortAssertTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ScriptedResolver RESOLVER = new ScriptedResolver();
  private static final ProbeClient CLIENT =
      ProbeClient.builder().resolver(RESOLVER::resolve).withoutDiscovery().build();

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  @DisplayName("An assertion works without a client and without a test framework")
  void sharedClient() {
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThatPort(tcp(peer.host(), peer.port())).isListening();
      assertThatPort(endpointOf(peer)).isListening();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("portprobe-"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  @Test
  @DisplayName("Endpoints have short factory methods")
  void shorthand() {
    assertThat(tcp("db.example", 5432)).isEqualTo(Endpoint.tcp("db.example", 5432));
    assertThat(udp("ns.example", 53)).isEqualTo(Endpoint.udp("ns.example", 53));
  }

  @Test
  @DisplayName("An assertion sends one probe, and another one after within()")
  void probesOnce() throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      PortAssert first = assertThatPort(CLIENT, endpointOf(peer));
      first.isListening().isListening().hasReason(Reason.ACCEPTED);
      assertThat(peer.awaitClosed(PATIENCE)).isTrue();
      assertThat(peer.connections()).isOne();
      first.within(PATIENCE).isListening();
      assertThat(peer.awaitConnections(2, PATIENCE)).isTrue();
    }
  }

  @Test
  @DisplayName("An invalid timeout is rejected")
  void badTimeout() {
    PortAssert assertion = assertThatPort(CLIENT, tcp("127.0.0.1", 1));
    assertThatThrownBy(() -> assertion.within(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
  }

  @Nested
  class Listening {
    @Test
    @DisplayName("A listening port is reachable and responds within the limit")
    void reachable() {
      try (TcpPeer peer = TcpPeer.silent()) {
        PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer));
        assertion.isReachable().respondsWithin(PATIENCE);
        assertFails(
            assertion::isUnavailable,
            "Expected %s to be unavailable, but it is LISTENING (accepted).".formatted(peer));
        assertFails(
            () -> assertion.respondsWithin(Duration.ofNanos(1)),
            "Expected %s to respond within less than 0.001 ms, but it took ".formatted(peer));
        assertThatThrownBy(() -> assertion.respondsWithin(Duration.ZERO))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("limit: PT0S (expected: more than zero, at most PT1H)");
        assertThatThrownBy(() -> assertion.respondsWithin(ChronoUnit.FOREVER.getDuration()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("limit: PT")
            .hasMessageEndingWith(" (expected: more than zero, at most PT1H)");
      }
    }

    @Test
    @DisplayName("A listening TCP port is neither closed nor filtered")
    void tcp() {
      try (TcpPeer peer = TcpPeer.silent()) {
        PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer)).isListening();
        assertFails(
            assertion::isNotListening,
            "Expected %s not to be listening, but it is LISTENING (accepted).".formatted(peer),
            "  127.0.0.1:" + peer.port() + ": LISTENING, accepted (");
        assertFails(
            assertion::isFiltered,
            "Expected %s to be filtered, but it is LISTENING (accepted).".formatted(peer));
      }
    }

    @Test
    @DisplayName("A UDP port that replies is listening")
    void udp() {
      try (UdpPeer peer = UdpPeer.responding(List::of)) {
        assertThatPort(CLIENT, endpointOf(peer)).isListening().hasReason(Reason.REPLIED);
      }
    }

    @Test
    @DisplayName("Another reason than the expected one fails")
    void otherReason() {
      try (TcpPeer peer = TcpPeer.silent()) {
        assertFails(
            () -> assertThatPort(CLIENT, endpointOf(peer)).hasReason(Reason.REFUSED),
            "Expected %s to have the reason 'refused', but it is LISTENING (accepted)."
                .formatted(peer));
      }
    }
  }

  @Nested
  class NotListening {
    @Test
    @DisplayName("A refusing TCP port is not listening and not filtered")
    void tcp() {
      try (TcpPeer peer = TcpPeer.refusing()) {
        PortAssert assertion =
            assertThatPort(CLIENT, endpointOf(peer)).isNotListening().hasReason(Reason.REFUSED);
        assertion.isReachable();
        assertFails(
            () -> assertion.respondsWithin(PATIENCE),
            "to respond within 10.00 s, but it is NOT LISTENING (refused).");
        assertFails(
            assertion::isListening,
            "Expected %s to be listening, but it is NOT LISTENING (refused).".formatted(peer),
            "  127.0.0.1:" + peer.port() + ": NOT LISTENING, refused (");
        assertFails(
            assertion::isFiltered,
            "Expected %s to be filtered, but it is NOT LISTENING (refused).".formatted(peer));
        assertion.isUnavailable();
      }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("A UDP port with ICMP port unreachable is not listening")
    void udp() {
      try (UdpPeer peer = UdpPeer.refusing()) {
        assertThatPort(CLIENT, endpointOf(peer))
            .isNotListening()
            .hasReason(Reason.PORT_UNREACHABLE);
      }
    }
  }

  @Nested
  class Silence {
    @Test
    @Tag("slow")
    @EnabledOnOs(OS.LINUX)
    @DisplayName("A silent TCP port is filtered, which proves nothing else")
    void tcp() {
      try (TcpPeer peer = TcpPeer.blackHole()) {
        PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer)).within(SOON).isFiltered();
        String unproven =
            ", which is not proven: it is FILTERED (timed out), "
                + "and silence does not show whether anything listens.";
        assertFails(
            assertion::isListening,
            "Expected %s to be listening%s".formatted(peer, unproven),
            "  127.0.0.1:" + peer.port() + ": FILTERED, timed out (");
        assertFails(
            assertion::isNotListening,
            "Expected %s not to be listening%s".formatted(peer, unproven));
        assertFails(
            assertion::isReachable, "Expected %s to be reachable%s".formatted(peer, unproven));
        assertFails(() -> assertion.respondsWithin(PATIENCE), unproven);
        assertion.isUnavailable();
      }
    }

    @Test
    @Tag("slow")
    @DisplayName("A silent UDP port proves nothing")
    void udp() {
      try (UdpPeer peer = UdpPeer.silent()) {
        PortAssert assertion =
            assertThatPort(CLIENT, endpointOf(peer)).within(SOON).hasReason(Reason.SILENT);
        String unproven =
            ", which is not proven: it is LISTENING or FILTERED (silent), "
                + "and over UDP a silent service looks like a packet filter.";
        assertFails(
            assertion::isListening, "Expected %s to be listening%s".formatted(peer, unproven));
        assertFails(
            assertion::isNotListening,
            "Expected %s not to be listening%s".formatted(peer, unproven));
        assertFails(
            assertion::isFiltered, "Expected %s to be filtered%s".formatted(peer, unproven));
        assertFails(assertion::isUnavailable, unproven);
      }
    }
  }

  @Nested
  @EnabledOnOs(OS.LINUX)
  class TwoAddresses {
    private final InetAddress second = loopback(2);

    @Test
    @DisplayName("One listening address is enough")
    void oneListens() {
      try (TcpPeer silent = TcpPeer.silent();
          TcpPeer refusing = TcpPeer.at(second, silent.port()).refusing()) {
        PortAssert assertion = assertThatPort(CLIENT, both("one.example", silent, refusing));
        assertion.isListening();
        assertFails(
            assertion::isNotListening,
            "Expected tcp://one.example:%d not to be listening, but it is LISTENING"
                .formatted(silent.port()),
            "\n  127.0.0.1:" + silent.port() + ": LISTENING, accepted (");
      }
    }

    @Test
    @DisplayName("All addresses have to refuse")
    void bothRefuse() {
      try (TcpPeer one = TcpPeer.refusing();
          TcpPeer two = TcpPeer.at(second, one.port()).refusing()) {
        assertThatPort(CLIENT, both("none.example", one, two)).isNotListening();
      }
    }

    @Test
    @Tag("slow")
    @DisplayName("A refusing and a silent address prove nothing together")
    void oneIsFiltered() {
      try (TcpPeer one = TcpPeer.refusing();
          TcpPeer two = TcpPeer.at(second, one.port()).blackHole()) {
        PortAssert assertion = assertThatPort(CLIENT, both("half.example", one, two)).within(SOON);
        String unproven =
            "which is not proven: it is NOT LISTENING (refused), and the addresses do not agree.";
        assertFails(
            assertion::isNotListening, "half.example:" + one.port() + " not to be", unproven);
        assertFails(assertion::isListening, unproven, "127.0.0.2:" + one.port() + ": FILTERED");
        assertFails(assertion::isFiltered, "to be filtered, but it is NOT LISTENING");
      }
    }

    private static InetAddress loopback(int last) {
      try {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
      } catch (UnknownHostException e) {
        throw new AssertionError(e);
      }
    }

    private Endpoint both(String name, TcpPeer one, TcpPeer two) {
      RESOLVER.resolving(name, one.address().getAddress(), two.address().getAddress());
      return Endpoint.tcp(name, one.port());
    }
  }

  @Nested
  class Unasked {
    @Test
    @DisplayName("An unresolvable name proves nothing")
    void unresolved() {
      assertThatThrownBy(() -> assertThatPort(CLIENT, tcp("nowhere.example", 80)).isNotListening())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(
              "Expected tcp://nowhere.example:80 not to be listening, which is not proven: the name"
                  + " was not resolved, so no probe was sent.\n"
                  + "  tcp://nowhere.example:80: ")
          .hasCauseInstanceOf(UnresolvedTargetException.class);
    }

    @Test
    @DisplayName("A denied target proves nothing")
    void denied() {
      try (ProbeClient careful =
          ProbeClient.builder().targetPolicy(TargetPolicy.publicInternetOnly()).build()) {
        assertThatThrownBy(() -> assertThatPort(careful, tcp("127.0.0.1", 80)).isListening())
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining(
                "to be listening, which is not proven: "
                    + "the target policy of the client denied the probe.")
            .hasCauseInstanceOf(TargetDeniedException.class);
      }
    }

    @Test
    @DisplayName("Misuse is thrown unchanged")
    void misuse() {
      ProbeClient closed = ProbeClient.create();
      closed.close();
      assertThatThrownBy(() -> assertThatPort(closed, tcp("127.0.0.1", 80)).isListening())
          .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("An interrupt ends the assertion")
    void interrupted() {
      try (TcpPeer peer = TcpPeer.blackHole()) {
        PortAssert assertion = assertThatPort(CLIENT, endpointOf(peer)).within(PATIENCE);
        Thread.currentThread().interrupt();
        assertThatThrownBy(assertion::isListening)
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("which is not proven: the thread was interrupted.")
            .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
      }
    }
  }

  private static void assertFails(Runnable assertion, String... parts) {
    assertThatThrownBy(assertion::run).isInstanceOf(AssertionError.class).message().contains(parts);
  }
}
