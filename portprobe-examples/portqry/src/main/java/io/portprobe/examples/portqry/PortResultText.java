package io.portprobe.examples.portqry;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.ReceivedText;
import io.portprobe.examples.portqry.queries.Phrases;
import io.portprobe.examples.portqry.queries.Query;
import io.portprobe.examples.portqry.queries.ResponseLines;
import io.portprobe.spi.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** A result in the format of PortQry: the line of the port, then the lines of the protocol. */
final class PortResultText {
  private final PortResult.Probed result;
  private final String community;
  private final Transport transport;
  private final int port;
  private final List<String> lines = new ArrayList<>();

  private PortResultText(PortResult.Probed result, String community) {
    this.result = result;
    this.community = community;
    this.transport = result.probe().transport();
    this.port = result.probe().port();
  }

  /**
   * Returns the lines of a result; an empty line precedes each paragraph.
   *
   * @param community the community name, printed before an SNMP query
   */
  static List<String> of(PortResult.Probed result, String community) {
    PortResultText text = new PortResultText(result, community);
    text.state();
    result.sourcePort().forEach(text::paragraph);
    result.dialogue().ifPresent(text::block);
    return text.lines;
  }

  private void state() {
    String service = result.probe().service().orElse("unknown");
    paragraph(
        transport.label().toUpperCase(Locale.ROOT)
            + (" port " + port + " (" + service + " service): ")
            + result.state().description());
    if (!result.differing().isEmpty()) {
      paragraph("Addresses differ: " + String.join(", ", result.differing()));
    }
    result.reasons().forEach(reason -> paragraph("Reason: " + clean(reason)));
    result.leftOut().forEach(reason -> paragraph("Address not probed: " + clean(reason)));
  }

  private void block(DialogueReport dialogue) {
    Phrases phrases =
        Query.ofProtocol(dialogue.protocol(), transport)
            .map(Query::phrases)
            .orElseGet(() -> Phrases.ofPlugIn(dialogue.protocol()));
    if (dialogue.protocol().equals("snmp")) {
      paragraph("community name for query:");
      paragraph(clean(community));
    }
    say(phrases, phrases.question());
    if (dialogue.finding().isPresent()) {
      finding(phrases, dialogue, dialogue.finding().get());
    } else {
      nothingFound(phrases, dialogue);
    }
    if (transport == Transport.UDP && result.state() == PortState.LISTENING) {
      say(phrases, phrases.closing());
    }
  }

  private void finding(Phrases phrases, DialogueReport dialogue, Finding finding) {
    Deque<String> found = new ArrayDeque<>(linesOf(finding));
    String head = phrases.fill(phrases.heading(), transport, port);
    paragraph(head.endsWith(" ") && !found.isEmpty() ? head + clean(found.remove()) : head);
    if (!found.isEmpty()) {
      lines.add("");
      found.forEach(line -> lines.add(clean(line)));
    }
    if (dialogue.cause() != Cause.COMPLETED) {
      paragraph("The response is incomplete" + because(dialogue));
    }
    say(phrases, phrases.ending());
  }

  /** Returns the lines of a finding. A plug-in that throws affects its own lines only. */
  private static List<String> linesOf(Finding finding) {
    try {
      return List.copyOf(ResponseLines.of(finding));
    } catch (RuntimeException e) {
      return List.of(finding.getClass().getName() + ": lines() threw " + e);
    }
  }

  /** Prints the reason first: scripts that parse PortQry's output match the last sentence. */
  private void nothingFound(Phrases phrases, DialogueReport dialogue) {
    switch (dialogue.cause()) {
      case MISMATCH -> {
        if (dialogue.bytesReceived() > 0) {
          paragraph("Server's response does not match " + phrases.name() + because(dialogue));
        } else {
          say(phrases, phrases.silence());
        }
      }
      case REFUSED -> paragraph(phrases.name() + " query was refused" + because(dialogue));
      case PEER_RESET, CONNECTION_FAILED, TLS, PLUGIN_FAILURE ->
          paragraph(phrases.name() + " query failed" + because(dialogue));
      default -> noFullResponse(phrases, dialogue); // closed, or ended by a deadline or a limit
    }
  }

  private void noFullResponse(Phrases phrases, DialogueReport dialogue) {
    if (dialogue.bytesReceived() > 0) {
      paragraph("The response is incomplete" + because(dialogue));
    } else if (transport == Transport.TCP && !dialogue.note().isBlank()) {
      paragraph("No response" + because(dialogue));
    }
    say(phrases, phrases.silence());
  }

  private static String because(DialogueReport dialogue) {
    String note = clean(dialogue.note().strip());
    return note.isEmpty() ? "" : ": " + note;
  }

  private void say(Phrases phrases, String template) {
    if (!template.isEmpty()) {
      paragraph(phrases.fill(template, transport, port));
    }
  }

  private static String clean(String line) {
    return ReceivedText.line(line);
  }

  private void paragraph(String line) {
    lines.add("");
    lines.add(line);
  }
}
