package io.portprobe.testing.internal.expectation;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.ProbeReport;
import io.portprobe.spi.Finding;
import io.portprobe.testing.internal.local.LocalSockets;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * For one message, what came back: a line for each address and each dialogue, what the name stands
 * for, and what is bound on this machine if the question was about it.
 */
public final class EvidenceText {
  /** A look-up that takes longer is worth a word: it was at the expense of the question. */
  private static final Duration LONG = Duration.ofMillis(100);

  private final LocalSockets local = LocalSockets.system();

  public String of(ProbeReport report) {
    Stream<String> attempts = report.attempts().stream().map(EvidenceText::of);
    Stream<String> omissions =
        report.omissions().stream().map(omission -> "  left out: " + omission.getMessage());
    Stream<String> background =
        Stream.of(resolution(report), bound(report)).flatMap(Optional::stream).map("  "::concat);
    return Stream.of(attempts, omissions, background)
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  public static String of(Finding finding) {
    return "Found "
        + finding.getClass().getSimpleName()
        + ":\n"
        + finding.lines().stream()
            .map(line -> "  " + SafeText.line(line))
            .collect(Collectors.joining("\n"));
  }

  /** What the name stands for, if it is a name. */
  private static Optional<String> resolution(ProbeReport report) {
    String host = report.endpoint().host();
    return HostSyntax.isLiteral(host)
        ? Optional.empty()
        : Optional.of(
            host
                + " resolved to "
                + report.addresses().stream()
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(" and "))
                + (report.resolutionTime().compareTo(LONG) > 0
                    ? ", which took " + time(report.resolutionTime())
                    : ""));
  }

  private Optional<String> bound(ProbeReport report) {
    return local.about(report.endpoint(), report.addresses());
  }

  public static Stream<DialogueReport> dialogues(ProbeReport report) {
    return report.attempts().stream().flatMap(attempt -> attempt.dialogue().stream());
  }

  /** What was thrown last on the way. */
  public static Optional<Throwable> lastThrowable(ProbeReport report) {
    Stream<Throwable> failures = dialogues(report).flatMap(dialogue -> dialogue.failure().stream());
    return Stream.concat(report.omissions().stream(), failures)
        .reduce((earlier, later) -> later)
        .map(last -> last);
  }

  private static String of(Attempt attempt) {
    String line =
        "  %s: %s, %s (%s) after %s%s"
            .formatted(
                where(attempt.remote()),
                attempt.state().description(),
                attempt.reason().description(),
                attempt.evidence(),
                time(attempt.elapsed()),
                attempt.sent() > 1 ? ", asked " + attempt.sent() + " times" : "");
    return line + attempt.dialogue().map(EvidenceText::of).orElse("");
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

  /** A time as it is read. */
  public static String time(Duration time) {
    double millis = time.toNanos() / 1e6;
    return millis < 1_000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.1f s", millis / 1_000);
  }
}
