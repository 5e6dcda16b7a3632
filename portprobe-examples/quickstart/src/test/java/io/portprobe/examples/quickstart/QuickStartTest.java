package io.portprobe.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class QuickStartTest {
  private static List<Integer> exitCodes;
  private static String printed;

  @BeforeAll
  static void run() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream standardOutput = System.out;
    try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
      System.setOut(out); // the command prints there, as commands do
      exitCodes = QuickStart.run(out);
    } finally {
      System.setOut(standardOutput);
    }
    printed = bytes.toString(UTF_8);
  }

  @Test
  void exitCodes_areThoseOfPortQry() {
    assertThat(exitCodes).containsExactly(0, 0, 0, 0, 1, 2, 1, 2);
  }

  @Test
  void output_hasEndpointsOfEachKind() {
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
  void output_hasRootDseOverTcpAndUdp() {
    assertThat(printed.lines().filter("namingContexts: dc=example,dc=test"::equals)).hasSize(2);
    assertThat(printed)
        .containsPattern("TCP port \\d+ \\(ldap service\\): LISTENING")
        .containsPattern("UDP port \\d+ \\(ldap service\\): LISTENING");
  }

  @Test
  void output_hasDnsAndNetBiosNames() {
    assertThat(printed)
        .containsPattern("UDP port \\d+ \\(dns service\\): LISTENING")
        .containsPattern("UDP port \\d+ \\(netbios service\\): LISTENING")
        .containsPattern("(?m)^FILESRV +<00> unique ");
  }

  @Test
  void output_hasAllStates() {
    assertThat(printed)
        .containsPattern("TCP port \\d+ \\([^)]+ service\\): NOT LISTENING")
        .containsPattern("TCP port \\d+ \\([^)]+ service\\): FILTERED")
        .containsPattern("UDP port \\d+ \\([^)]+ service\\): NOT LISTENING")
        .containsPattern("UDP port \\d+ \\([^)]+ service\\): LISTENING or FILTERED");
  }
}
