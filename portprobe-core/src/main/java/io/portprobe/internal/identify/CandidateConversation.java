package io.portprobe.internal.identify;

import io.portprobe.Transport;
import io.portprobe.internal.dialogue.Sends;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * The conversation of an identification with the peer in the protocol of one candidate: passes the
 * events of the connection to the dialogue of the candidate, and translates the steps of the
 * dialogue into steps of the identification. Confined to the event loop.
 */
final class CandidateConversation {
  /** Receives the end of a conversation, and returns the next step of the identification. */
  interface Listener {
    /** The dialogue is complete. */
    Step onFinding(CandidateConversation ended, Finding finding);

    /** The peer speaks the protocol: it refused a request, or has sent a part of the finding. */
    Step onConfirmed(CandidateConversation ended, Optional<Finding> finding);

    /** The peer does not speak the protocol. */
    Step onMismatch(CandidateConversation ended);
  }

  private final GuardedDialogue dialogue;
  private final ActiveDialogue active;
  private final IdentifyConnection connection;
  private final IdentifyPlan plan;
  private final IdentityDraft draft;
  private final Listener listener;

  /**
   * Creates a conversation. It starts with {@link #start} or {@link #replay}.
   *
   * @param replayed whether it starts with a greeting that was received before
   */
  CandidateConversation(
      GuardedDialogue dialogue,
      boolean replayed,
      IdentifyConnection connection,
      IdentifyPlan plan,
      IdentityDraft draft,
      Listener listener) {
    this.dialogue = dialogue;
    this.active = new ActiveDialogue(dialogue, replayed);
    this.connection = connection;
    this.plan = plan;
    this.draft = draft;
    this.listener = listener;
  }

  Candidate candidate() {
    return dialogue.candidate();
  }

  boolean isReplayed() {
    return active.isReplayed();
  }

  /** Returns whether the protocol is bound to the port. */
  boolean isOfPort() {
    return candidate().on(Transport.TCP, connection.port(), isSecured()).isPresent();
  }

  private boolean isSecured() {
    return draft.tls() != null;
  }

  /** Returns whether the peer has sent exactly what the dialogue has sent. */
  boolean isEchoed() {
    return !isReplayed() && connection.isEcho();
  }

  /** Returns whether the dialogue started the handshake, or the new connection, that goes on. */
  boolean isInterrupted() {
    return active.isInterrupted();
  }

  boolean isReconnecting() {
    return active.isReconnecting();
  }

  TlsSettings tlsSettings() {
    return dialogue.tlsSettings();
  }

  /** Returns what the dialogue has found, if the peer has sent something. */
  Optional<Finding> partial() {
    return connection.hasReceived() ? dialogue.partial() : Optional.empty();
  }

  // Events

  /**
   * Starts with the first step of the dialogue.
   *
   * @param time the time for the first response
   */
  Step start(Step first, Duration time) {
    active.waitUntil(connection.now().plus(time));
    return drive(first);
  }

  /** Starts the dialogue, which then receives the greeting. */
  Step replay() {
    active.waitUntil(connection.progressEnd());
    Sends first = Sends.of(CandidateDialogues.begin(dialogue, draft.tls()));
    boolean waits = first.then() instanceof Step.Await || first.then() instanceof Step.More;
    return drive(
        first.before(waits ? dialogue.received(connection.received().buffer()) : first.then()));
  }

  Step received(ByteBuffer bytes) {
    active.extend(connection.progressEnd());
    return drive(dialogue.received(bytes));
  }

  /** The time of the last wait has passed. */
  Step silent() {
    if (active.isOverdue(connection.now())) {
      if (!connection.hasReceived()) {
        plan.onNoResponse();
      }
      return endWithoutProgress();
    }
    active.onSilence();
    return drive(dialogue.silent());
  }

  Step closed() {
    Step last = dialogue.closed();
    return last instanceof Step.Finish
            || last instanceof Step.Mismatch
            || last instanceof Step.Reconnect
        ? drive(last)
        : endWithoutProgress();
  }

  /** A new connection that the dialogue started is established. */
  Step connected() {
    return drive(resumed().connected());
  }

  /** A handshake that the dialogue started is complete. */
  Step secured(TlsInfo info) {
    return drive(resumed().secured(info));
  }

  /** A handshake that the dialogue started failed. */
  Step tlsFailed(TlsFailure failure) {
    return drive(resumed().tlsFailed(failure));
  }

  private GuardedDialogue resumed() {
    active.resume(connection.progressEnd());
    return dialogue;
  }

  // Steps

  private Step drive(Step step) {
    Sends sends = Sends.of(step);
    for (ByteBuffer data : sends.data()) {
      plan.onSent(data);
      connection.sent().append(data);
    }
    return sends.before(translate(sends.then()));
  }

  private Step translate(Step step) {
    if (step instanceof Step.Await await) {
      return waitFor(await.silence(), true);
    }
    if (step instanceof Step.More more) {
      return waitFor(more.silence(), false);
    }
    if (step instanceof Step.Finish finish) {
      return listener.onFinding(this, finish.finding());
    }
    if (step instanceof Step.Mismatch mismatch) {
      return mismatch.refused()
          ? listener.onConfirmed(this, mismatch.partial())
          : listener.onMismatch(this);
    }
    if (step instanceof Step.StartTls && !isSecured() && !active.isInHandshake()) {
      active.onHandshake();
      connection.handshakeUntil(connection.progressEnd());
      return step;
    }
    if (step instanceof Step.Reconnect again && mayReconnect()) {
      active.onReconnect();
      connection.handshakeUntil(connection.progressEnd());
      return connection.reconnect(again.tls());
    }
    return endWithoutProgress(); // a step that this transport does not have, or one too many
  }

  private Step waitFor(Optional<Duration> silence, boolean keepsTimer) {
    return IdentifyConnection.await(active.remaining(connection.now(), silence, keepsTimer));
  }

  /** A guess that met silence is not worth another connection; a protocol of the port is. */
  private boolean mayReconnect() {
    return plan.hasConnectionsLeft() && (connection.hasReceived() || isOfPort());
  }

  /** The dialogue waits for more than the peer sends. */
  private Step endWithoutProgress() {
    Optional<Finding> partial = dialogue.partial();
    return partial.isPresent() && connection.hasReceived()
        ? listener.onConfirmed(this, partial)
        : listener.onMismatch(this);
  }
}
