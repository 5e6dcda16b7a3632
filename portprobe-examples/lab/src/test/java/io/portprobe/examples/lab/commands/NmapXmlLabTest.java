package io.portprobe.examples.lab.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code portprobe check --xml} as nmap's own programs and libraries read it. */
@InLab
class NmapXmlLabTest {
  private static final String AD = Lab.AD;

  @TempDir private static Path folder;
  private static Path report;

  @BeforeAll
  static void check() throws IOException {
    report = folder.resolve("portprobe.xml");
    LabCommand command = new LabCommand();
    assertThat(command.run("check", "--xml", AD + ":389", AD + ":445", AD + ":81", "nx.invalid:1"))
        .isEqualTo(99);
    Files.write(report, command.bytes());
  }

  @Test
  void report_isValidAgainstNmapsDtd() {
    assertThat(
            Tool.run(
                "xmllint", "--noout", "--dtdvalid", "/usr/share/nmap/nmap.dtd", report.toString()))
        .isEmpty();
  }

  @Test
  void ndiff_findsNoDifferenceToItself() {
    assertThat(Tool.run("ndiff", report.toString(), report.toString())).isEmpty();
  }

  @Test
  void ndiff_findsAPortThatOpened() throws IOException {
    Path later = folder.resolve("later.xml");
    Files.writeString(
        later,
        Files.readString(report)
            .replace(
                "state=\"closed\" reason=\"conn-refused\"", "state=\"open\" reason=\"syn-ack\""));

    // exit code 1: there are differences
    assertThat(
            Tool.run(
                "sh",
                "-c",
                "ndiff \"$1\" \"$2\" || [ $? = 1 ]",
                "sh",
                report.toString(),
                later.toString()))
        .containsSubsequence("-81/tcp closed", "+81/tcp open");
  }

  @Test
  void libnmap_readsStatesAndServices() {
    String script =
        """
        import sys
        from libnmap.parser import NmapParser
        for host in NmapParser.parse_fromfile(sys.argv[1]).hosts:
            for s in host.services:
                print(host.address, host.status, s.port, s.protocol, s.state, s.service, s.reason)
        """;
    assertThat(Tool.run("/usr/bin/python3", "-c", script, report.toString()))
        .containsExactly(
            AD + " up 81 tcp closed  conn-refused",
            AD + " up 389 tcp open ldap syn-ack",
            AD + " up 445 tcp open smb syn-ack");
  }
}
