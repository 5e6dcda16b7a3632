package io.portprobe.examples.portprobe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.faultkit.TcpPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the system as evidence. The target policy denies all probes of ports. */
@DisabledOnOs(OS.WINDOWS) // the programs are shell scripts
@Timeout(120)
class AddressCheckTest {
  private static final String HOST = "192.0.2.7";
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private AddressResult run() throws Exception {
    HostProbes probes = probes(List.of(22, 80));
    try (ProbeClient client =
        ProbeClient.builder()
            .withoutDiscovery()
            .targetPolicy(TargetPolicy.deny("0.0.0.0/0"))
            .build()) {
      return new AddressCheck(
              client, probes, StandIn.environment(folder), InetAddress.getByName(HOST))
          .call();
    }
  }

  private static HostProbes probes(List<Integer> ports) {
    return new HostProbes(ports, Optional.empty(), LONG, LONG);
  }

  private void ping(int exitCode, String... lines) throws IOException {
    StandIn.printing(folder, "ping", exitCode, lines);
  }

  private void neighbour(String... lines) throws IOException {
    StandIn.printing(folder, "ip", 0, lines);
  }

  private static Observation of(AddressResult result, String source) {
    return result.observations().stream()
        .filter(seen -> seen.source().equals(source))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void echoReply_isEvidence_andFirst() throws Exception {
    ping(0, "PING 192.0.2.7", "64 bytes from 192.0.2.7: icmp_seq=1 ttl=64 time=0.045 ms");

    AddressResult result = run();

    assertThat(result.presence()).isEqualTo(Presence.PRESENT);
    assertThat(result.exitCode()).isZero();
    assertThat(result.observations().get(0))
        .isEqualTo(
            Observation.of(
                "ping",
                Meaning.ECHO_REPLY,
                "64 bytes from 192.0.2.7: icmp_seq=1 ttl=64 time=0.045 ms"));
  }

  @Test
  void icmpErrorOfTheHostItself_isEvidence() throws Exception {
    ping(1, "From 192.0.2.7 icmp_seq=1 Packet filtered");

    assertThat(of(run(), "ping").meaning()).isEqualTo(Meaning.ICMP_ERROR);
  }

  @Test
  void icmpErrorOfARouter_isNoEvidence() throws Exception {
    ping(1, "From 192.0.2.1 icmp_seq=1 Destination Host Unreachable", "1 packets transmitted");

    AddressResult result = run();

    assertThat(of(result, "ping"))
        .isEqualTo(
            Observation.none("ping", "From 192.0.2.1 icmp_seq=1 Destination Host Unreachable"));
    assertThat(result.presence()).isEqualTo(Presence.NOT_KNOWN);
  }

  @Test
  void pingThatIsNotPermitted_isNamed() throws Exception {
    ping(2, "ping: socket: Operation not permitted");

    assertThat(of(run(), "ping").text()).isEqualTo("failed: ping: socket: Operation not permitted");
  }

  @Test
  void programsThatAreMissing_areNamed() throws Exception {
    AddressResult result = run();

    assertThat(of(result, "ping").text()).isEqualTo("not available: no program 'ping' in PATH");
    assertThat(of(result, "neighbour table").text())
        .isEqualTo("not available: no program 'ip' in PATH");
  }

  @Test
  void probesThatAreDenied_decideTheExitCode_onlyWithoutEvidence() throws Exception {
    AddressResult without = run();
    neighbour("192.0.2.7 dev eth0 lladdr 02:00:00:00:00:07 REACHABLE");

    AddressResult with = run();

    assertThat(without.failure()).containsInstanceOf(TargetDeniedException.class);
    assertThat(without.exitCode()).isEqualTo(ExitCodes.SYSTEM);
    assertThat(with.exitCode()).isZero();
  }

  @Test
  void reachableNeighbour_isEvidence() throws Exception {
    neighbour("192.0.2.7 dev eth0 lladdr 02:00:00:00:00:07 REACHABLE");

    AddressResult result = run();

    assertThat(result.presence()).isEqualTo(Presence.PRESENT);
    assertThat(result.observations().get(0))
        .isEqualTo(
            Observation.of(
                "neighbour table",
                Meaning.NEIGHBOUR,
                "REACHABLE on eth0, link-layer address 02:00:00:00:00:07"));
  }

  @Test
  void failedNeighbour_isReportedAsUnreachable() throws Exception {
    neighbour("192.0.2.7 dev eth0 FAILED ");

    AddressResult result = run();

    assertThat(result.presence()).isEqualTo(Presence.UNREACHABLE);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.observations().get(0).text())
        .isEqualTo("FAILED on eth0, no reply to ARP or neighbour discovery");
  }

  @Test
  void staleNeighbour_provesNothing() throws Exception {
    neighbour("192.0.2.7 dev eth0 lladdr 02:00:00:00:00:07 STALE");

    assertThat(run().presence()).isEqualTo(Presence.NOT_KNOWN);
  }

  @Test
  void neighbourThatTheKernelIsConfirming_isReadAgain() throws Exception {
    StandIn.script(
        folder,
        "ip",
        """
        if [ -e "${0%/*}/second" ]; then state=REACHABLE; else state=DELAY; fi
        : > "${0%/*}/second"
        echo "$3 dev eth0 lladdr 02:00:00:00:00:07 $state"
        """);

    assertThat(run().presence()).isEqualTo(Presence.PRESENT);
  }

  @Test
  void portsOfTheHost_areEvidence_whetherOpenOrClosed() throws Exception {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        ProbeClient client = ProbeClient.builder().withoutDiscovery().build()) {
      HostProbes probes = probes(List.of(open.port(), closed.port()));

      AddressResult result =
          new AddressCheck(
                  client, probes, StandIn.environment(folder), InetAddress.getByName("127.0.0.1"))
              .call();

      assertThat(of(result, "TCP " + open.port()).meaning()).isEqualTo(Meaning.HANDSHAKE);
      assertThat(of(result, "TCP " + closed.port()).meaning())
          .isEqualTo(client.transport() == IoMode.EPOLL ? Meaning.RESET : Meaning.NONE);
      assertThat(of(result, "neighbour table").text()).isEqualTo("an address of this computer");
      assertThat(result.presence()).isEqualTo(Presence.PRESENT);
    }
  }

  @Test
  void hostileOutput_isEscaped() throws Exception {
    ping(2, "\033[31mred\007");

    assertThat(of(run(), "ping").text()).doesNotContain("\033").doesNotContain("\007");
  }
}
