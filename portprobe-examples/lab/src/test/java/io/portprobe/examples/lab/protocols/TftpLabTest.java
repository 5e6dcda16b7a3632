package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.tftp.Tftp;
import io.portprobe.protocols.tftp.TftpServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares findings with those of curl. The servers are tftpd-hpa and atftpd. */
@InLab
class TftpLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static TftpServer server(ProbeReport report) {
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(report.reason()).isEqualTo(Reason.REPLIED);
    return report.finding(TftpServer.class).orElseThrow(() -> new AssertionError(report.explain()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.30", "198.18.77.31"})
  @DisplayName("A file that does not exist is error 1, for which curl exits with 68")
  void noFile(String host) {
    TftpServer ours = server(LAB.udp(host, 69).report().join());

    assertThat(ours.fileFound()).isFalse();
    assertThat(ours.errorCode()).hasValue(1);
    assertThat(Tool.run("sh", "-c", "curl -s tftp://" + host + "/portprobe-none; echo $?"))
        .containsExactly("68");
  }

  @Test
  @DisplayName("A scan receives the replies too, which come from another port")
  void scan() {
    assertThat(
            LAB.client()
                .scan()
                .hosts("198.18.77.30", "198.18.77.31")
                .udp("69")
                .collect()
                .join()
                .results())
        .hasSize(2)
        .allSatisfy(result -> assertThat(result.state()).contains(PortState.LISTENING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.30", "198.18.77.31"})
  @DisplayName("The first block of a file has the size that curl receives")
  void file(String host) {
    TftpServer ours =
        server(LAB.udp(host, 69).option(Tftp.FILE_NAME, "readme.txt").report().join());

    assertThat(ours.fileFound()).isTrue();
    int size = String.join("\n", Tool.run("curl", "-s", "tftp://" + host + "/readme.txt")).length();
    assertThat(ours.blockSize()).hasValue(size + 1); // the line end
  }
}
