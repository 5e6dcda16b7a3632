package io.portprobe.assertions;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.ProbeReport;
import io.portprobe.spi.Finding;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came back, a line for each address and each dialogue. */
final class Evidence {
  private Evidence() {}

  static String of(ProbeReport report) {
    Stream<String> attempts = report.attempts().stream().map(Evidence::of);
    Stream<String> omissions =
        report.omissions().stream().map(omission -> "  left out: " + omission.getMessage());
    return Stream.concat(attempts, omissions).collect(Collectors.joining("\n"));
  }

  static String of(Finding finding) {
    return finding.lines().stream().map(line -> "  " + line).collect(Collectors.joining("\n"));
  }

  static Stream<DialogueReport> dialogues(ProbeReport report) {
    return report.attempts().stream().flatMap(attempt -> attempt.dialogue().stream());
  }

  /** What was thrown last on the way. */
  static Optional<Throwable> lastThrowable(ProbeReport report) {
    Stream<Throwable> failures = dialogues(report).flatMap(dialogue -> dialogue.failure().stream());
    return Stream.concat(report.omissions().stream(), failures)
        .reduce((earlier, later) -> later)
        .map(last -> last);
  }

  private static String of(Attempt attempt) {
    String line =
        "  %s: %s, %s (%s) after %s"
            .formatted(
                where(attempt.remote()),
                attempt.state().words(),
                attempt.reason().words(),
                attempt.evidence(),
                time(attempt.elapsed()));
    return line + attempt.dialogue().map(Evidence::of).orElse("");
  }

  private static String of(DialogueReport dialogue) {
    String how = dialogue.outcome().name().toLowerCase(Locale.ROOT);
    return "\n    %s: %s%s, %d bytes sent, %d received"
        .formatted(
            dialogue.protocol(),
            how,
            dialogue.outcome() == Outcome.FINISHED ? "" : " (" + dialogue.note() + ")",
            dialogue.bytesSent(),
            dialogue.bytesReceived());
  }

  private static String where(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static String time(Duration elapsed) {
    return String.format(Locale.ROOT, "%.1f ms", elapsed.toNanos() / 1e6);
  }
}
