package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortState;
import io.portprobe.spi.Protocols;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is printed of the response to the query of a protocol. */
class ProtocolTextTest extends PrintedText {
  /** What is printed for one answer, below the name and address. */
  private String printed(String commandLine, PortState state, DialogueReport dialogue) {
    harness.answering(
        sent ->
            CompletableFuture.completedFuture(
                FakeReport.of(sent.endpoint(), state).with(dialogue)));
    String head = "\nQuerying target system called:\n\n 192.0.2.1\n\nquerying...\n";
    assertThat(printed(commandLine + " -i")).startsWith(head);
    return harness.out().substring(head.length());
  }

  @Test
  @DisplayName("Endpoint map")
  void endpointMap() {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 135",
                PortState.LISTENING,
                Dialogues.finished(
                    "msrpc",
                    "UUID: 12345778-1234-abcd-ef00-0123456789ac ",
                    "ncacn_np:\\\\\\\\SERVER[\\\\PIPE\\\\lsass]",
                    "",
                    "Total endpoints found: 1")))
        .isEqualTo(
            """

            TCP port 135 (epmap service): LISTENING

            Using ephemeral source port

            Querying Endpoint Mapper Database...

            Server's response:

            UUID: 12345778-1234-abcd-ef00-0123456789ac\s
            ncacn_np:\\\\\\\\SERVER[\\\\PIPE\\\\lsass]

            Total endpoints found: 1

            ==== End of RPC Endpoint Mapper query response ====

            """);
  }

  @Test
  @DisplayName("Endpoint map over UDP ends with the state")
  void endpointMapOverUdp() {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 135 -p udp",
                PortState.LISTENING,
                Dialogues.finished("msrpc", "Total endpoints found: 0")))
        .startsWith(
            """

            UDP port 135 (epmap service): LISTENING

            Using ephemeral source port

            Querying Endpoint Mapper\
            """)
        .endsWith(
            """

            Total endpoints found: 0

            ==== End of RPC Endpoint Mapper query response ====

            UDP port 135 is LISTENING

            """);
  }

  @Test
  @DisplayName("rootDSE")
  void rootDse() {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 389 -p udp",
                PortState.LISTENING,
                Dialogues.finished(
                    "ldap",
                    "currentdate: 07/10/2003 04:14:31 (unadjusted GMT)",
                    "supportedLDAPVersion: 3")))
        .isEqualTo(
            """

            UDP port 389 (unknown service): LISTENING

            Sending LDAP query to UDP port 389...

            LDAP query response:

            currentdate: 07/10/2003 04:14:31 (unadjusted GMT)
            supportedLDAPVersion: 3

            ======== End of LDAP query response ========

            UDP port 389 is LISTENING

            """);
  }

  @Test
  @DisplayName("Node status: the MAC as PortQry prints it, the names below")
  void nodeStatus() {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 137 -p udp",
                PortState.LISTENING,
                Dialogues.finished("netbios", "MAC address 00155d01c61e", "SERVER <20> unique")))
        .isEqualTo(
            """

            UDP port 137 (netbios-ns service): LISTENING

            Using ephemeral source port

            Attempting NETBIOS adapter status query to UDP port 137...

            Server's response: MAC address 00155d01c61e

            SERVER <20> unique

            UDP port: LISTENING

            """);
  }

  @Test
  @DisplayName("DNS")
  void dns() {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 53",
                PortState.LISTENING,
                Dialogues.finished("dns", "REFUSED over tcp, 28 bytes")))
        .isEqualTo(
            """

            TCP port 53 (domain service): LISTENING

            Sending DNS query to TCP port 53...

            DNS query response:

            REFUSED over tcp, 28 bytes

            ======== End of DNS query response ========

            """);
  }

  @Test
  @DisplayName("A DNS server that does not respond")
  void silentDns() {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 53 -p udp",
                PortState.LISTENING_OR_FILTERED,
                Dialogues.empty("dns", Cause.DEADLINE, "no answer within 5 s", 0)))
        .isEqualTo(
            """

            UDP port 53 (domain service): LISTENING or FILTERED

            Sending DNS query to UDP port 53...

            DNS query timed out

            """);
  }

  @Test
  @DisplayName("A directory that accepts and sends nothing")
  void silentLdap() {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 389",
                PortState.LISTENING,
                Dialogues.empty("ldap", Cause.DEADLINE, "the peer closed at once", 0)))
        .isEqualTo(
            """

            TCP port 389 (ldap service): LISTENING

            Sending LDAP query to TCP port 389...

            No response: the peer closed at once

            Server did not respond to LDAP query

            """);
  }

  @Test
  @DisplayName("A truncated endpoint map is printed as incomplete")
  void incomplete() {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 135",
                PortState.LISTENING,
                Dialogues.partial("msrpc", "deadline", "UUID: x", "", "Total endpoints found: 1")))
        .endsWith(
            """

            UUID: x

            Total endpoints found: 1

            The response is incomplete: deadline

            ==== End of RPC Endpoint Mapper query response ====

            """);
  }

  @Test
  @DisplayName("A peer that speaks another protocol")
  void mismatch() {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 389 -p udp",
                PortState.LISTENING,
                Dialogues.empty("ldap", Cause.MISMATCH, "no LDAP message: 0x53", 40)))
        .isEqualTo(
            """

            UDP port 389 (unknown service): LISTENING

            Sending LDAP query to UDP port 389...

            Server's response does not match LDAP: no LDAP message: 0x53

            UDP port 389 is LISTENING

            """);
  }

  @Test
  @DisplayName("A connection that is reset")
  void failed() {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 636",
                PortState.LISTENING,
                Dialogues.empty("ldap", Cause.TLS, "TLS: handshake failure", 7)))
        .endsWith(
            """

            Sending LDAP query to TCP port 636...

            LDAP query failed: TLS: handshake failure

            """);
  }

  @ParameterizedTest(name = "{0}, {1} bytes: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "COMPLETED | 0 | No response: why/Server did not respond to LDAP query",
        "MISMATCH | 0 | Server did not respond to LDAP query",
        "MISMATCH | 9 | Server's response does not match LDAP: why",
        "PEER_CLOSED | 0 | No response: why/Server did not respond to LDAP query",
        "PEER_CLOSED | 9 | The response is incomplete: why/Server did not respond to LDAP query",
        "PEER_RESET | 9 | LDAP query failed: why",
        "CONNECTION_FAILED | 0 | LDAP query failed: why",
        "TLS | 9 | LDAP query failed: why",
        "PLUGIN_FAILURE | 0 | LDAP query failed: why",
        "DEADLINE | 0 | No response: why/Server did not respond to LDAP query",
        "DEADLINE | 9 | The response is incomplete: why/Server did not respond to LDAP query",
        "LIMIT | 9 | The response is incomplete: why/Server did not respond to LDAP query",
      })
  @DisplayName("The cause of the end selects the sentences")
  void causes(Cause cause, int received, String sentences) {
    assertThat(
            printed(
                "-n 192.0.2.1 -e 389",
                PortState.LISTENING,
                Dialogues.empty("ldap", cause, "why", received)))
        .endsWith("...\n\n" + sentences.replace("/", "\n\n") + "\n\n");
  }

  @Test
  @DisplayName("A protocol of a plug-in, with its unsafe characters escaped")
  void plugIn() {
    harness.plugIn(Protocols.banner("redis", 6379, ".*"));

    assertThat(
            printed(
                "-n 192.0.2.1 -e 6379",
                PortState.LISTENING,
                Dialogues.finished("redis", "+PONG", "\u001b[31mred")))
        .isEqualTo(
            """

            TCP port 6379 (redis service): LISTENING

            Sending REDIS query to TCP port 6379...

            REDIS query response:

            +PONG
            \\u001b[31mred

            ======== End of REDIS query response ========

            """);
  }
}
