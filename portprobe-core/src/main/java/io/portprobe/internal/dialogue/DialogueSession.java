package io.portprobe.internal.dialogue;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.internal.io.LoopThread;
import io.portprobe.internal.jfr.ProbeSpan;
import io.portprobe.internal.util.Failures;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The only caller of a plug-in's {@link Dialogue}: limits bytes and steps, catches all exceptions,
 * and ends the dialogue exactly once.
 *
 * <p>Each method returns the next step to perform, or null if the dialogue has ended and {@link
 * #report()} is present. Confined to one event loop.
 */
public final class DialogueSession {
  /** Longest note in characters: it may contain text of the peer. */
  private static final int MAX_NOTE = 1_000;

  private final ProtocolRegistry.Entry protocol;
  private final ProbeSpan span;
  private final DialogueLimits limits;
  private @Nullable Dialogue dialogue;
  private @Nullable DialogueReport report;
  private final FirstBytes firstBytes = new FirstBytes();
  private final List<TlsInfo> handshakes = new ArrayList<>();
  private boolean tlsFirst;
  private int ignored;
  private String ignoredWhy = "";

  public DialogueSession(ProtocolRegistry.Entry protocol, DialogueContext context) {
    this.protocol = protocol;
    this.limits =
        new DialogueLimits(protocol.name(), protocol.maxReconnects(), context.transport());
    this.span = ProbeSpan.dialogue(protocol.name(), context.peer());
    try {
      dialogue = protocol.protocol().open(context);
    } catch (Throwable t) { // a plug-in may throw anything; only its dialogue fails
      fail(thrown("open", t), t);
      return;
    }
    if (dialogue == null) {
      fail(returnedNull("open", "a new Dialogue"), null);
    }
  }

  /** Returns the report if the plug-in rejected the options of the caller. */
  public Optional<DialogueReport> misuse() {
    return report()
        .filter(r -> r.failure().filter(IllegalArgumentException.class::isInstance).isPresent())
        .filter(r -> dialogue == null);
  }

  /** Returns why there is no datagram that a UDP probe could send. */
  public String reasonUnsent() {
    if (report == null) {
      return "the protocol '%s' has no datagram to send (expected: a Send from start() over UDP)"
          .formatted(protocol.name());
    }
    return report.cause() == Cause.PLUGIN_FAILURE
        ? report.note()
        : "the protocol '%s' ended before it sent a datagram (%s)"
            .formatted(protocol.name(), report.cause());
  }

  public @Nullable Step start() {
    return call("start", d -> d.start());
  }

  /** Processes silence: the time that the dialogue set has passed. */
  public @Nullable Step silent() {
    return call("silent", Dialogue::silent);
  }

  /** Returns what the dialogue offers in a TLS handshake, or null if the dialogue has failed. */
  @Nullable TlsSettings tlsSettings() {
    Dialogue open = dialogue;
    if (hasEnded() || open == null) {
      return null;
    }
    TlsSettings settings;
    try {
      settings = open.tlsSettings();
    } catch (Throwable t) { // a plug-in may throw anything; only its dialogue fails
      fail(thrown("tlsSettings", t), t);
      return null;
    }
    if (settings == null) {
      fail(returnedNull("tlsSettings", "TlsSettings"), null);
    }
    return settings;
  }

  /**
   * Continues after a TLS handshake.
   *
   * @param first whether the connection began with it
   */
  @Nullable Step secured(TlsInfo info, boolean first) {
    handshakes.add(info);
    tlsFirst = first;
    return call("secured", d -> d.secured(info));
  }

  /** Continues on the TCP connection that the dialogue requested. */
  @Nullable Step connected() {
    tlsFirst = false;
    return call("connected", d -> d.connected());
  }

  /** Processes received bytes. The dialogue may read the buffer during the call only. */
  public @Nullable Step received(ByteBuffer bytes) {
    firstBytes.append(bytes);
    if (isViolated(limits.receive(bytes.remaining()))) {
      return null;
    }
    return call("received", d -> d.received(bytes.asReadOnlyBuffer()));
  }

  /** Returns the step that follows a send that was performed. */
  public @Nullable Step sent(Step.Send send) {
    limits.send(send.bytes().remaining());
    return admit("then", send.then(), Cause.MISMATCH);
  }

  /**
   * Ends the dialogue because the peer closed the connection, unless the dialogue connects again.
   */
  Step.@Nullable Reconnect closed() {
    Step last = call("closed", Dialogue::closed, Cause.PEER_CLOSED);
    if (last instanceof Step.Reconnect reconnect) {
      return reconnect;
    }
    if (last != null) {
      end(Cause.PEER_CLOSED, "the peer closed the connection " + afterBytes());
    }
    return null;
  }

  /**
   * Ends the dialogue because the peer reset the connection, unless the dialogue connects again: a
   * server that closes with unread data resets.
   */
  Step.@Nullable Reconnect reset(Throwable failure) {
    Optional<Finding> known = hasEnded() ? Optional.empty() : partial();
    Step last = null;
    try {
      last = dialogue == null || hasEnded() ? null : dialogue.closed();
    } catch (Throwable t) { // the dialogue ends anyway, and keeps its first cause
      System.getLogger("io.portprobe").log(System.Logger.Level.WARNING, thrown("closed", t), t);
    }
    if (last instanceof Step.Reconnect reconnect
        && admit("closed", reconnect, Cause.MISMATCH) != null) {
      return reconnect;
    }
    if (last instanceof Step.Finish finish) {
      known = Optional.of(finish.finding());
    }
    end(Cause.PEER_RESET, known, "the peer reset the connection " + afterBytes(), failure);
    return null;
  }

  /**
   * Ends the dialogue because the rule of its TLS frames failed.
   *
   * @param failure what it threw; null if it returned null
   */
  void failFraming(String method, @Nullable Throwable failure) {
    String where = "Framing." + method;
    fail(failure == null ? returnedNull(where, "bytes") : thrown(where, failure), failure);
  }

  /** Ends the dialogue because the connection or TLS failed. */
  void fail(Cause cause, String message, Throwable failure) {
    end(cause, partial(), message + " " + afterBytes(), failure);
  }

  /**
   * Ends the dialogue because TLS did not begin, unless the dialogue connects again.
   *
   * @param raw what the peer sent for the handshake, or instead of it
   */
  Step.@Nullable Reconnect failHandshake(TlsFailure reason, FirstBytes raw, Throwable failure) {
    handshakes.add(reason.tls());
    if (limits.received() == 0) {
      firstBytes.append(raw.copy());
    }
    Step next = call("tlsFailed", d -> d.tlsFailed(reason), Cause.MISMATCH);
    if (next instanceof Step.Reconnect reconnect) {
      return reconnect;
    }
    if (next != null) {
      end(Cause.TLS, partial(), reason.reason(), failure);
    }
    return null;
  }

  /** Records a TLS handshake that the deadline ended. */
  void abortHandshake(TlsInfo info) {
    handshakes.add(info);
  }

  /** Ends the dialogue early, with a partial finding. */
  public void end(Cause cause, String why) {
    String reason =
        ignored == 0
            ? why
            : String.format(
                Locale.ROOT,
                "%s; did not count: %d %s, the last: %s",
                why,
                ignored,
                ignored == 1 ? "reply" : "replies",
                ignoredWhy);
    end(cause, partial(), reason, null);
  }

  public boolean hasEnded() {
    return report != null;
  }

  long bytesReceived() {
    return limits.received();
  }

  public Optional<DialogueReport> report() {
    return Optional.ofNullable(report);
  }

  private interface Call {
    Step on(Dialogue dialogue);
  }

  private @Nullable Step call(String method, Call call) {
    return call(method, call, Cause.MISMATCH);
  }

  private @Nullable Step call(String method, Call call, Cause ofMismatch) {
    if (hasEnded() || dialogue == null) {
      return null;
    }
    Step step;
    try {
      step = call.on(dialogue);
    } catch (Throwable t) { // a plug-in may throw anything; only its dialogue fails
      fail(thrown(method, t), t);
      return null;
    }
    LoopThread.countStep();
    return admit(method, step, ofMismatch);
  }

  private @Nullable Step admit(String method, @Nullable Step step, Cause ofMismatch) {
    if (step == null) {
      fail(returnedNull(method, "a Step"), null);
      return null;
    }
    if (isViolated(limits.countStep())) {
      return null;
    }
    if (step instanceof Step.Finish finish) {
      end(Cause.COMPLETED, Optional.of(finish.finding()), "", null);
      return null;
    }
    if (step instanceof Step.Mismatch mismatch) {
      Cause cause = mismatch.refused() ? Cause.REFUSED : ofMismatch;
      end(cause, mismatch.partial(), mismatch.why(), null);
      return null;
    }
    if (step instanceof Step.Await await && !await.why().isEmpty()) {
      ignored++;
      ignoredWhy = await.why();
    }
    return isViolated(limits.check(step)) ? null : step;
  }

  /** Ends the dialogue if a limit was violated. */
  private boolean isViolated(DialogueLimits.@Nullable Violation violation) {
    if (violation == null) {
      return false;
    }
    if (violation.cause() == Cause.PLUGIN_FAILURE) {
      fail(violation.note(), null);
    } else {
      end(violation.cause(), violation.note());
    }
    return true;
  }

  private Optional<Finding> partial() {
    Supplier<Optional<Finding>> call = dialogue == null ? Optional::empty : dialogue::partial;
    try {
      Optional<Finding> partial = call.get();
      return partial == null ? Optional.empty() : partial;
    } catch (Throwable t) { // the dialogue ends anyway, and keeps its first cause
      System.getLogger("io.portprobe").log(System.Logger.Level.WARNING, thrown("partial", t), t);
      return Optional.empty();
    }
  }

  private String thrown(String where, Throwable t) {
    return "the protocol '"
        + protocol.name()
        + "' threw in "
        + where
        + "(): "
        + Failures.describe(t);
  }

  private String returnedNull(String where, String expected) {
    return "the protocol '%s' (%s) returned null from %s() (expected: %s)"
        .formatted(protocol.name(), protocol.protocol().getClass().getName(), where, expected);
  }

  private String afterBytes() {
    return limits.received() == 0
        ? "before it sent any data"
        : "after " + limits.received() + " bytes";
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
              SafeText.line(note, MAX_NOTE),
              limits.sent(),
              limits.received(),
              firstBytes.copy(),
              List.copyOf(handshakes),
              tlsFirst,
              Optional.ofNullable(failure));
      span.ended(report);
    }
  }
}
