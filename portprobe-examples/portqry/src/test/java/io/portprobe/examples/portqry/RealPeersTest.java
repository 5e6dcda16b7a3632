package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class RealPeersTest {
  private final Harness harness = new Harness().probing();

  /** The lines about ports. */
  private List<String> states() {
    return harness
        .out()
        .lines()
        .filter(line -> line.startsWith("TCP ") || line.startsWith("UDP "))
        .map(line -> line.replaceFirst("\\(.*\\)", "()"))
        .toList();
  }

  private int runAgainst(TcpPeer peer, String... options) {
    Stream<String> target = Stream.of("-n", peer.host(), "-i", "-e", "" + peer.port());
    return harness.run(Stream.concat(target, Stream.of(options)).toArray(String[]::new));
  }

  private int runAgainst(UdpPeer peer) {
    return harness.run("-n", peer.host(), "-i", "-p", "udp", "-e", "" + peer.port());
  }

  @Test
  @DisplayName("A TCP port that accepts is listening")
  void accepts() {
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(runAgainst(peer)).isZero();

      assertThat(states()).containsExactly("TCP port " + peer.port() + " (): LISTENING");
    }
  }

  @Test
  @DisplayName("A TCP port that accepts and closes at once is listening")
  void closesAtOnce() {
    try (TcpPeer peer = TcpPeer.closing()) {
      assertThat(runAgainst(peer, "-q")).isZero();

      assertThat(harness.out() + harness.err()).isEmpty();
    }
  }

  @Test
  @DisplayName("A TCP port that refuses is not listening")
  void refuses() {
    try (TcpPeer peer = TcpPeer.refusing()) {
      assertThat(runAgainst(peer)).isEqualTo(1);

      assertThat(states()).containsExactly("TCP port " + peer.port() + " (): NOT LISTENING");
    }
  }

  @Test
  @DisplayName("A UDP port that refuses is not listening")
  void refusesDatagrams() {
    try (UdpPeer peer = UdpPeer.refusing()) {
      assertThat(runAgainst(peer)).isEqualTo(1);

      assertThat(states()).containsExactly("UDP port " + peer.port() + " (): NOT LISTENING");
    }
  }

  @Test
  @DisplayName("Hundreds of filtered TCP ports take one timeout")
  void filtered() {
    try (TcpPeer peer = TcpPeer.blackHole()) {
      List<String> ports = Collections.nCopies(300, "" + peer.port());
      long began = System.nanoTime();

      assertThat(harness.run("-n", peer.host(), "-i", "-o", String.join(",", ports))).isEqualTo(2);

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(ProbeSender.TIMEOUT, ProbeSender.TIMEOUT.multipliedBy(10));
      assertThat(states()).hasSize(300).containsOnly("TCP port " + peer.port() + " (): FILTERED");
    }
  }

  @Test
  @DisplayName("A UDP port that responds is listening")
  void answers() {
    try (UdpPeer peer = UdpPeer.responding(datagram -> List.of(new byte[] {1}))) {
      assertThat(runAgainst(peer)).isZero();

      assertThat(states()).containsExactly("UDP port " + peer.port() + " (): LISTENING");
    }
  }

  @Test
  @DisplayName("A UDP port that is silent is listening or filtered")
  void silent() {
    try (UdpPeer peer = UdpPeer.silent()) {
      assertThat(runAgainst(peer)).isEqualTo(2);

      assertThat(states())
          .containsExactly("UDP port " + peer.port() + " (): LISTENING or FILTERED");
    }
  }

  @Test
  @DisplayName("Ports are probed in parallel and printed in the order of the list")
  void inOrder() {
    try (TcpPeer closed = TcpPeer.refusing();
        TcpPeer hole = TcpPeer.blackHole();
        TcpPeer open = TcpPeer.silent()) {
      List<String> ports =
          Stream.of(hole, open, closed, open).map(peer -> "" + peer.port()).toList();

      assertThat(harness.run("-n", open.host(), "-i", "-o", String.join(",", ports))).isEqualTo(2);

      assertThat(states())
          .containsExactly(
              "TCP port " + ports.get(0) + " (): FILTERED",
              "TCP port " + ports.get(1) + " (): LISTENING",
              "TCP port " + ports.get(2) + " (): NOT LISTENING",
              "TCP port " + ports.get(3) + " (): LISTENING");
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the loopback net has one address")
  @DisplayName("All addresses of a name are probed, and printed if they differ")
  void addressesDiffer() {
    harness.resolving(host -> Harness.addresses("127.0.0.2", "127.0.0.1"));
    try (TcpPeer peer = TcpPeer.silent()) {
      int port = peer.port();

      assertThat(harness.run("-n", "two.example", "-e", "" + port)).isZero();

      assertThat(harness.out())
          .contains("\nFurther addresses: 127.0.0.1\n")
          .contains("\nAddresses differ: 127.0.0.2 NOT LISTENING, 127.0.0.1 LISTENING\n");
    }
  }

  @Test
  @DisplayName("A peer that is not a directory is listening, and its mismatch is printed")
  void notALdapServer(@TempDir Path folder) throws Exception {
    try (TcpPeer peer = TcpPeer.closing()) {
      Path services = folder.resolve("services");
      Files.writeString(services, "ldap " + peer.port() + "/tcp\n");

      assertThat(runAgainst(peer, "--services", services.toString())).isZero();

      assertThat(harness.out().lines().collect(Collectors.toList()))
          .contains("Sending LDAP query to TCP port " + peer.port() + "...")
          .contains("Server did not respond to LDAP query");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  @DisplayName("A domain controller receives a rootDSE query and nothing else, as from PortQry")
  void domainController(String protocol, @TempDir Path folder) throws Exception {
    DirectoryPeer.Builder builder =
        DirectoryPeer.builder().domainController("dc1", "example.test", "EXAMPLE", "Here");
    try (DirectoryPeer peer = builder.start()) {
      Path services = folder.resolve("services");
      Files.writeString(services, "ldap " + peer.port() + "/" + protocol + "\n");

      assertThat(
              harness.run(
                  "-n",
                  peer.host(),
                  "-i",
                  "-p",
                  protocol,
                  "-e",
                  "" + peer.port(),
                  "--services",
                  services.toString()))
          .isZero();

      assertThat(harness.out())
          .contains("\nsupportedCapabilities: 1.2.840.113556.1.4.800\n")
          .contains("\ndnsHostName: dc1.example.test\n")
          .contains("\n======== End of LDAP query response ========\n")
          .doesNotContainIgnoringCase("netlogon");
    }
  }

  /** Greets, and replies to each line by its first word. */
  private static TcpPeer greeting(String greeting, Map<String, String> replies) {
    return TcpPeer.serving(
        (received, out) -> {
          out.write((greeting + "\r\n").getBytes(StandardCharsets.US_ASCII));
          BufferedReader in =
              new BufferedReader(new InputStreamReader(received, StandardCharsets.US_ASCII));
          String line = in.readLine();
          while (line != null) {
            String reply = replies.getOrDefault(line.substring(0, 4), "500 unknown");
            out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
            line = in.readLine();
          }
        });
  }

  private String printed(TcpPeer peer, String service, Path folder) throws Exception {
    Path services = folder.resolve("services");
    Files.writeString(services, service + " " + peer.port() + "/tcp\n");
    assertThat(runAgainst(peer, "--services", services.toString())).isZero();
    return harness.out();
  }

  @Test
  @DisplayName("The greeting of a mail server is printed as data of the port")
  void mailServer(@TempDir Path folder) throws Exception {
    try (TcpPeer peer =
        greeting(
            "220 mail.example Microsoft ESMTP MAIL Service ready",
            Map.of("EHLO", "250-mail.example\r\n250 STARTTLS", "QUIT", "221 bye"))) {
      assertThat(printed(peer, "smtp", folder))
          .endsWith(
              """

              TCP port %d (smtp service): LISTENING

              Data returned from port:

              220 mail.example Microsoft ESMTP MAIL Service ready

              """
                  .formatted(peer.port()));
    }
  }

  @Test
  @DisplayName("The replies of a file server to an anonymous log-on are printed")
  void fileServer(@TempDir Path folder) throws Exception {
    try (TcpPeer peer =
        greeting(
            "220 files.example Microsoft FTP Service",
            Map.of(
                "USER",
                "331 Anonymous access allowed, send identity (e-mail name) as password.",
                "PASS",
                "230 Anonymous user logged in.",
                "QUIT",
                "221 bye"))) {
      assertThat(printed(peer, "ftp", folder))
          .endsWith(
              """

              Data returned from port:

              220 files.example Microsoft FTP Service
              331 Anonymous access allowed, send identity (e-mail name) as password.
              230 Anonymous user logged in.

              """);
    }
  }

  @Test
  @DisplayName("The instances of SQL Server are printed as blocks of keys and values")
  void sqlServer(@TempDir Path folder) throws Exception {
    String instances =
        "ServerName;DB1;InstanceName;MSSQLSERVER;IsClustered;No;Version;8.00.194;tcp;1433;;"
            + "ServerName;DB1;InstanceName;SALES;IsClustered;No;Version;8.00.194;tcp;1525;;";
    byte[] response =
        ByteBuffer.allocate(3 + instances.length())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 5)
            .putShort((short) instances.length())
            .put(instances.getBytes(StandardCharsets.US_ASCII))
            .array();
    try (UdpPeer browser = UdpPeer.responding(request -> List.of(response))) {
      Path services = folder.resolve("services");
      Files.writeString(services, "ms-sql-m " + browser.port() + "/udp\n");

      int exitCode =
          harness.run(
              ("-n 127.0.0.1 -i -p udp -e " + browser.port() + " --services " + services)
                  .split(" "));

      assertThat(exitCode).isZero();
      assertThat(harness.out())
          .endsWith(
              """

              UDP port $P (ms-sql-m service): LISTENING

              Sending SQL Server query to UDP port $P...

              Server's response:

              ServerName DB1
              InstanceName MSSQLSERVER
              IsClustered No
              Version 8.00.194
              tcp 1433

              ServerName DB1
              InstanceName SALES
              IsClustered No
              Version 8.00.194
              tcp 1525


              ==== End of SQL Server query response ====

              UDP port $P is LISTENING

              """
                  .replace("$P", String.valueOf(browser.port())));
    }
  }

  @Test
  @DisplayName("An SNMP agent is queried with the community of -cn")
  void snmp(@TempDir Path folder) throws Exception {
    Path services = folder.resolve("services");
    try (UdpPeer agent =
        UdpPeer.responding(
            request ->
                new String(request, StandardCharsets.ISO_8859_1).contains("secret")
                    ? List.of(SnmpAgentBytes.responseTo(ByteBuffer.wrap(request)))
                    : List.of())) {
      int port = agent.port();
      Files.writeString(services, "snmp " + port + "/udp\n");

      int exitCode =
          harness.run(
              ("-n 127.0.0.1 -i -p udp -cn !secret! -e " + port + " --services " + services)
                  .split(" "));

      assertThat(exitCode).isZero();
      assertThat(harness.out())
          .endsWith(
              """

              UDP port $P (snmp service): LISTENING

              community name for query:

              secret

              Sending SNMP query to UDP port $P...

              SNMP query response:

              version: SNMPv2c
              sysDescr: portprobe test agent
              sysObjectID: 1.3.6.1.4.1.8072.3.2.10
              sysUpTime: 0 days 0:00:03

              ======== End of SNMP query response ========

              UDP port $P is LISTENING

              """
                  .replace("$P", String.valueOf(port)));
    }
  }
}
