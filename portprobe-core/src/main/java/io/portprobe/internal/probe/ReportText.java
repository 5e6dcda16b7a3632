package io.portprobe.internal.probe;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.spi.Finding;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import io.portprobe.text.TimeText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The human-readable description of a report. */
final class ReportText {
  private static final int MAX_FINDING_LINES = 20;
  private static final int MAX_LINE_LENGTH = 1_000;

  /** Most bytes that are shown of what the peer sent. */
  private static final int MAX_EVIDENCE = 64;

  private ReportText() {}

  static String of(ProbeReport report) {
    StringJoiner text = new StringJoiner("\n");
    add(
        text,
        report.endpoint()
            + " is "
            + report.state().description()
            + ": "
            + meaning(report)
            + ". Probed at "
            + report.started()
            + ", completed after "
            + TimeText.of(report.elapsed())
            + ".");
    if (!HostSyntax.isLiteral(report.endpoint().host())) {
      add(text, resolution(report));
      report.resolutionNotes().forEach(note -> add(text, "Name resolution: " + note + "."));
    }
    report.addresses().stream()
        .flatMap(address -> AddressSyntax.remark(address).stream())
        .forEach(remark -> add(text, remark + "."));
    if (!report.agrees()) {
      add(text, "The addresses have different states.");
    }
    List<ProbeReport> earlier = report.earlierTries();
    for (int i = 0; i < earlier.size(); i++) {
      add(text, "Try " + (i + 1) + ":");
      earlier.get(i).attempts().forEach(attempt -> describe(attempt, text));
    }
    if (!earlier.isEmpty()) {
      add(text, "Try " + (earlier.size() + 1) + ", the last one:");
    }
    report.attempts().forEach(attempt -> describe(attempt, text));
    for (ProbeException omission : report.omissions()) {
      add(text, "Skipped: " + omission.getMessage() + ".");
    }
    return text.toString();
  }

  private static String resolution(ProbeReport report) {
    return report.addresses().stream()
        .map(AddressText::of)
        .collect(
            Collectors.joining(
                ", ",
                report.endpoint().host()
                    + " resolved in "
                    + TimeText.of(report.resolutionTime())
                    + " to ",
                "."));
  }

  private static String meaning(ProbeReport report) {
    return switch (report.state()) {
      case LISTENING -> "something listens on the port";
      case NOT_LISTENING -> "the host refused";
      case FILTERED ->
          "the probe did not reach the port, so it is unknown whether anything listens";
      case LISTENING_OR_FILTERED ->
          "no reply; over UDP a service that does not reply looks the same as a packet filter";
    };
  }

  private static void describe(Attempt attempt, StringJoiner text) {
    add(
        text,
        address(attempt.remote())
            + attempt.local().map(local -> " from " + address(local)).orElse("")
            + ": "
            + attempt.state().description()
            + ", "
            + attempt.reason().description()
            + " ("
            + attempt.evidence()
            + ") after "
            + TimeText.of(attempt.elapsed())
            + sent(attempt)
            + attempt
                .closedAfter()
                .map(time -> "; the peer closed the connection " + TimeText.of(time) + " later")
                .orElse("")
            + ".");
    attempt.dialogue().ifPresent(dialogue -> describe(dialogue, attempt.state(), text));
  }

  private static String sent(Attempt attempt) {
    return attempt.sent() > 1 ? ", probed " + attempt.sent() + " times" : "";
  }

  private static void describe(DialogueReport dialogue, PortState state, StringJoiner text) {
    String how =
        switch (dialogue.outcome()) {
          case FINISHED -> " was spoken";
          case MISMATCH -> " does not match: " + dialogue.note();
          case REFUSED -> " was spoken, but the peer refused: " + dialogue.note();
          case INCOMPLETE -> " is incomplete: " + dialogue.note();
          case FAILED -> " failed: " + dialogue.note();
        };
    boolean spoken =
        dialogue.outcome() == DialogueReport.Outcome.FINISHED
            || dialogue.outcome() == DialogueReport.Outcome.REFUSED;
    String suffix =
        spoken || state != PortState.LISTENING ? "" : " (the port is listening nevertheless)";
    add(text, "The protocol " + dialogue.protocol() + how + suffix + ".");
    if (dialogue.outcome() != DialogueReport.Outcome.FINISHED
        && dialogue.firstBytes().hasRemaining()) {
      add(text, "  received: " + evidence(dialogue.firstBytes()));
    }
    dialogue.finding().ifPresent(finding -> addLines(text, dialogue.protocol(), finding));
  }

  /**
   * Returns the first bytes as a line of text if they are text, and as hexadecimal digits if not.
   */
  private static String evidence(ByteBuffer bytes) {
    byte[] first = new byte[Math.min(bytes.remaining(), MAX_EVIDENCE)];
    bytes.get(first);
    long printable = IntStream.range(0, first.length).filter(i -> isText(first[i])).count();
    String more = bytes.hasRemaining() ? " ..." : "";
    return printable * 10 >= first.length * 9L
        ? SafeText.quote(new String(first, StandardCharsets.UTF_8)) + more
        : HexFormat.ofDelimiter(" ").formatHex(first) + more;
  }

  private static boolean isText(byte value) {
    return SafeText.isPrintableAscii(value) || value == '\r' || value == '\n' || value == '\t';
  }

  private static void addLines(StringJoiner text, String protocol, Finding finding) {
    List<String> lines;
    try {
      lines = List.copyOf(finding.lines());
    } catch (Throwable e) { // the code of a plug-in; affects only these lines
      add(
          text,
          "  (the finding of the protocol '%s', %s, cannot be shown: lines() threw %s)"
              .formatted(protocol, finding.getClass().getName(), e));
      return;
    }
    lines.stream()
        .limit(MAX_FINDING_LINES)
        .forEach(line -> add(text, "  " + SafeText.line(line, MAX_LINE_LENGTH)));
    if (lines.size() > MAX_FINDING_LINES) {
      add(text, "  ... " + (lines.size() - MAX_FINDING_LINES) + " more lines");
    }
  }

  /** Adds one line; text of peers and plug-ins cannot break it or steer a terminal. */
  private static void add(StringJoiner text, String line) {
    text.add(SafeText.line(line));
  }

  /** Returns an address and port, with IPv6 addresses in brackets. */
  static String address(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    String shown = ip == null ? address.getHostString() : AddressText.of(ip);
    return HostSyntax.withPort(shown, address.getPort());
  }
}
