package io.portprobe.examples.portprobe.output.tap;

import static io.portprobe.examples.portprobe.output.SampleResult.failed;
import static io.portprobe.examples.portprobe.output.SampleResult.inState;
import static io.portprobe.examples.portprobe.output.SampleResult.listening;
import static io.portprobe.examples.portprobe.output.SampleResult.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.examples.portprobe.output.Destination;
import io.portprobe.examples.portprobe.output.ResultRecord.Failure.Kind;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.examples.portprobe.output.SampleResult;
import io.portprobe.spi.ServiceFacts;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapWriterTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TapWriter writer = new TapWriter(new Destination(bytes, UTF_8, false, false));

  private String tap(SampleResult... results) throws Exception {
    SampleResult.write(writer, run("check", "a:1"), List.of(results));
    return bytes.toString(UTF_8);
  }

  @Test
  void results_areTestPointsWithTheirEvidence() throws Exception {
    String tap =
        tap(
            listening("192.0.2.1", 80).service("http", ServiceFacts.none(), "status: 200", "x"),
            inState("192.0.2.1", 81, PortState.NOT_LISTENING, Reason.REFUSED),
            failed("192.0.2.1", 84, Kind.SKIPPED, "db is not met"));

    assertThat(tap)
        .isEqualTo(
            """
            TAP version 14
            # portprobe check a:1
            ok 1 - tcp://192.0.2.1:80
              ---
              state: "LISTENING"
              reason: "ACCEPTED"
              evidence: "the evidence"
              address: "192.0.2.1"
              duration_ms: 0.420
              findings: "status: 200\\nx"
              ...
            not ok 2 - tcp://192.0.2.1:81
              ---
              message: "not listening: refused"
              severity: "fail"
              state: "NOT_LISTENING"
              reason: "REFUSED"
              evidence: "the evidence"
              address: "192.0.2.1"
              duration_ms: 0.420
              differences: "not listening: refused"
              explanation: "the whole story\\nin two lines"
              ...
            ok 3 - tcp://192.0.2.1:84 # SKIP db is not met
            1..3
            # 1 listening, 1 not listening, 1 not probed; 5.00 s
            """);
  }

  @Test
  void description_cannotBeginADirectiveOrALine() throws Exception {
    assertThat(tap(listening("192.0.2.1", 80).named("a # TODO \\# SKIP\nnot ok 2")))
        .contains("ok 1 - a \\# TODO \\\\\\# SKIP\\\\nnot ok 2: tcp://192.0.2.1:80\n");
  }

  @Test
  void expectationThatIsNotMet_isNotOk_alsoIfThePortListens() throws Exception {
    assertThat(tap(listening("192.0.2.1", 80).expected("blocked", "listening", "tls")))
        .contains("not ok 1 ")
        .contains("  message: \"listening; tls\"\n")
        .contains("  expected: \"blocked\"\n");
  }

  @Test
  void runWithoutResults_isSkipped() throws Exception {
    assertThat(tap()).contains("1..0 # SKIP no results\n");
  }

  @Test
  void runThatEndedEarly_bailsOut() throws Exception {
    RunSummary summary =
        SampleResult.write(writer, run("check", "a:1"), List.of(listening("192.0.2.1", 80)));
    bytes.reset();
    writer.end(
        new RunSummary(
            RunSummary.Ending.TIME_ENDED,
            summary.finished(),
            summary.elapsed(),
            1,
            summary.states(),
            0,
            0,
            0,
            0,
            0,
            0));

    assertThat(bytes.toString(UTF_8))
        .doesNotContain("1..")
        .endsWith("Bail out! the run ended early\n");
  }
}
