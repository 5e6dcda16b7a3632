package io.portprobe.examples.portqry;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.spi.Finding;
import io.portprobe.text.SafeText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** An answer as PortQry prints it: the line of the port, then the block of the protocol. */
final class AnswerText {
  private final Answer.Known answer;
  private final Transport transport;
  private final int port;
  private final List<String> lines = new ArrayList<>();

  private AnswerText(Answer.Known answer) {
    this.answer = answer;
    this.transport = answer.question().transport();
    this.port = answer.question().port();
  }

  /** The lines of an answer; each paragraph is preceded by an empty line. */
  static List<String> of(Answer.Known answer) {
    AnswerText text = new AnswerText(answer);
    text.state();
    answer.dialogue().ifPresent(text::block);
    return text.lines;
  }

  private void state() {
    String service = answer.question().service().orElse("unknown");
    paragraph(
        transport.label().toUpperCase(Locale.ROOT)
            + (" port " + port + " (" + service + " service): ")
            + answer.state().description());
    if (!answer.differing().isEmpty()) {
      paragraph("Addresses differ: " + String.join(", ", answer.differing()));
    }
    answer.leftOut().forEach(reason -> paragraph("Address not asked: " + reason));
  }

  private void block(DialogueReport dialogue) {
    Framing framing = Framing.of(dialogue.protocol(), transport);
    say(framing, framing.question());
    if (dialogue.finding().isPresent()) {
      finding(framing, dialogue, dialogue.finding().get());
    } else {
      nothingFound(framing, dialogue);
    }
    if (transport == Transport.UDP && answer.state() == PortState.LISTENING) {
      say(framing, framing.closing());
    }
  }

  private void finding(Framing framing, DialogueReport dialogue, Finding finding) {
    Deque<String> found = new ArrayDeque<>(linesOf(finding));
    String head = framing.fill(framing.heading(), transport, port);
    paragraph(head.endsWith(" ") && !found.isEmpty() ? head + clean(found.remove()) : head);
    if (!found.isEmpty()) {
      lines.add("");
      found.forEach(line -> lines.add(clean(line)));
    }
    if (dialogue.outcome() != Outcome.FINISHED) {
      paragraph("The response is incomplete" + because(dialogue));
    }
    say(framing, framing.ending());
  }

  /** A plug-in that fails to print what it found costs its own answer, not the run. */
  private static List<String> linesOf(Finding finding) {
    try {
      return List.copyOf(finding.lines());
    } catch (RuntimeException e) {
      return List.of(finding.getClass().getName() + ": lines() threw " + e);
    }
  }

  /** What PortQry's wrappers look for is said last. */
  private void nothingFound(Framing framing, DialogueReport dialogue) {
    switch (dialogue.outcome()) {
      case MISMATCH -> {
        if (dialogue.bytesReceived() > 0) {
          paragraph("Server's response is not of " + framing.name() + because(dialogue));
        } else {
          say(framing, framing.silence());
        }
      }
      case FAILED -> paragraph(framing.name() + " query failed" + because(dialogue));
      case INCOMPLETE, FINISHED -> {
        if (dialogue.bytesReceived() > 0) {
          paragraph("The response is incomplete" + because(dialogue));
        } else if (transport == Transport.TCP && !dialogue.note().isBlank()) {
          paragraph("No response" + because(dialogue));
        }
        say(framing, framing.silence());
      }
    }
  }

  private static String because(DialogueReport dialogue) {
    String note = clean(dialogue.note().strip());
    return note.isEmpty() ? "" : ": " + note;
  }

  private void say(Framing framing, String template) {
    if (!template.isEmpty()) {
      paragraph(framing.fill(template, transport, port));
    }
  }

  private static String clean(String line) {
    return SafeText.line(line);
  }

  private void paragraph(String line) {
    lines.add("");
    lines.add(line);
  }
}
