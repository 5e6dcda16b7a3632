package io.portprobe.examples.portprobe.output.junit;

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
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class JunitWriterTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JunitWriter writer = new JunitWriter(new Destination(bytes, UTF_8, false, false));

  private String report(SampleResult... results) throws Exception {
    SampleResult.write(writer, run("check", "a:1"), List.of(results));
    return bytes.toString(UTF_8);
  }

  @Test
  void results_areTestCasesInTheOrderOfTheRun() throws Exception {
    String report =
        report(
            listening("192.0.2.1", 80).named("web"),
            inState("192.0.2.1", 81, PortState.NOT_LISTENING, Reason.REFUSED).from("office"),
            listening("192.0.2.1", 82).expected("blocked", "listening"),
            failed("nx", 83, Kind.UNRESOLVED, "nx does not exist"),
            failed("192.0.2.1", 84, Kind.SKIPPED, "db is not met"));

    assertThat(report)
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="portprobe check a:1" time="5.000" tests="5" errors="1" skipped="1" failures="2">
              <properties>
                <property name="portprobe.version" value="0.1.0"/>
                <property name="portprobe.started" value="2026-11-28T02:00:00Z"/>
              </properties>
              <testcase name="web: tcp://192.0.2.1:80" classname="portprobe.check" time="0.000">
                <system-out>the whole story
            in two lines</system-out>
              </testcase>
              <testcase name="tcp://192.0.2.1:81 from office" classname="portprobe.check" time="0.000">
                <failure message="not listening: refused" type="NOT_LISTENING">not listening: refused</failure>
                <system-out>the whole story
            in two lines</system-out>
              </testcase>
              <testcase name="tcp://192.0.2.1:82" classname="portprobe.check" time="0.000">
                <failure message="listening" type="NOT_AS_EXPECTED">listening</failure>
                <system-out>expected: blocked
            the whole story
            in two lines</system-out>
              </testcase>
              <testcase name="tcp://nx:83" classname="portprobe.check" time="0.000">
                <error message="nx does not exist" type="UNRESOLVED"/>
                <system-out>nx does not exist</system-out>
              </testcase>
              <testcase name="tcp://192.0.2.1:84" classname="portprobe.check" time="0.000">
                <skipped message="db is not met"/>
                <system-out>db is not met</system-out>
              </testcase>
            </testsuite>
            """);
  }

  @Test
  void runThatEndedEarly_hasATestCaseThatFails() throws Exception {
    RunSummary summary =
        SampleResult.write(writer, run("check", "a:1"), List.of(listening("192.0.2.1", 80)));
    bytes.reset();
    writer.end(
        new RunSummary(
            RunSummary.Ending.INTERRUPTED,
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
        .contains("tests=\"2\" errors=\"1\"")
        .contains("<error message=\"1 listening; 5.00 s; interrupted\" type=\"INTERRUPTED\"/>");
  }

  @Test
  void hostileText_isEscaped() throws Exception {
    assertThat(report(listening("192.0.2.1", 80).explain("<b>&\u0000\u202e").named("\"\n<")))
        .contains("name=\"&quot;&#10;&lt;: tcp://192.0.2.1:80\"")
        .contains("<system-out>&lt;b&gt;&amp;\\u0000\\u202e</system-out>");
  }
}
