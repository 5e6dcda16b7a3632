package io.portprobe.internal.identify;

import io.portprobe.text.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue of the candidate that an identification speaks to the peer, with its time limits.
 * Time is a parameter. Confined to the event loop.
 */
final class ActiveDialogue {
  /** What the dialogue waits for. */
  private enum Phase {
    DATA,
    HANDSHAKE,
    CONNECTION
  }

  /** Responses that extend the time limit, before the dialogue has to have a finding. */
  private static final int MAX_EXTENSIONS = 8;

  private final GuardedDialogue dialogue;
  private final boolean replayed;
  private Phase phase = Phase.DATA;
  private int extensions;
  private Duration waitUntil = Duration.ZERO;
  private @Nullable Duration silentAt;

  /**
   * Creates a dialogue that waits for data.
   *
   * @param replayed whether it receives a greeting that was there before the dialogue was opened
   */
  ActiveDialogue(GuardedDialogue dialogue, boolean replayed) {
    this.dialogue = dialogue;
    this.replayed = replayed;
  }

  GuardedDialogue dialogue() {
    return dialogue;
  }

  Candidate candidate() {
    return dialogue.candidate();
  }

  boolean isReplayed() {
    return replayed;
  }

  /** Returns whether the dialogue started the handshake, or the new connection, that goes on. */
  boolean isInterrupted() {
    return phase != Phase.DATA;
  }

  boolean isInHandshake() {
    return phase == Phase.HANDSHAKE;
  }

  boolean isReconnecting() {
    return phase == Phase.CONNECTION;
  }

  void onHandshake() {
    phase = Phase.HANDSHAKE;
  }

  /** The timer of the dialogue ends with the connection. */
  void onReconnect() {
    phase = Phase.CONNECTION;
    silentAt = null;
  }

  /** Continues after a handshake or a new connection. */
  void resume(Duration until) {
    phase = Phase.DATA;
    waitUntil = until;
  }

  /** Sets the time until which the peer has to respond. */
  void waitUntil(Duration until) {
    waitUntil = until;
  }

  /** Extends the time limit because the peer has responded, a limited number of times. */
  void extend(Duration until) {
    if (extensions < MAX_EXTENSIONS) {
      extensions++;
      waitUntil = until;
    }
  }

  boolean isOverdue(Duration now) {
    return now.compareTo(waitUntil) >= 0;
  }

  /** The timer of the dialogue has ended. */
  void onSilence() {
    silentAt = null;
  }

  /**
   * Returns how long to wait for data: until the timer of the dialogue or the time limit ends.
   *
   * @param silence the time of a timer to start; empty for none
   * @param keepsTimer whether a timer that was started earlier continues to run
   */
  Duration remaining(Duration now, Optional<Duration> silence, boolean keepsTimer) {
    if (silence.isPresent()) {
      silentAt = now.plus(silence.get());
    } else if (!keepsTimer) {
      silentAt = null;
    }
    Duration timer = silentAt;
    return (timer == null ? waitUntil : Durations.min(timer, waitUntil)).minus(now);
  }
}
