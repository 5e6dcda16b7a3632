package io.portprobe.testing.internal.expectation;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.ProbeReport;
import io.portprobe.local.LocalSockets;
import io.portprobe.spi.Finding;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import io.portprobe.text.TimeText;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of reports as text, for one error message: a line for each address and dialogue, the
 * name resolution, and the local sockets if a target address is local. The socket table is read
 * once for each message.
 */
public final class EvidenceText {
  /** A longer name resolution is mentioned, because it uses up the time of the probe. */
  private static final Duration SLOW_RESOLUTION = Duration.ofMillis(100);

  private static final int MAX_LINES = 20;
  private static final int MAX_LINE_LENGTH = 500;

  private final LocalSockets local = LocalSockets.now();

  /** Returns the evidence of a report, indented by two blanks. */
  public String of(ProbeReport report) {
    Stream<String> attempts = report.attempts().stream().map(EvidenceText::of);
    Stream<String> skipped =
        report.omissions().stream().map(omission -> "  skipped: " + bounded(omission.getMessage()));
    Stream<String> remarks =
        report.addresses().stream().flatMap(address -> AddressSyntax.remark(address).stream());
    Stream<String> background =
        Stream.concat(
                Stream.of(resolution(report), local.describe(report.endpoint(), report.addresses()))
                    .flatMap(Optional::stream),
                remarks)
            .map("  "::concat);
    return Stream.of(attempts, skipped, background)
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  /** Returns a finding with its first lines. */
  public static String of(Finding finding) {
    List<String> lines = finding.lines();
    String more =
        lines.size() > MAX_LINES ? "\n  ... " + (lines.size() - MAX_LINES) + " more lines" : "";
    return "Found "
        + finding.getClass().getSimpleName()
        + ":\n"
        + lines.stream()
            .limit(MAX_LINES)
            .map(line -> "  " + SafeText.line(line, MAX_LINE_LENGTH))
            .collect(Collectors.joining("\n"))
        + more;
  }

  /** Returns the first lines of a message that may contain text of the peer. */
  static String bounded(@Nullable String message) {
    List<String> lines = String.valueOf(message).lines().toList();
    String more = lines.size() > MAX_LINES ? "\n..." : "";
    return lines.stream()
            .limit(MAX_LINES)
            .map(line -> SafeText.line(line, MAX_LINE_LENGTH))
            .collect(Collectors.joining("\n"))
        + more;
  }

  /** Returns the resolved addresses if the host is a name. */
  private static Optional<String> resolution(ProbeReport report) {
    String host = report.endpoint().host();
    if (HostSyntax.isLiteral(host)) {
      return Optional.empty();
    }
    String addresses =
        report.addresses().stream().map(AddressText::of).collect(Collectors.joining(" and "));
    Duration taken = report.resolutionTime();
    return Optional.of(
        host
            + " resolved to "
            + addresses
            + (taken.compareTo(SLOW_RESOLUTION) > 0 ? " in " + TimeText.of(taken) : ""));
  }

  /** Returns the dialogues of all addresses. */
  public static Stream<DialogueReport> dialogues(ProbeReport report) {
    return report.attempts().stream().flatMap(attempt -> attempt.dialogue().stream());
  }

  /** Returns the last exception that a report contains. */
  public static Optional<Throwable> lastThrowable(ProbeReport report) {
    Stream<Throwable> failures = dialogues(report).flatMap(dialogue -> dialogue.failure().stream());
    return Stream.concat(report.omissions().stream(), failures)
        .reduce((earlier, later) -> later)
        .map(last -> last);
  }

  private static String of(Attempt attempt) {
    String line =
        "  %s: %s, %s (%s) after %s%s%s"
            .formatted(
                hostAndPort(attempt.remote()),
                attempt.state().description(),
                attempt.reason().description(),
                SafeText.line(attempt.evidence(), MAX_LINE_LENGTH),
                TimeText.of(attempt.elapsed()),
                attempt.sent() > 1 ? ", sent " + attempt.sent() + " times" : "",
                attempt
                    .closedAfter()
                    .map(
                        after ->
                            "; the peer closed the connection " + TimeText.of(after) + " later")
                    .orElse(""));
    return line + attempt.dialogue().map(EvidenceText::of).orElse("");
  }

  private static String of(DialogueReport dialogue) {
    String outcome = dialogue.outcome().name().toLowerCase(Locale.ROOT);
    return String.format(
        Locale.ROOT,
        "\n    %s: %s%s, %d bytes sent, %d received",
        dialogue.protocol(),
        outcome,
        dialogue.outcome() == Outcome.FINISHED
            ? ""
            : " (" + SafeText.line(dialogue.note(), MAX_LINE_LENGTH) + ")",
        dialogue.bytesSent(),
        dialogue.bytesReceived());
  }

  private static String hostAndPort(InetSocketAddress address) {
    return HostSyntax.withPort(AddressText.of(address.getAddress()), address.getPort());
  }
}
