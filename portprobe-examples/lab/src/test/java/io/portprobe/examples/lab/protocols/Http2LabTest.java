package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.http2.Http2Result;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InLab
class Http2LabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final String LIGHTTPD = "198.18.77.31";

  /** The connection preface and empty SETTINGS, for printf. */
  private static final String OPENING =
      "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n\\0\\0\\0\\004\\0\\0\\0\\0\\0";

  private static Http2Result probe(String host, int port) {
    ProbeReport report = LAB.tcp(host, port).as("h2").report().join();
    return report
        .finding(Http2Result.class)
        .orElseThrow(() -> new AssertionError(report.explain()));
  }

  /** Returns the values of the first SETTINGS frame that a command prints as hex. */
  private static List<Long> settings(String command) {
    String client =
        "(printf '" + OPENING + "'; sleep 1) | " + command + " | od -An -v -tx1 | tr -d ' \\n'";
    String hex = Tool.run("sh", "-c", client).get(0);
    int length = Integer.parseInt(hex.substring(0, 6), 16);
    assertThat(hex.substring(6, 10)).isEqualTo("0400");
    List<Long> values = new ArrayList<>();
    for (int at = 18; at < 18 + 2 * length; at += 12) {
      values.add(Long.parseLong(hex.substring(at + 4, at + 12), 16));
    }
    return values;
  }

  private static List<Long> values(Http2Result result) {
    return result.settings().stream()
        .map(text -> Long.valueOf(text.substring(text.indexOf(": ") + 2)))
        .toList();
  }

  @Test
  void nginxOverTls_sameAsThroughOpenssl() {
    Http2Result ours = probe(Lab.SRV, 443);
    assertThat(ours.priorKnowledge()).isFalse();
    assertThat(values(ours))
        .isEqualTo(
            settings(
                "timeout 3 openssl s_client -quiet -alpn h2 -connect "
                    + Lab.SRV
                    + ":443 2>/dev/null"));
    assertThat(ours.maxConcurrentStreams()).isEqualTo(OptionalLong.of(128));
  }

  @Test
  void lighttpdWithoutTls_sameAsThroughSocat() {
    Http2Result ours = probe(LIGHTTPD, 80);
    assertThat(ours.priorKnowledge()).isTrue();
    assertThat(values(ours)).isEqualTo(settings("socat - TCP:" + LIGHTTPD + ":80"));
    assertThat(ours.enableConnectProtocol()).isEqualTo(OptionalLong.of(1));
  }

  @ParameterizedTest
  @CsvSource({
    "198.18.77.30, 80, h2, MISMATCH",
    "198.18.77.30, 22, h2, MISMATCH",
    "198.18.77.30, 8443, h2, TLS",
    "198.18.77.30, 443, grpc, MISMATCH",
    "198.18.77.31, 80, grpc, MISMATCH"
  })
  void serverWithoutTheProtocol_isNoFinding(
      String host, int port, String protocol, DialogueReport.Cause cause) {
    PortProbe probe = LAB.tcp(host, port).as(protocol);
    ProbeReport report = (port == 443 || port == 8443 ? probe.tls() : probe).report().join();
    assertThat(report.dialogue().orElseThrow().cause()).isEqualTo(cause);
  }
}
