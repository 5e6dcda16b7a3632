package io.portprobe.internal;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFacts;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a driver and the dialogue of a plug-in: bounds bytes and steps, catches whatever
 * is thrown, and ends the conversation exactly once. A driver gets steps to carry out, or null when
 * there is nothing left to do and {@link #report()} tells how it ended.
 */
final class DialogueSession {
  static final int MOST_STEPS = 65_536;
  static final long MOST_RECEIVED = 16L << 20;
  static final long MOST_SENT = 1L << 20;

  private final ProtocolRegistry.Entry protocol;
  private final Transport transport;
  private final FlightRecord record;
  private @Nullable Dialogue dialogue;
  private @Nullable DialogueReport report;
  private int steps;
  private long sent;
  private long received;

  DialogueSession(ProtocolRegistry.Entry protocol, DialogueContext context) {
    this.protocol = protocol;
    this.transport = context.transport();
    this.record = FlightRecord.dialogue(protocol.name(), context.peer());
    try {
      dialogue = protocol.protocol().open(context);
    } catch (Throwable t) { // a plug-in may throw anything, and harms itself alone
      fail(thrown("open", t), t);
      return;
    }
    if (dialogue == null) {
      fail("the protocol '" + protocol.name() + "' opened no dialogue (null)", null);
    }
  }

  @Nullable Step start() {
    return ask("start", d -> d.start());
  }

  @Nullable Step secured(TlsFacts tls) {
    return ask("secured", d -> d.secured(tls));
  }

  /** Hands bytes over; the buffer is only lent. */
  @Nullable Step received(ByteBuffer bytes) {
    received += bytes.remaining();
    if (received > MOST_RECEIVED) {
      cutShort("the peer sent more than " + (MOST_RECEIVED >> 20) + " MiB");
      return null;
    }
    return ask("received", d -> d.received(bytes.asReadOnlyBuffer()));
  }

  /** Goes on behind a step that was carried out. */
  @Nullable Step after(Step.Send send) {
    sent += send.bytes().remaining();
    return admit(send.then());
  }

  /** The peer ended the stream; the dialogue ends too. */
  void closed() {
    Step last = ask("closed", Dialogue::closed);
    if (last != null) {
      end(
          Outcome.MISMATCH,
          partial(),
          "the peer closed the connection " + (received == 0 ? "without a word" : afterBytes()),
          null);
    }
  }

  /** The connection broke, or TLS did. */
  void broken(String what, Throwable cause) {
    end(Outcome.FAILED, partial(), what + " " + afterBytes(), cause);
  }

  /** A deadline or a bound ends the dialogue early. */
  void cutShort(String why) {
    end(Outcome.INCOMPLETE, partial(), why, null);
  }

  boolean isOver() {
    return report != null;
  }

  long bytesReceived() {
    return received;
  }

  Optional<DialogueReport> report() {
    return Optional.ofNullable(report);
  }

  private interface Question {
    Step ask(Dialogue dialogue);
  }

  private @Nullable Step ask(String what, Question question) {
    if (isOver() || dialogue == null) {
      return null;
    }
    Step step;
    try {
      step = question.ask(dialogue);
    } catch (Throwable t) { // a plug-in may throw anything, and harms itself alone
      fail(thrown(what, t), t);
      return null;
    }
    return admit(step);
  }

  private @Nullable Step admit(@Nullable Step step) {
    if (step == null) {
      fail("the protocol '" + protocol.name() + "' said what to do next with null", null);
      return null;
    }
    if (++steps > MOST_STEPS) {
      cutShort("the protocol '" + protocol.name() + "' took more than " + MOST_STEPS + " steps");
      return null;
    }
    if (step instanceof Step.Finish finish) {
      end(Outcome.FINISHED, Optional.of(finish.finding()), "", null);
      return null;
    }
    if (step instanceof Step.Mismatch mismatch) {
      end(Outcome.MISMATCH, Optional.empty(), mismatch.why(), null);
      return null;
    }
    return withinBounds(step) ? step : null;
  }

  private boolean withinBounds(Step step) {
    if (step instanceof Step.StartTls && transport == Transport.UDP) {
      fail("the protocol '" + protocol.name() + "' asked for TLS over UDP", null);
      return false;
    }
    if (step instanceof Step.Send send) {
      int size = send.bytes().remaining();
      if (transport == Transport.UDP && (size == 0 || size > Datagrams.LARGEST_PAYLOAD)) {
        fail(
            "the protocol '"
                + protocol.name()
                + "' asked for a datagram of "
                + size
                + " bytes (expected: 1-"
                + Datagrams.LARGEST_PAYLOAD
                + ")",
            null);
        return false;
      }
      if (sent + size > MOST_SENT) {
        cutShort(
            "the protocol '" + protocol.name() + "' sent more than " + (MOST_SENT >> 20) + " MiB");
        return false;
      }
    }
    return true;
  }

  private Optional<Finding> partial() {
    Supplier<Optional<Finding>> ask = dialogue == null ? Optional::empty : dialogue::partial;
    try {
      Optional<Finding> partial = ask.get();
      return partial == null ? Optional.empty() : partial;
    } catch (Throwable t) { // the dialogue ends anyway; why it ended is worth more than this
      System.getLogger("io.portprobe").log(System.Logger.Level.WARNING, thrown("partial", t), t);
      return Optional.empty();
    }
  }

  private String thrown(String where, Throwable t) {
    return "the protocol '" + protocol.name() + "' threw in " + where + "(): " + t;
  }

  private String afterBytes() {
    return received == 0 ? "before it said anything" : "after " + received + " bytes";
  }

  private void fail(String why, @Nullable Throwable cause) {
    end(Outcome.FAILED, Optional.empty(), why, cause);
  }

  private void end(
      Outcome outcome, Optional<Finding> finding, String note, @Nullable Throwable cause) {
    if (report == null) {
      report =
          new DialogueReport(
              protocol.name(), outcome, finding, note, sent, received, Optional.ofNullable(cause));
      record.ended(report);
    }
  }
}
