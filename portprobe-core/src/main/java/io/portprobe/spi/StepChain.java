package io.portprobe.spi;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps that a dialogue returns for several lines or frames which were received together,
 * joined to one step. Not thread-safe.
 */
final class StepChain {
  private final List<ByteBuffer> toSend = new ArrayList<>();
  private @Nullable Step last;

  /**
   * Appends a step.
   *
   * @return whether the dialogue continues to receive on this connection, so that the next line or
   *     frame may be processed
   */
  boolean append(Step step) {
    Step rest = step;
    while (rest instanceof Step.Send send) {
      toSend.add(send.bytes());
      last = null; // sending cancels an earlier timer
      rest = send.then();
    }
    boolean keepsTimer = rest instanceof Step.Await await && await.silence().isEmpty();
    if (!keepsTimer || last == null) {
      last = rest;
    }
    return receives(rest);
  }

  /** Returns the joined step, which waits if no step was appended. */
  Step toStep() {
    Step joined = last == null ? Step.await() : last;
    for (int i = toSend.size() - 1; i >= 0; i--) {
      joined = Step.send(toSend.get(i), joined);
    }
    return joined;
  }

  /** Returns whether the dialogue continues to receive on this connection after a step. */
  static boolean receives(Step step) {
    Step end = end(step);
    return end instanceof Step.Await || end instanceof Step.More;
  }

  /** Returns whether a step is not possible after the end of the stream. */
  static boolean needsStream(Step step) {
    return receives(step) || end(step) instanceof Step.StartTls;
  }

  /** Returns the step without those that send. */
  static Step end(Step step) {
    Step rest = step;
    while (rest instanceof Step.Send send) {
      rest = send.then();
    }
    return rest;
  }
}
