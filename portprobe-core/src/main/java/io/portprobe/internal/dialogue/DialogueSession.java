package io.portprobe.internal.dialogue;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.Transport;
import io.portprobe.internal.jfr.ProbeSpan;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a driver and the dialogue of a plug-in: bounds bytes and steps, catches whatever
 * is thrown, and ends the conversation exactly once. A driver gets steps to carry out, or null when
 * there is nothing left to do and {@link #report()} tells how it ended.
 */
public final class DialogueSession {
  static final int MOST_STEPS = 65_536;
  static final long MOST_RECEIVED = 16L << 20;
  static final long MOST_SENT = 4L << 20;

  private final ProtocolRegistry.Entry protocol;
  private final ProbeSpan record;
  private Transport transport;
  private @Nullable Dialogue dialogue;
  private @Nullable DialogueReport report;
  private int steps;
  private long sent;
  private long received;

  public DialogueSession(ProtocolRegistry.Entry protocol, DialogueContext context) {
    this.protocol = protocol;
    this.transport = context.transport();
    this.record = ProbeSpan.dialogue(protocol.name(), context.peer());
    try {
      dialogue = protocol.protocol().open(context);
    } catch (Throwable t) { // a plug-in may throw anything, and harms itself alone
      fail(thrown("open", t), t);
      return;
    }
    if (dialogue == null) {
      fail(returnedNull("open", "a new Dialogue"), null);
    }
  }

  public @Nullable Step start() {
    return ask("start", d -> d.start());
  }

  @Nullable Step secured(TlsInfo tls) {
    return ask("secured", d -> d.secured(tls));
  }

  /** The stream stands that the dialogue wanted to go on over. */
  @Nullable Step connected() {
    return ask("connected", d -> d.connected());
  }

  /** Hands bytes over; the buffer is only lent. */
  public @Nullable Step received(ByteBuffer bytes) {
    received += bytes.remaining();
    if (received > MOST_RECEIVED) {
      end(Cause.LIMIT, "the peer sent more than " + (MOST_RECEIVED >> 20) + " MiB");
      return null;
    }
    return ask("received", d -> d.received(bytes.asReadOnlyBuffer()));
  }

  /** Goes on behind a step that was carried out. */
  public @Nullable Step after(Step.Send send) {
    sent += send.bytes().remaining();
    return admit("then", send.then(), Cause.MISMATCH);
  }

  /** The peer ended the stream; the dialogue ends too. */
  void closed() {
    Step last = ask("closed", Dialogue::closed, Cause.PEER_CLOSED);
    if (last != null) {
      end(
          Cause.PEER_CLOSED,
          "the peer closed the connection " + (received == 0 ? "without a word" : afterBytes()));
    }
  }

  /** The connection broke, or TLS did. */
  void broken(Cause cause, String what, Throwable failure) {
    end(cause, partial(), what + " " + afterBytes(), failure);
  }

  /** Ends the dialogue early, with what was learned so far. */
  public void end(Cause cause, String why) {
    end(cause, partial(), why, null);
  }

  public boolean isOver() {
    return report != null;
  }

  long bytesReceived() {
    return received;
  }

  public Optional<DialogueReport> report() {
    return Optional.ofNullable(report);
  }

  private interface Question {
    Step ask(Dialogue dialogue);
  }

  private @Nullable Step ask(String what, Question question) {
    return ask(what, question, Cause.MISMATCH);
  }

  private @Nullable Step ask(String what, Question question, Cause ofMismatch) {
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
    return admit(what, step, ofMismatch);
  }

  private @Nullable Step admit(String what, @Nullable Step step, Cause ofMismatch) {
    if (step == null) {
      fail(returnedNull(what, "a Step"), null);
      return null;
    }
    if (++steps > MOST_STEPS) {
      end(
          Cause.LIMIT,
          "the protocol '" + protocol.name() + "' took more than " + MOST_STEPS + " steps");
      return null;
    }
    if (step instanceof Step.Finish finish) {
      end(Cause.COMPLETED, Optional.of(finish.finding()), "", null);
      return null;
    }
    if (step instanceof Step.Mismatch mismatch) {
      end(ofMismatch, Optional.empty(), mismatch.why(), null);
      return null;
    }
    return withinBounds(step) ? step : null;
  }

  private boolean withinBounds(Step step) {
    if (step instanceof Step.StartTls && transport == Transport.UDP) {
      fail("the protocol '" + protocol.name() + "' asked for TLS over UDP", null);
      return false;
    }
    if (step instanceof Step.ContinueOverTcp) {
      if (transport == Transport.TCP || received == 0) {
        String when = transport == Transport.TCP ? " over TCP" : " before anything was answered";
        fail("the protocol '" + protocol.name() + "' asked to go on over TCP" + when, null);
        return false;
      }
      transport = Transport.TCP;
    }
    if (step instanceof Step.Poll remind) {
      if (transport == Transport.TCP) {
        fail("the protocol '" + protocol.name() + "' asked for a reminder over TCP", null);
        return false;
      }
      return fitsDatagram(remind.bytes().remaining());
    }
    if (step instanceof Step.Send send) {
      int size = send.bytes().remaining();
      if (transport == Transport.UDP && !fitsDatagram(size)) {
        return false;
      }
      if (sent + size > MOST_SENT) {
        end(
            Cause.LIMIT,
            "the protocol '"
                + protocol.name()
                + "' asked to send more than "
                + (MOST_SENT >> 20)
                + " MiB");
        return false;
      }
    }
    return true;
  }

  private boolean fitsDatagram(int size) {
    if (size > 0 && size <= Datagrams.LARGEST_PAYLOAD) {
      return true;
    }
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

  private String returnedNull(String where, String expected) {
    return "the protocol '%s' (%s) returned null from %s() (expected: %s)"
        .formatted(protocol.name(), protocol.protocol().getClass().getName(), where, expected);
  }

  private String afterBytes() {
    return received == 0 ? "before it said anything" : "after " + received + " bytes";
  }

  private void fail(String why, @Nullable Throwable failure) {
    end(Cause.PLUGIN_FAILURE, Optional.empty(), why, failure);
  }

  private void end(
      Cause cause, Optional<Finding> finding, String note, @Nullable Throwable failure) {
    if (report == null) {
      report =
          new DefaultDialogueReport(
              protocol.name(),
              cause,
              finding,
              SafeText.line(note),
              sent,
              received,
              Optional.ofNullable(failure));
      record.ended(report);
    }
  }
}
