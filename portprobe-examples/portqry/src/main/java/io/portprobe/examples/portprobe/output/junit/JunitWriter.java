package io.portprobe.examples.portprobe.output.junit;

import io.portprobe.examples.portprobe.output.Destination;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.examples.portprobe.output.Spool;
import io.portprobe.examples.portprobe.output.TestCase;
import io.portprobe.examples.portprobe.output.TestVerdict;
import io.portprobe.examples.portprobe.output.TestVerdict.Outcome;
import io.portprobe.examples.portprobe.output.xml.XmlOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A report in the format of JUnit and Maven Surefire (surefire-test-report.xsd): a test suite with
 * a test case for each result. Its head counts the test cases, so all of it is written at the end
 * of the run; until then the test cases are in a {@link Spool}.
 */
public final class JunitWriter implements ResultWriter {
  private final XmlOutput xml;
  private final Spool cases = new Spool();
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private Optional<RunInfo> run = Optional.empty();

  /** Creates a writer, which writes nothing yet. */
  public JunitWriter(Destination destination) {
    this.xml = new XmlOutput(destination.bytes());
  }

  @Override
  public void begin(RunInfo info) {
    run = Optional.of(info);
  }

  @Override
  public void write(ResultRecord result) throws IOException {
    spool(TestCase.of(result));
  }

  @Override
  public void write(NameRecord row) throws IOException {
    spool(TestCase.of(row));
  }

  private void spool(TestCase test) throws IOException {
    String className = className(run.orElseThrow());
    var unused = XmlOutput.spooled(cases, 1, part -> testCase(part, className, test));
    counts.merge(test.verdict().outcome(), 1, Integer::sum);
  }

  private static String className(RunInfo info) {
    return "portprobe." + info.command();
  }

  @Override
  public void end(RunSummary summary) throws IOException {
    RunInfo info = run.orElseThrow();
    boolean early = summary.ending() != RunSummary.Ending.COMPLETE;
    xml.declaration("");
    xml.begin(
        "testsuite",
        "name",
        "portprobe " + String.join(" ", info.arguments()),
        "time",
        seconds(summary.elapsed()),
        "tests",
        Integer.toString(
            counts.values().stream().mapToInt(Integer::intValue).sum() + (early ? 1 : 0)),
        "errors",
        Integer.toString(count(Outcome.ERROR) + (early ? 1 : 0)),
        "skipped",
        Integer.toString(count(Outcome.SKIPPED)),
        "failures",
        Integer.toString(count(Outcome.FAILED)));
    properties(info);
    xml.parts(cases);
    if (early) {
      endedEarly(info, summary);
    }
    xml.end();
    xml.flush();
  }

  private void properties(RunInfo info) throws IOException {
    xml.begin("properties");
    xml.empty("property", "name", "portprobe.version", "value", info.version());
    xml.empty("property", "name", "portprobe.started", "value", info.started().toString());
    xml.end();
  }

  private static void testCase(XmlOutput xml, String className, TestCase test) throws IOException {
    TestVerdict verdict = test.verdict();
    xml.begin(
        "testcase", "name", test.name(), "classname", className, "time", seconds(test.elapsed()));
    switch (verdict.outcome()) {
      case PASSED -> {}
      case FAILED ->
          xml.element(
              "failure",
              String.join("\n", test.differences()),
              "message",
              verdict.message(),
              "type",
              verdict.type());
      case SKIPPED -> xml.empty("skipped", "message", verdict.message());
      case ERROR -> xml.empty("error", "message", verdict.message(), "type", verdict.type());
    }
    xml.element("system-out", String.join("\n", test.story()));
    xml.end();
  }

  /** Writes a test case that fails, so that a run that ended early is not taken for a good one. */
  private void endedEarly(RunInfo info, RunSummary summary) throws IOException {
    xml.begin(
        "testcase",
        "name",
        "the run completes",
        "classname",
        className(info),
        "time",
        seconds(summary.elapsed()));
    xml.empty("error", "message", summary.sentence(), "type", summary.ending().name());
    xml.end();
  }

  private int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
  }

  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    cases.close();
  }
}
