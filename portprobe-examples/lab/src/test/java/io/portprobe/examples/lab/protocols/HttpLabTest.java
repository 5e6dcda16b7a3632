package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.http.Http;
import io.portprobe.protocols.http.HttpResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@InLab
class HttpLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final String LIGHTTPD = "198.18.77.31";

  private static PortProbe probe(String host, int port, boolean tls) {
    PortProbe probe = LAB.tcp(host, port).as("http");
    return tls && port != 443 && port != 8443 ? probe.tls() : probe;
  }

  @ParameterizedTest(name = "{0}:{1} {2} {3}")
  @CsvSource({
    "198.18.77.30, 80, HEAD, /",
    "198.18.77.30, 80, GET, /",
    "198.18.77.30, 80, HEAD, /private",
    "198.18.77.30, 80, HEAD, /moved",
    "2001:db8:77::30, 80, HEAD, /",
    "198.18.77.30, 443, HEAD, /",
    "198.18.77.30, 443, GET, /private",
    "198.18.77.30, 8443, HEAD, /",
    "198.18.77.30, 8444, HEAD, /",
    "198.18.77.31, 80, HEAD, /",
    "198.18.77.31, 80, GET, /no-such-file",
    "198.18.77.31, 80, OPTIONS, /",
    "2001:db8:77::31, 80, HEAD, /"
  })
  void sameAsCurl(String host, int port, Http.Method method, String path) {
    boolean tls = port != 80;
    ProbeReport report =
        probe(host, port, tls).option(Http.METHOD, method).option(Http.PATH, path).report().join();
    HttpResult ours =
        report.finding(HttpResult.class).orElseThrow(() -> new AssertionError(report.explain()));
    List<String> curls = curl(host, port, method, path, tls);
    assertThat("HTTP/" + ours.version() + " " + ours.status() + " " + ours.reason())
        .isEqualTo(curls.get(0).strip());
    assertThat(withoutDate(ours.lines().subList(1, ours.lines().size())))
        .isEqualTo(withoutDate(curls.subList(1, curls.size())));
    assertThat(ours.complete()).isTrue();
    assertThat(ours.facts().product()).contains(host.endsWith("31") ? "lighttpd" : "nginx");
  }

  private static List<String> curl(
      String host, int port, Http.Method method, String path, boolean tls) {
    String url = (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host);
    List<String> command =
        new ArrayList<>(
            List.of("curl", "-s", "-k", "-g", "--http1.1", "-A", "portprobe", "-o", "/dev/null"));
    command.addAll(List.of("-D", "-", "-H", "Connection: close"));
    command.addAll(method == Http.Method.HEAD ? List.of("-I") : List.of("-X", method.name()));
    command.add(url + ":" + port + path);
    return Tool.run(command.toArray(String[]::new));
  }

  private static List<String> withoutDate(List<String> fields) {
    return fields.stream()
        .filter(field -> !field.isBlank())
        .filter(field -> !field.toLowerCase(Locale.ROOT).startsWith("date:"))
        .toList();
  }

  /** The server responds to the handshake as to a bad request. */
  @ParameterizedTest
  @ValueSource(strings = {Lab.SRV, LIGHTTPD})
  void tlsOnAPortWithoutTls_isAFinding(String host) {
    ProbeReport report = LAB.tcp(host, 80).as("http").tls().report().join();
    assertThat(report.finding(HttpResult.class).orElseThrow().status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"198.18.77.30, http-proxy", "198.18.77.31, http-proxy", "198.18.77.31, websocket"})
  void serverWithoutTheFunction_isAMismatch(String host, String protocol) {
    DialogueReport dialogue =
        LAB.tcp(host, 80).as(protocol).report().join().dialogue().orElseThrow();
    assertThat(dialogue.cause()).isEqualTo(DialogueReport.Cause.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(ints = {22, 25, 110, 143, 389})
  void otherServer_isNoFinding(int port) {
    ProbeReport report = LAB.tcp(Lab.SRV, port).as("http").report().join();
    assertThat(report.finding(HttpResult.class)).isEmpty();
  }
}
