package io.portprobe.internal.probe;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.spi.Finding;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Tells the story of a report in prose. */
final class ReportText {
  private static final int MOST_FINDING_LINES = 20;

  private ReportText() {}

  static String of(ProbeReport report) {
    StringJoiner story = new StringJoiner("\n");
    add(
        story,
        report.endpoint()
            + " is "
            + report.state().description()
            + ": "
            + meaning(report)
            + ". Asked at "
            + report.started()
            + ", answered after "
            + time(report.elapsed())
            + ".");
    if (!HostSyntax.isLiteral(report.endpoint().host())) {
      add(story, lookUp(report));
    }
    if (!report.agrees()) {
      add(story, "Its addresses do not agree.");
    }
    report.attempts().forEach(attempt -> tell(attempt, story));
    for (ProbeException omission : report.omissions()) {
      add(story, "Left out: " + omission.getMessage() + ".");
    }
    return story.toString();
  }

  private static String lookUp(ProbeReport report) {
    return report.addresses().stream()
        .map(InetAddress::getHostAddress)
        .collect(
            Collectors.joining(
                ", ",
                report.endpoint().host()
                    + " was looked up in "
                    + time(report.resolutionTime())
                    + ": ",
                "."));
  }

  /** A duration as people read it. */
  static String time(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    return millis < 1_000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1_000);
  }

  private static String meaning(ProbeReport report) {
    return switch (report.state()) {
      case LISTENING -> "something answers there";
      case NOT_LISTENING -> "something came back and said no";
      case FILTERED ->
          "the question did not get through, so whether something listens there cannot be told";
      case LISTENING_OR_FILTERED ->
          "nothing came back, which over UDP a silent service and a packet filter have in common";
    };
  }

  private static void tell(Attempt attempt, StringJoiner story) {
    add(
        story,
        address(attempt.remote())
            + attempt.local().map(local -> " from " + address(local)).orElse("")
            + ": "
            + attempt.state().description()
            + ", "
            + attempt.reason().description()
            + " ("
            + attempt.evidence()
            + ") after "
            + time(attempt.elapsed())
            + sent(attempt)
            + ".");
    attempt.dialogue().ifPresent(dialogue -> tell(dialogue, attempt.state(), story));
  }

  private static String sent(Attempt attempt) {
    return attempt.sent() > 1 ? ", asked " + attempt.sent() + " times" : "";
  }

  private static void tell(DialogueReport dialogue, PortState state, StringJoiner story) {
    String how =
        switch (dialogue.outcome()) {
          case FINISHED -> " was spoken";
          case MISMATCH -> " was tried, but does not fit: " + dialogue.note();
          case INCOMPLETE -> " was cut short: " + dialogue.note();
          case FAILED -> " failed: " + dialogue.note();
        };
    String standing =
        dialogue.outcome() == DialogueReport.Outcome.FINISHED || state != PortState.LISTENING
            ? ""
            : " (the port listens all the same)";
    add(story, "The protocol " + dialogue.protocol() + how + standing + ".");
    dialogue.finding().ifPresent(finding -> addLines(story, dialogue.protocol(), finding));
  }

  private static void addLines(StringJoiner story, String protocol, Finding finding) {
    List<String> lines;
    try {
      lines = List.copyOf(finding.lines());
    } catch (RuntimeException | StackOverflowError e) { // it harms nothing else of the story
      add(
          story,
          "  (the finding of the protocol '%s', %s, has no lines to show: lines() threw %s)"
              .formatted(protocol, finding.getClass().getName(), e));
      return;
    }
    lines.stream().limit(MOST_FINDING_LINES).forEach(line -> add(story, "  " + line));
    if (lines.size() > MOST_FINDING_LINES) {
      add(story, "  ... " + (lines.size() - MOST_FINDING_LINES) + " more lines");
    }
  }

  /** Adds one line; text of peers and plug-ins cannot break it or steer a terminal. */
  private static void add(StringJoiner story, String line) {
    story.add(SafeText.line(line));
  }

  /** An address and port, IPv6 addresses in brackets. */
  static String address(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    String shown = ip == null ? address.getHostString() : ip.getHostAddress();
    return HostSyntax.withPort(shown, address.getPort());
  }
}
