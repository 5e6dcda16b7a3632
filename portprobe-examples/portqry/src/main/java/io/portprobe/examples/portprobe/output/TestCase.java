package io.portprobe.examples.portprobe.output;

import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the output as a test case: for JUnit reports.
 *
 * @param name the name of the test
 * @param verdict whether it passed
 * @param elapsed how long it took
 * @param differences what differs from the expectation, one sentence each
 * @param story what was sent, received, and why, one line each
 */
public record TestCase(
    String name,
    TestVerdict verdict,
    Duration elapsed,
    List<String> differences,
    List<String> story) {

  /** Returns the test case of a port. */
  public static TestCase of(ResultRecord result) {
    List<String> story = new ArrayList<>();
    result.expectation().map(Expectation::text).map("expected: "::concat).ifPresent(story::add);
    story.addAll(result.explain().lines().toList());
    story.addAll(result.notes());
    return new TestCase(
        TestVerdict.name(result),
        TestVerdict.of(result),
        result.elapsed(),
        TestVerdict.differences(result),
        story);
  }

  /** Returns the test case of a host name. */
  public static TestCase of(NameRecord row) {
    List<String> story = new ArrayList<>();
    story.add("expected: " + row.expectation().text());
    story.add(row.host() + " " + row.seen());
    story.addAll(row.explanation().lines().toList());
    return new TestCase(
        TestVerdict.name(row),
        TestVerdict.of(row),
        Duration.ZERO,
        row.expectation().differences(),
        story);
  }
}
