package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResults;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Protocols;
import io.portprobe.spi.ScriptFinding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks that results and settings print as one safe line, not as {@code Type@hash}. */
class ToStringTest {
  private static final String HOSTILE = "\u001b[2J\u202e\r\nforged";
  private static final Protocol SHOUT = Protocols.banner("shout", 9, "(?<said>.*)");

  @Test
  void probe_results_areOneSafeLine() {
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().protocol(SHOUT).build();
        TcpPeer peer = TcpPeer.serving(Script.reply(bytes("\u001b[2J\r\n")).thenSilence())) {
      PortProbe probe = client.probe(endpointOf(peer)).as("shout");
      ProbeReport report = probe.report().join();
      Attempt attempt = report.attempts().get(0);
      DialogueReport dialogue = attempt.dialogue().orElseThrow();

      assertThat(dialogue)
          .hasToString("shout finished (COMPLETED), 0 bytes sent, 6 bytes received");
      assertThat(report.finding(ScriptFinding.class).orElseThrow())
          .hasToString("shout: 1 lines received, complete");
      assertThat(attempt.toString())
          .matches("127\\.0\\.0\\.1:\\d+ LISTENING \\(accepted\\) in \\S+ \\w+");
      List.of(client, client.toBuilder(), probe, report, attempt, dialogue)
          .forEach(ToStringTest::assertSafeLine);
    }
  }

  @Test
  void scan_settingsAndResults_areOneSafeLine() {
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().build();
        TcpPeer peer = TcpPeer.silent()) {
      Scan scan =
          client
              .scan()
              .hosts(HostSet.of("127.0.0.1"))
              .ports(PortSet.tcp(String.valueOf(peer.port())))
              .stateOnly();
      ScanResults results = scan.collect().join();
      ScanRun run = scan.start(result -> {});
      run.summary().join();

      assertThat(scan).hasToString("Scan[hosts: 1, ports: [tcp " + peer.port() + "]]");
      assertThat(results.summary().toString())
          .matches("complete after [0-9.]+ (ms|s): listening=1, notListening=0, .*, failed=0");
      List.of(scan, scan.plan(), run, results, results.summary(), results.results().get(0))
          .forEach(ToStringTest::assertSafeLine);
    }
  }

  @Test
  void scan_ofManyHostsAndPorts_isOneShortLine() {
    String everyOther =
        IntStream.rangeClosed(1, 30_000)
            .mapToObj(i -> String.valueOf(2 * i))
            .collect(Collectors.joining(","));
    HostSet hosts =
        HostSet.of(
            IntStream.range(0, 5_000)
                .mapToObj(i -> "host-" + i + ".example")
                .toArray(String[]::new));
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().build()) {
      Scan scan = client.scan().hosts(hosts).ports(PortSet.tcp(everyOther)).allowLarge();

      assertThat(hosts.toString())
          .startsWith("host-0.example,host-1.example,")
          .endsWith(",... (4980 more)");
      List.of(hosts, PortSet.udp(everyOther), scan, scan.plan())
          .forEach(ToStringTest::assertSafeLine);
    }
  }

  @Test
  void scan_stoppedWithACheckpoint_isSummarisedInOneShortLine() {
    try (ProbeClient client = ProbeClient.builder().withoutDiscovery().build()) {
      ScanRun run =
          client
              .scan()
              .hosts(HostSet.of("127.0.0.0/20"))
              .ports(PortSet.tcp("1-50"))
              .allowLarge()
              .start(result -> {});
      run.stop();
      ScanSummary summary = run.summary().join();

      assertThat(summary.checkpoint()).isPresent();
      assertSafeLine(summary);
      assertThat(summary.toString()).startsWith("stopped after ");
    }
  }

  @Test
  void spi_textOfPeer_isOneSafeLine() {
    TlsInfo tls = TlsInfo.of("TLSv1.3", "suite", List.of(), Optional.of(HOSTILE));
    assertThat(tls).hasToString("TLSv1.3, suite, certificates: 0, not trusted");
    assertThat(TlsInfo.builder().complete(false).build())
        .hasToString("certificates: 0, handshake failed");
    List.of(
            tls,
            Step.mismatch(HOSTILE.repeat(1_000)),
            Step.await(ofSeconds(2)),
            TlsSettings.defaults().withTimeout(ofSeconds(2)),
            Binding.tcp(1),
            SHOUT)
        .forEach(ToStringTest::assertSafeLine);
  }

  private static void assertSafeLine(Object object) {
    assertThat(object.toString())
        .isNotEmpty()
        .hasSizeLessThan(1_500)
        .doesNotContain(object.getClass().getName() + "@")
        .doesNotContainPattern("\\bPT\\d") // a duration is human-readable, for example 1.50 s
        .matches(text -> text.codePoints().allMatch(c -> c >= ' ' && c < 0x7f), "printable ASCII");
  }
}
