package io.portprobe.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The quick start")
class QuickStartTest {
  private static List<Integer> exitCodes;
  private static String printed;

  @BeforeAll
  static void run() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream standardOutput = System.out;
    try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
      System.setOut(out); // the command prints there, as commands do
      exitCodes = QuickStart.ask(out);
    } finally {
      System.setOut(standardOutput);
    }
    printed = bytes.toString(UTF_8);
  }

  @Test
  @DisplayName("ends each question with PortQry's exit code")
  void exitCodes() {
    assertThat(exitCodes).containsExactly(0, 0, 0, 0, 1, 2, 1, 2);
  }

  @Test
  @DisplayName("shows an endpoint map with several towers of each kind")
  void endpointMap() {
    assertThat(printed)
        .containsPattern("TCP port \\d+ \\(msrpc service\\): LISTENING")
        .contains("Total endpoints found: 20");
    for (String kind :
        List.of("ncacn_ip_tcp:", "ncadg_ip_udp:", "ncacn_np:", "ncalrpc:", "ncacn_http:")) {
      assertThat(printed.lines().filter(line -> line.startsWith(kind)).count())
          .as(kind)
          .isGreaterThan(1);
    }
  }

  @Test
  @DisplayName("shows a rootDSE over TCP and over UDP")
  void rootDse() {
    assertThat(printed.lines().filter("namingContexts: dc=example,dc=test"::equals)).hasSize(2);
    assertThat(printed)
        .containsPattern("TCP port \\d+ \\(ldap service\\): LISTENING")
        .containsPattern("UDP port \\d+ \\(ldap service\\): LISTENING");
  }

  @Test
  @DisplayName("shows an answer of a name server and a table of NetBIOS names")
  void names() {
    assertThat(printed)
        .containsPattern("UDP port \\d+ \\(dns service\\): LISTENING")
        .containsPattern("UDP port \\d+ \\(netbios service\\): LISTENING")
        .containsPattern("(?m)^FILESRV +<00> unique ");
  }

  @Test
  @DisplayName("tells refused, dropped, UDP-closed and silent apart")
  void states() {
    assertThat(printed)
        .containsPattern("TCP port \\d+ \\([^)]+ service\\): NOT LISTENING")
        .containsPattern("TCP port \\d+ \\([^)]+ service\\): FILTERED")
        .containsPattern("UDP port \\d+ \\([^)]+ service\\): NOT LISTENING")
        .containsPattern("UDP port \\d+ \\([^)]+ service\\): LISTENING or FILTERED");
  }
}
