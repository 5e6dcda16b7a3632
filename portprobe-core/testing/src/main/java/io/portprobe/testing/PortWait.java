package io.portprobe.testing;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.spi.Finding;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.StateExpectation;
import io.portprobe.testing.internal.wait.AbortCondition;
import io.portprobe.testing.internal.wait.Timeline;
import io.portprobe.testing.internal.wait.WaitExecution;
import io.portprobe.testing.internal.wait.WaitSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Waits until ports are as they should be. Immutable: each setter returns a changed copy, and a
 * wait may be used any number of times, by several threads at once.
 *
 * <pre>{@code
 * awaitPort(tcp("db", 5432)).within(ofSeconds(30)).whileAlive(process).untilListening();
 * awaitAtLeast(2, tcp("n1", 9042), tcp("n2", 9042), tcp("n3", 9042)).heldFor(ofSeconds(2))
 *     .untilListening();
 * awaitPort(udp("ns1", 53)).untilSpeakingAsync("dns").thenRun(...);
 * }</pre>
 *
 * <p>It asks again and again: quickly at first, then with pauses that grow and vary by a fifth, and
 * quickly again when something changes. No question outlives the deadline. As with {@link
 * PortAssert}, what is not proven does not count: a packet filter or a name without an address
 * never ends a wait for a port not to listen.
 *
 * <p>A terminal call throws an {@link AssertionError} when the deadline comes, or at once when the
 * wait cannot end well: a guarded process ended, a guard said so, or the target policy forbids the
 * question about so many ports that too few are left. It tells what each port answered when, by run
 * lengths, and what its last answer was. Its cause is what was thrown last on the way, if something
 * was. Misuse, such as the name of an unknown protocol or a client that is closed, is thrown as it
 * is.
 *
 * <p>Several ports are asked independently of each other. When enough of them are as they should,
 * those whose last answer is older than a quarter of a second are asked again before the wait ends,
 * so that what it gives was true at the same time but for that and the time of those questions.
 *
 * <p>The asynchronous forms never block; their future fails with the same error, and cancelling it
 * ends the wait. It completes on a daemon thread named {@code portprobe-wait-*}, as a caller's
 * guards and requirements are called on such threads; there are as many as are needed at once, so
 * that one may block.
 *
 * @param <R> what a wait gives: the answer of one port, or of several
 */
public final class PortWait<R> {
  private final WaitSettings settings;
  private final Function<List<ProbeReport>, R> result;

  private PortWait(WaitSettings settings, Function<List<ProbeReport>, R> result) {
    this.settings = settings;
    this.result = result;
  }

  static PortWait<ProbeReport> one(PortProbe probe, Timeline timeline) {
    return new PortWait<>(WaitSettings.of(List.of(probe), 1, timeline), reports -> reports.get(0));
  }

  static PortWait<List<ProbeReport>> several(
      List<PortProbe> probes, int enough, Timeline timeline) {
    return new PortWait<>(WaitSettings.of(probes, enough, timeline), reports -> reports);
  }

  private PortWait<R> with(WaitSettings changed) {
    return new PortWait<>(changed, result);
  }

  /**
   * Sets the time until the deadline. Default: 30 s. However short it is, each port is asked once,
   * unless a guard that is asked first takes so long.
   *
   * @param time more than zero, at most 24 hours
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public PortWait<R> within(Duration time) {
    return with(settings.within(positive("within", time)));
  }

  /**
   * Sets how long a port must be as it should without a break, asked again at the end of that time.
   * Default: zero, so that one answer is enough.
   *
   * @param time zero or more; less than {@link #within}, or the call that begins to wait throws an
   *     {@link IllegalArgumentException}
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public PortWait<R> heldFor(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("heldFor: " + time + " (expected: zero or more)");
    }
    return with(settings.held(time));
  }

  /**
   * Sets the time that one question has, dialogue included. Default: 2 s, whatever the timeout of
   * the client or the probe. What answers more slowly than this never ends a wait.
   *
   * @param time more than zero, at most an hour
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public PortWait<R> probeTimeout(Duration time) {
    positive("eachWithin", time);
    settings.probes().get(0).timeout(time); // knows the range
    return with(settings.each(time));
  }

  /**
   * Sets the pauses between an answer and the next question. They grow by half each time. Default:
   * 20 ms to 1 s.
   *
   * @param first the first and shortest, more than zero
   * @param most the longest, not less than the first
   * @return a changed copy
   * @throws IllegalArgumentException if they are out of range
   */
  public PortWait<R> pollEvery(Duration first, Duration most) {
    positive("first", first);
    if (most.compareTo(first) < 0) {
      throw new IllegalArgumentException("most: " + most + " (expected: at least " + first + ")");
    }
    return with(settings.pauses(first, positive("most", most)));
  }

  /**
   * Gives up at once when a process ends: the server that is waited for.
   *
   * @param process a child of this one
   * @return a changed copy
   */
  public PortWait<R> whileAlive(Process process) {
    return with(settings.guards(AbortCondition.process(process)));
  }

  /**
   * Gives up at once when a process ends.
   *
   * @param process any process but this one
   * @return a changed copy
   * @throws IllegalStateException if it is this process
   */
  public PortWait<R> whileAlive(ProcessHandle process) {
    return with(settings.guards(AbortCondition.process(process)));
  }

  /**
   * Gives up when a condition holds; it is looked at before each question and, while an answer is
   * waited for and between questions, every 100 ms.
   *
   * @param words what has happened then, for the message: {@code "the log says FATAL"}
   * @param condition is called by several threads, though never by two at once in one wait; what it
   *     throws ends the wait, too
   * @return a changed copy
   */
  public PortWait<R> unless(String words, BooleanSupplier condition) {
    Objects.requireNonNull(words, "words");
    Objects.requireNonNull(condition, "condition");
    return with(settings.guards(List.of(AbortCondition.condition(words, condition))));
  }

  /**
   * Waits until something listens.
   *
   * @return the answer that showed it
   * @throws AssertionError see {@link PortWait}
   * @throws IllegalArgumentException if {@link #heldFor} is not less than {@link #within}
   */
  public R untilListening() {
    return await(Expectation.of(StateExpectation.LISTENING));
  }

  /**
   * Waits until nothing listens, shown as by {@link PortAssert#isNotListening()}.
   *
   * @return the answer that showed it
   * @throws AssertionError see {@link PortWait}
   * @throws IllegalArgumentException if {@link #heldFor} is not less than {@link #within}
   */
  public R untilNotListening() {
    return await(Expectation.of(StateExpectation.NOT_LISTENING));
  }

  /**
   * Waits until a protocol is spoken.
   *
   * @param protocol the name, any case, for example {@code "dns"}
   * @return the answer that showed it, with what was found
   * @throws AssertionError see {@link PortWait}
   * @throws IllegalArgumentException if the client knows no such protocol over this transport, or
   *     {@link #heldFor} is not less than {@link #within}
   */
  public R untilSpeaking(String protocol) {
    return await(Expectation.speaking(protocol));
  }

  /**
   * Waits until a protocol is spoken and what it finds is as required.
   *
   * @param <F> the type of the finding
   * @param protocol the name, any case, for example {@code "ldap"}
   * @param type the type of the finding, for example {@code RootDse.class}
   * @param requirements is given the first finding of that type in each answer and throws an {@link
   *     AssertionError} if it is not as it should be; what else it throws ends the wait. Is called
   *     on other threads than the caller's; in a wait for several ports by several of them at once,
   *     so it must be safe for that
   * @return the answer that showed it, with what was found
   * @throws AssertionError see {@link PortWait}
   * @throws IllegalArgumentException if the client knows no such protocol over this transport, or
   *     {@link #heldFor} is not less than {@link #within}
   */
  public <F extends Finding> R untilSpeaking(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    return await(goal(protocol, type, requirements));
  }

  /**
   * As {@link #untilListening()}, without blocking.
   *
   * @return see {@link PortWait}
   * @throws IllegalArgumentException if {@link #heldFor} is not less than {@link #within}
   */
  public CompletableFuture<R> untilListeningAsync() {
    return begin(Expectation.of(StateExpectation.LISTENING));
  }

  /**
   * As {@link #untilNotListening()}, without blocking.
   *
   * @return see {@link PortWait}
   * @throws IllegalArgumentException if {@link #heldFor} is not less than {@link #within}
   */
  public CompletableFuture<R> untilNotListeningAsync() {
    return begin(Expectation.of(StateExpectation.NOT_LISTENING));
  }

  /**
   * As {@link #untilSpeaking(String)}, without blocking.
   *
   * @param protocol the name, any case
   * @return see {@link PortWait}
   * @throws IllegalArgumentException if the client knows no such protocol over this transport, or
   *     {@link #heldFor} is not less than {@link #within}
   */
  public CompletableFuture<R> untilSpeakingAsync(String protocol) {
    return begin(Expectation.speaking(protocol));
  }

  /**
   * As {@link #untilSpeaking(String, Class, Consumer)}, without blocking.
   *
   * @param <F> the type of the finding
   * @param protocol the name, any case
   * @param type the type of the finding
   * @param requirements throws an {@link AssertionError} if a finding is not as it should be; safe
   *     for use by several threads at once if the wait is for several ports
   * @return see {@link PortWait}
   * @throws IllegalArgumentException if the client knows no such protocol over this transport, or
   *     {@link #heldFor} is not less than {@link #within}
   */
  public <F extends Finding> CompletableFuture<R> untilSpeakingAsync(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    return begin(goal(protocol, type, requirements));
  }

  private static <F extends Finding> Expectation goal(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    return Expectation.speaking(
        protocol,
        Objects.requireNonNull(type, "type"),
        Objects.requireNonNull(requirements, "requirements"));
  }

  private CompletableFuture<R> begin(Expectation goal) {
    CompletableFuture<List<ProbeReport>> waiting = WaitExecution.begin(settings, goal).result();
    CompletableFuture<R> future = new CompletableFuture<>();
    var unused =
        waiting.whenComplete(
            (reports, failure) -> {
              if (failure == null) {
                future.complete(result.apply(reports));
              } else {
                future.completeExceptionally(failure);
              }
            });
    var unusedToo = future.whenComplete((answer, failure) -> waiting.cancel(true));
    return future;
  }

  private R await(Expectation goal) {
    WaitExecution waiting = WaitExecution.begin(settings, goal);
    try {
      return result.apply(waiting.await());
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (InterruptedException e) {
      waiting.result().cancel(true);
      Thread.currentThread().interrupt();
      Endpoint endpoint = settings.probes().get(0).endpoint();
      throw AssertionErrors.of(endpoint, goal.words(), e);
    }
  }

  /** An error of this thread, whose stack leads to the test, from one of another thread. */
  private static RuntimeException thrown(@Nullable Throwable failure) {
    if (failure instanceof AssertionError e) {
      AssertionError here = new AssertionError(e.getMessage(), e.getCause());
      for (Throwable suppressed : e.getSuppressed()) {
        here.addSuppressed(suppressed);
      }
      throw here;
    }
    if (failure instanceof RuntimeException misuse && !(failure instanceof ProbeException)) {
      throw misuse;
    }
    throw new IllegalStateException("the wait failed: " + failure, failure);
  }

  private static Duration positive(String what, Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException(
          what + ": " + time + " (expected: more than zero, at most PT24H)");
    }
    return time;
  }
}
