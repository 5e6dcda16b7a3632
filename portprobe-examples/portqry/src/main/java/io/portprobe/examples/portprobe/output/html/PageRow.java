package io.portprobe.examples.portprobe.output.html;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.examples.portprobe.output.ResultRecord.Failure;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A result in the columns of the page: {@code ROW} of {@code data.js} names them. */
final class PageRow {
  private static final int NOT_PROBED = PortState.values().length;
  private static final int RESOLVED = NOT_PROBED + 1;
  private static final int NOT_RESOLVED = RESOLVED + 1;

  private PageRow() {}

  /** Returns what the table shows. */
  static List<@Nullable Object> columns(ResultRecord result, Instant runStarted) {
    return Arrays.asList(
        SafeText.line(result.endpoint()),
        SafeText.line(result.host()),
        result.address().map(AddressText::of).orElse(""),
        result.port(),
        result.transport() == Transport.TCP ? "tcp" : "udp",
        result.state().map(PageRow::number).orElse(NOT_PROBED),
        reason(result),
        SafeText.line(result.failure().map(Failure::message).orElseGet(result::evidence)),
        Math.max(0, milliseconds(Duration.between(runStarted, result.started()))),
        milliseconds(result.elapsed()),
        service(result),
        SafeText.line(result.vantagePoint().orElse("")),
        SafeText.line(result.name().orElse("")),
        result.expectation().map(each -> expected(each, result.endpoint())).orElse(""),
        result.expectation().map(PageRow::verdict).orElse(0));
  }

  /** Returns what the table shows about a host name, which has no port. */
  static List<@Nullable Object> columns(NameRecord row, Instant runStarted) {
    return Arrays.asList(
        SafeText.line(row.host()),
        SafeText.line(row.host()),
        String.join(", ", row.addresses().stream().map(AddressText::of).toList()),
        "",
        "",
        row.addresses().isEmpty() ? NOT_RESOLVED : RESOLVED,
        "name resolution",
        row.seen(),
        Math.max(0, milliseconds(Duration.between(runStarted, row.started()))),
        null,
        "",
        SafeText.line(row.vantagePoint().orElse("")),
        SafeText.line(row.name()),
        expected(row.expectation(), row.host()),
        verdict(row.expectation()));
  }

  /** Returns what the page shows on demand about a host name. */
  static List<@Nullable Object> details(NameRecord row) {
    return Arrays.asList(
        lines(row.explanation()),
        List.of(),
        List.of(),
        SafeText.lines(row.expectation().differences()));
  }

  /** Returns what the page shows on demand. */
  static List<@Nullable Object> details(ResultRecord result) {
    return Arrays.asList(
        lines(result.explain()),
        SafeText.lines(result.findings()),
        SafeText.lines(result.notes()),
        SafeText.lines(result.expectation().map(Expectation::differences).orElse(List.of())));
  }

  /** Returns an expectation without its subject, which another column has. */
  private static String expected(Expectation expectation, String subject) {
    String text = expectation.text();
    return SafeText.line(
        text.startsWith(subject + " ") ? text.substring(subject.length() + 1) : text);
  }

  /** Returns the number of a verdict: {@code VERDICTS} of {@code data.js} names them. */
  private static int verdict(Expectation expectation) {
    if (expectation.met()) {
      return 1;
    }
    return expectation.required() ? 2 : 3;
  }

  private static String lines(String text) {
    return text.lines().map(SafeText::line).collect(Collectors.joining("\n"));
  }

  private static int number(PortState state) {
    return switch (state) {
      case LISTENING -> 0;
      case NOT_LISTENING -> 1;
      case FILTERED -> 2;
      case LISTENING_OR_FILTERED -> 3;
    };
  }

  private static String reason(ResultRecord result) {
    return result
        .reason()
        .map(Reason::description)
        .or(() -> result.failure().map(failure -> words(failure.kind())))
        .orElse("");
  }

  private static String words(Failure.Kind kind) {
    return switch (kind) {
      case UNRESOLVED -> "name not resolved";
      case DENIED -> "denied by policy";
      case LOCAL -> "local failure";
      case CANCELLED -> "cancelled";
      case INVALID -> "invalid";
      case SKIPPED -> "skipped";
      case DEFECT -> "defect";
    };
  }

  private static String service(ResultRecord result) {
    return Stream.of(result.service(), result.facts().product(), result.facts().version())
        .flatMap(Optional::stream)
        .map(SafeText::line)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static double milliseconds(Duration duration) {
    return Math.round(duration.toNanos() / 1000.0) / 1000.0;
  }
}
