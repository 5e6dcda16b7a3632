package io.portprobe.internal.dialogue;

import io.portprobe.DialogueReport;
import io.portprobe.spi.Finding;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Copies of dialogue reports, and reports without a dialogue. */
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
        report.tlsFirst(),
        report.failure());
  }

  /** Returns the report of a protocol that found something out without a byte. */
  public static DialogueReport withoutConversation(String protocol, Finding finding, String note) {
    return new DefaultDialogueReport(
        protocol,
        DialogueReport.Cause.COMPLETED,
        Optional.of(finding),
        note,
        0,
        0,
        ByteBuffer.allocate(0),
        List.of(),
        false,
        Optional.empty());
  }
}
