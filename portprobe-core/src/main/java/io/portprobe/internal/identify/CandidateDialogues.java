package io.portprobe.internal.identify;

import io.portprobe.Transport;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the dialogues of candidates over TCP, and finds out what they send first. Confined to the
 * event loop.
 */
final class CandidateDialogues {
  /** Timers of a dialogue that end before its first request: it waits for a greeting. */
  private static final int MAX_TIMERS = 3;

  private final DialogueContext context;
  private final PlugInFailures failures;

  CandidateDialogues(DialogueContext context, PlugInFailures failures) {
    this.context = context;
    this.failures = failures;
  }

  /** Opens a dialogue, which does nothing before {@link #begin}. */
  GuardedDialogue open(Candidate candidate, boolean secured) {
    return new GuardedDialogue(
        candidate,
        new CandidateContext(
            context, candidate.on(Transport.TCP, context.peer().getPort(), secured), secured),
        failures);
  }

  /** Returns the first step of a dialogue over TLS, or without TLS if it is null. */
  static Step begin(GuardedDialogue dialogue, @Nullable TlsInfo tls) {
    return tls == null ? dialogue.start() : dialogue.secured(tls);
  }

  /** Returns the first step of a dialogue that receives no greeting. */
  static Step beginWithoutGreeting(GuardedDialogue dialogue, @Nullable TlsInfo tls) {
    Step step = begin(dialogue, tls);
    for (int i = 0; i < MAX_TIMERS && isTimedWait(step); i++) {
      step = dialogue.silent();
    }
    return step;
  }

  private static boolean isTimedWait(Step step) {
    return step instanceof Step.Await await && await.silence().isPresent();
  }

  /** Returns whether each dialogue of a protocol sends other bytes, so that an echo proves it. */
  boolean varies(Candidate candidate, @Nullable TlsInfo tls) {
    return firstRequest(candidate, tls)
        .flatMap(
            one -> firstRequest(candidate, tls).map(other -> !one.bytes().equals(other.bytes())))
        .orElse(false);
  }

  private Optional<Step.Send> firstRequest(Candidate candidate, @Nullable TlsInfo tls) {
    return beginWithoutGreeting(open(candidate, tls != null), tls) instanceof Step.Send send
        ? Optional.of(send)
        : Optional.empty();
  }

  /** Returns whether a protocol accepts its own request as the response. */
  boolean acceptsEcho(Candidate candidate, @Nullable TlsInfo tls) {
    GuardedDialogue dialogue = open(candidate, tls != null);
    return beginWithoutGreeting(dialogue, tls) instanceof Step.Send send
        && dialogue.received(send.bytes()) instanceof Step.Finish;
  }
}
