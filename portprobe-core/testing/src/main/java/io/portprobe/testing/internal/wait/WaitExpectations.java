package io.portprobe.testing.internal.wait;

import io.portprobe.spi.Finding;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.StateExpectation;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The expectations that a wait can have under its settings.
 *
 * @param settings the settings of the wait
 */
public record WaitExpectations(WaitSettings settings) {
  /**
   * Returns the expectation of a state.
   *
   * @throws IllegalStateException if the peer has to keep connections open, which the state cannot
   */
  public Expectation state(StateExpectation state) {
    Duration open = settings.plan().condition().open();
    if (!open.isZero() && state == StateExpectation.LISTENING) {
      return Expectation.stayingOpen(open, settings.scope());
    }
    requireNoStaysOpenFor();
    return Expectation.of(state, settings.scope());
  }

  /** Returns the expectation of a protocol. */
  public Expectation speaking(String protocol) {
    requireNoStaysOpenFor();
    return Expectation.speaking(protocol, settings.scope());
  }

  /** Returns the expectation of a finding for which a condition holds. */
  public <F extends Finding> Expectation speaking(
      String protocol, Class<F> type, String description, Predicate<? super F> holds) {
    requireNoStaysOpenFor();
    return Expectation.speaking(
        protocol,
        settings.scope(),
        Objects.requireNonNull(type, "type"),
        Objects.requireNonNull(description, "description"),
        Objects.requireNonNull(holds, "condition"));
  }

  /** Returns the expectation of a finding that meets requirements. */
  public <F extends Finding> Expectation speaking(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    requireNoStaysOpenFor();
    return Expectation.speaking(
        protocol,
        settings.scope(),
        Objects.requireNonNull(type, "type"),
        Objects.requireNonNull(requirements, "requirements"));
  }

  private void requireNoStaysOpenFor() {
    Duration open = settings.plan().condition().open();
    if (!open.isZero()) {
      throw new IllegalStateException(
          "staysOpenFor: " + open + " (expected: only with untilListening)");
    }
  }
}
