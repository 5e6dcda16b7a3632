package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.faultkit.TcpPeer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePortTest {
  private final Harness harness = new Harness();

  /** The source port and the protocol of each probe; 0: ephemeral, "-": state only. */
  private List<String> sent() {
    return harness.sent().stream()
        .map(sent -> sent.sourcePort() + " " + (sent.stateOnly() ? "-" : sent.protocol()))
        .toList();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "tcp, 135, 2030 - / 0 msrpc",
    "udp, 135, 2030 - / 0 msrpc",
    "udp, 137, 2030 - / 0 netbios",
    "udp, 389, 2030 - / 0 ldap",
    "udp, 500, 2030 - / 500 ike",
    "tcp, 389, 2030 ldap",
    "tcp, 53, 2030 dns",
    "udp, 53, 2030 dns",
    "udp, 161, 2030 snmp",
    "tcp, 25, 2030 smtp",
    "tcp, 80, 2030 -",
  })
  @DisplayName("-sp is the source port of the query, except where PortQry uses an ephemeral port")
  void sourcePort(String transport, int port, String sent) {
    assertThat(harness.run("-n", "h", "-p", transport, "-e", "" + port, "-sp", "2030")).isZero();

    assertThat(sent()).containsExactly(sent.split(" / "));
    assertThat(harness.out().contains("\nUsing ephemeral source port\n"))
        .isEqualTo(sent.contains("/ 0"));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({"tcp, 135, true", "udp, 137, true", "udp, 389, false", "tcp, 389, false"})
  @DisplayName("The ephemeral source port of RPC and NetBIOS is printed also without -sp")
  void announced(String transport, int port, boolean printed) {
    assertThat(harness.run("-n", "h", "-p", transport, "-e", "" + port)).isZero();

    assertThat(sent()).hasSize(1).allMatch(line -> line.startsWith("0 "));
    assertThat(harness.out().contains("\nUsing ephemeral source port\n")).isEqualTo(printed);
  }

  @Test
  @DisplayName("A closed port receives no second query")
  void closed() {
    harness.answering(PortState.NOT_LISTENING);

    assertThat(harness.run("-n", "h", "-e", "135", "-sp", "2030")).isEqualTo(1);

    assertThat(sent()).containsExactly("2030 -");
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "tcp, 135, NOT_LISTENING, false",
    "tcp, 135, FILTERED, false",
    "udp, 135, NOT_LISTENING, false",
    "udp, 137, NOT_LISTENING, false",
    "udp, 137, LISTENING_OR_FILTERED, true",
  })
  @DisplayName("The ephemeral source port is printed only for a port that may receive the query")
  void announcedByState(String transport, int port, PortState state, boolean printed) {
    harness.answering(state);

    harness.run("-n", "h", "-p", transport, "-e", "" + port);

    assertThat(harness.out().contains("\nUsing ephemeral source port\n")).isEqualTo(printed);
  }

  @Test
  @DisplayName("ISAKMP is sent from port 500, or from an ephemeral port if 500 is not available")
  void isakmp() {
    harness.answering(
        sent ->
            sent.sourcePort() == 500
                ? CompletableFuture.failedFuture(
                    new LocalFaultException(sent.endpoint(), "the source port is in use", null))
                : FakeReport.now(sent, PortState.LISTENING_OR_FILTERED));

    assertThat(harness.run("-n", "h", "-p", "udp", "-e", "500")).isEqualTo(2);

    assertThat(sent()).containsExactly("500 ike", "0 ike");
    assertThat(harness.out())
        .contains(
            """

            Source port 500 is not available: udp://h:500: the source port is in use

            Using ephemeral source port
            """);
  }

  @Test
  @DisplayName("A source port in use is reported with the sentences of PortQry")
  void inUse() {
    harness.probing();
    try (TcpPeer peer = TcpPeer.silent();
        TcpPeer owner = TcpPeer.silent()) {
      String port = "" + peer.port();

      int exitCode = harness.run("-n", peer.host(), "-i", "-e", port, "-sp", "" + owner.port());

      assertThat(exitCode).isEqualTo(71);
      assertThat(harness.err()).isEmpty();
      assertThat(harness.out())
          .endsWith(
              """

              querying...

              Cannot use specified source port

              Port is already in use

              Specify a port that is not in use and run the command again

              """);
    }
  }
}
