package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private final Harness harness = new Harness();

  private List<String> sentBy(String commandLine) {
    assertThat(harness.run(commandLine.split(" "))).as(harness.err()).isZero();
    return harness.sent().stream()
        .map(FakeClient.SentProbe::endpoint)
        .map(Endpoint::toString)
        .toList();
  }

  @ParameterizedTest(name = "{0} asks {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "-n h | tcp://h:80",
        "-n h -e 135 | tcp://h:135",
        "-n h -p udp -e 53 | udp://h:53",
        "-n h -p UDP -e 53 | udp://h:53",
        "-n h -p Tcp | tcp://h:80",
        "-n h -p BoTh | tcp://h:80 udp://h:80",
        "-n h -o 25,445,25 | tcp://h:25 tcp://h:445 tcp://h:25",
        "-n h -o 445,25 -p both | tcp://h:445 udp://h:445 tcp://h:25 udp://h:25",
        "-n h -r 130:132 | tcp://h:130 tcp://h:131 tcp://h:132",
        "-n h -r 7:7 | tcp://h:7",
        "-n h -e 00080 | tcp://h:80",
        "/n h /e 25 /p udp | udp://h:25",
        "-N h -E 25 /P UDP | udp://h:25",
        "/n h /e 25 /I /Q | tcp://h:25",
        "-n h -E 25 -SL -NR -Y | tcp://h:25",
        "-q -e 25 -n h | tcp://h:25",
        "-n [::1] -i | tcp://[::1]:80",
        "-n ::1 -i | tcp://[::1]:80",
        "-n b\u00fccher.example | tcp://xn--bcher-kva.example:80",
        "-n under_score.example. | tcp://under_score.example.:80",
      })
  void commandLine_selectsEndpoints(String commandLine, String endpoints) {
    assertThat(sentBy(commandLine)).containsExactly(endpoints.split(" "));
  }

  @Test
  @DisplayName("A range of all ports probes each in order")
  void everything() {
    assertThat(sentBy("-n h -r 1:65535 -p both"))
        .isEqualTo(
            IntStream.rangeClosed(1, 65_535)
                .boxed()
                .flatMap(port -> List.of("tcp://h:" + port, "udp://h:" + port).stream())
                .toList());
  }

  /** The protocol of each probe; "-" if only the state is probed. */
  private String spoken(String commandLine) {
    sentBy(commandLine);
    return harness.sent().stream()
        .map(sent -> sent.stateOnly() ? "-" : sent.protocol())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "-o 53, dns dns",
    "-o 135, msrpc msrpc",
    "-o 137, - netbios",
    "-o 139, netbios -",
    "-o 161, - snmp",
    "-o 389, ldap ldap",
    "-o 636, ldap ldap",
    "-o 3268, ldap ldap",
    "-o 3269, ldap ldap",
    "-o 853, dns dns",
    "-o 22, - -",
    "-o 80, - -",
    "-o 443, - -",
    "-o 8080, - -",
    "-r 53:53, dns dns",
    "-r 389:389, ldap ldap",
    "-r 135:135, - -",
  })
  @DisplayName("The service name of a port selects a query of PortQry, and no other protocol")
  void protocols(String ports, String protocols) {
    assertThat(spoken("-n h -p both " + ports)).isEqualTo(protocols);
  }

  @Test
  @DisplayName("A plug-in is spoken on its default port, and not in a range")
  void plugIn() {
    harness.plugIn(new Greeter());

    assertThat(spoken("-n h -p both -o 7,8")).isEqualTo("greeter - - -");
    assertThat(spoken("-n h -r 7:7")).isEqualTo("greeter - - - -");
  }

  @ParameterizedTest(name = "{0}: TCP {1} s, UDP {2} s")
  @CsvSource({"-y,5,5", "-s,5,10", "-sl,5,10", "/SL,5,10"})
  @DisplayName("A slow link doubles the UDP timeout")
  void slow(String option, int tcp, int udp) {
    sentBy("-n h -p both " + option);

    assertThat(harness.sent())
        .extracting(FakeClient.SentProbe::timeout)
        .containsExactly(Duration.ofSeconds(tcp), Duration.ofSeconds(udp));
  }

  @Test
  @DisplayName("-sp sets the local port")
  void sourcePort() {
    sentBy("-n h -p udp -e 53 -sp 500");

    assertThat(harness.sent()).extracting(FakeClient.SentProbe::sourcePort).containsExactly(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-i", "-nr", "/I", "/nr", "-NR"})
  @DisplayName("Without a reverse lookup, nothing about it is printed")
  void noReverse(String option) {
    harness.naming(
        address -> {
          throw new AssertionError("looked up " + address);
        });

    sentBy("-n 192.0.2.7 " + option);

    assertThat(harness.out()).doesNotContain("resolve").contains("TCP port 80");
  }

  @Test
  @DisplayName("A value may begin with a slash")
  void slashValue(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("n");

    assertThat(log.toString()).startsWith("/");
    sentBy("-n h -l " + log);

    assertThat(Files.readString(log)).contains("TCP port 80 (http service): LISTENING");
  }

  @Test
  @DisplayName("-y without -l has no effect")
  void overwriteWithoutLog() {
    assertThat(sentBy("-n h -y")).containsExactly("tcp://h:80");
  }

  @Test
  @DisplayName("A service from the services file is named, and its protocol is spoken")
  void ownServices(@TempDir Path folder) throws Exception {
    Path services = folder.resolve("services");
    Files.writeString(
        services,
        """
        # mine
        ldap     1025/tcp
        domain   1025/udp   dns  # the other way
        netbios-ns 1026/tcp
        http     1027/tcp
        greeter  1028/tcp
        http     99999999/tcp
        smtp 25/sctp
        """);

    harness.plugIn(new Greeter());

    assertThat(spoken("-n h -o 1025,1026,1027,1028,389 -p both --services " + services))
        .as("TCP 1026 is not forced: adapter status is over UDP; http and gopher are no queries")
        .isEqualTo("ldap dns - - - - greeter - ldap ldap");
    assertThat(harness.out())
        .contains("TCP port 1025 (ldap service)", "UDP port 1025 (domain service)")
        .contains("TCP port 1027 (http service)", "TCP port 389 (ldap service)");
  }

  @Test
  @DisplayName("A services file that gives a known port another name takes its query away")
  void otherService(@TempDir Path folder) throws Exception {
    Path services = Files.writeString(folder.resolve("services"), "mydb 389/tcp\nx 389/udp\n");

    assertThat(spoken("-n h -e 389 -p both --services " + services)).isEqualTo("- -");
  }

  @Test
  @DisplayName("A services file of Windows has a byte order mark and carriage returns")
  void windowsServices(@TempDir Path folder) throws Exception {
    Path services = folder.resolve("services");
    Files.writeString(services, "\ufeffldap 1025/tcp\r\ndomain 1026/tcp\r\n");

    sentBy("-n h -o 1025,1026 --services " + services);

    assertThat(harness.sent())
        .extracting(FakeClient.SentProbe::protocol)
        .containsExactly("ldap", "dns");
  }

  @Test
  @DisplayName("Blanks and carriage returns around values are ignored")
  void blanks() {
    assertThat(harness.run("-n", "h\r", "-o", " 25, 80 ,443\r\n", "-p", "tcp\r")).isZero();
    assertThat(harness.run("-n", " h ", "-r", "25 : 26\r", "-sp", "1234\r")).isZero();
    assertThat(harness.run("-n", "h", "-e", "80\r")).isZero();

    assertThat(harness.err()).isEmpty();
    assertThat(harness.sent())
        .extracting(sent -> sent.endpoint().toString())
        .containsExactly(
            "tcp://h:25", "tcp://h:80", "tcp://h:443", "tcp://h:25", "tcp://h:26", "tcp://h:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "-?", "/?", "/H", "--HELP", "-n h --help"})
  @DisplayName("Help is printed and no probe is sent")
  void help(String commandLine) {
    assertThat(harness.run(commandLine.split(" "))).isZero();

    assertThat(harness.err()).isEmpty();
    assertThat(harness.clients()).isEmpty();
    assertThat(harness.out())
        .contains("Usage: portqry -n HOST")
        .contains("-n", "-p", "-e", "-r", "-o", "-l", "-y", "-sl", "-nr", "-q", "-sp", "--services")
        .contains("-local", "-wport, /wport PORT", "-wpid, /wpid PID", "-wt, /wt SECONDS")
        .contains("With -r it sends no RPC query")
        .contains("for 5 seconds, with -s over UDP for 10 seconds")
        .contains("64 bad arguments");
    assertThat(harness.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  @DisplayName("The version is printed")
  void version() {
    assertThat(harness.run("--version")).isZero();

    assertThat(harness.out()).matches("portqry \\(portprobe\\) \\S+\n");
  }

  @Test
  @DisplayName("Every opened client is closed")
  void clientsAreClosed() {
    sentBy("-n h");

    assertThat(harness.clients()).hasSize(1).allMatch(FakeClient::closed);
  }

  @Test
  @DisplayName("An address without a name is probed")
  void namelessAddress() {
    harness.naming(address -> Optional.empty());

    assertThat(sentBy("-n 192.0.2.7")).containsExactly("tcp://192.0.2.7:80");
  }
}
