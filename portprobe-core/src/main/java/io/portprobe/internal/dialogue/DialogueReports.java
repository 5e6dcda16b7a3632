package io.portprobe.internal.dialogue;

import io.portprobe.DialogueReport;
import io.portprobe.spi.Finding;
import java.util.Optional;

/** Copies of dialogue reports. */
public final class DialogueReports {
  private DialogueReports() {}

  /** Returns a report with another finding. */
  public static DialogueReport withFinding(DialogueReport report, Finding finding) {
    return new DefaultDialogueReport(
        report.protocol(),
        report.cause(),
        Optional.of(finding),
        report.note(),
        report.bytesSent(),
        report.bytesReceived(),
        report.firstBytes(),
        report.tls(),
        report.failure());
  }
}
