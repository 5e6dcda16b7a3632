package io.portprobe.testing;

import io.portprobe.CheckReturnValue;
import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import io.portprobe.internal.wait.AbortCondition;
import io.portprobe.internal.wait.Timeline;
import io.portprobe.spi.Finding;
import io.portprobe.testing.internal.expectation.AddressScope;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.StateExpectation;
import io.portprobe.testing.internal.wait.WaitExpectations;
import io.portprobe.testing.internal.wait.WaitRun;
import io.portprobe.testing.internal.wait.WaitSettings;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A wait until ports meet an expectation. Immutable and thread-safe: each setter returns a changed
 * copy, and a wait may be executed any number of times.
 *
 * <pre>{@code
 * awaitPort(tcp("db", 5432)).within(ofSeconds(30)).whileAlive(process).untilListening();
 * awaitAtLeast(2, tcp("n1", 9042), tcp("n2", 9042), tcp("n3", 9042)).heldFor(ofSeconds(2))
 *     .untilListening();
 * awaitPort(udp("ns1", 53)).untilSpeakingAsync("dns").thenRun(...);
 * }</pre>
 *
 * <p>Each port is polled, with short pauses at first, then with longer pauses that vary at random
 * by up to 20 %, and with short pauses again after each change of the result. No probe outlives the
 * deadline. As with {@link PortAssert}, a result that proves nothing does not count: a packet
 * filter or an unresolvable name never ends {@link #untilNotListening()}.
 *
 * <p>The {@code until...} methods throw an {@link AssertionError} at the deadline, or at once when
 * the wait can no longer succeed: a process of {@link #whileAlive} exited, a condition of {@link
 * #unless} holds, or the target policy denies so many ports that too few remain. The message
 * contains the results of each port in order, with equal results in a row counted, and its last
 * report. The cause is the most recent exception, if there was one. Misuse is thrown unchanged:
 * {@link IllegalArgumentException} for an unknown protocol, {@link IllegalStateException} for a
 * closed client.
 *
 * <p>Several ports are polled independently. When enough of them meet the expectation, those whose
 * last report is older than 250 ms are probed again before the wait ends, so that the returned
 * reports differ in time by at most 250 ms plus the time of those probes.
 *
 * <p>The {@code ...Async} methods never block. Their future fails with the same error, and
 * cancelling it ends the wait. It completes on a daemon thread named {@code portprobe-wait-*}.
 * Conditions and requirements are called on such threads too. The pool of these threads is
 * unbounded, so callers' code may block.
 *
 * @param <R> the result of the wait: the report of one port, or of several
 */
public final class PortWait<R> {
  private static final int MAX_PRINTED = 5;

  private static final Duration MAX_TIME = Duration.ofHours(24);
  private static final int MAX_IN_A_ROW = 1_000;
  private static final int MAX_FACTOR = 10;

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
      List<PortProbe> probes, int required, Timeline timeline) {
    return new PortWait<>(WaitSettings.of(probes, required, timeline), reports -> reports);
  }

  private PortWait<R> abortingOn(List<AbortCondition> conditions) {
    return with(settings.plan(plan -> plan.abortingOn(conditions)));
  }

  private PortWait<R> with(WaitSettings changed) {
    return new PortWait<>(changed, result);
  }

  /**
   * Sets the time until the deadline. Default: 30 s. Each port is probed at least once, even if the
   * time is short, unless a condition of {@link #unless} takes longer.
   *
   * @param time more than zero, at most 24 hours
   * @return a changed copy
   * @throws IllegalArgumentException if the time is out of range
   */
  @CheckReturnValue
  public PortWait<R> within(Duration time) {
    return with(settings.plan(plan -> plan.within(positive("within", time))));
  }

  /**
   * Sets a name for the wait. It precedes the error message in brackets.
   *
   * @param description for example {@code "the primary database"}
   * @return a changed copy
   */
  @CheckReturnValue
  public PortWait<R> as(String description) {
    return with(settings.label(Objects.requireNonNull(description, "description")));
  }

  /**
   * Requires that each report shows the expected result on all addresses that the host name
   * resolves to. Default: as for {@link PortAssert}, one listening address is enough.
   *
   * @return a changed copy
   */
  @CheckReturnValue
  public PortWait<R> onAllAddresses() {
    return with(settings.scope(AddressScope.ALL));
  }

  /**
   * Sets how many reports in a row must meet the expectation. Default: 1.
   *
   * @param count 1 to 1000
   * @return a changed copy
   * @throws IllegalArgumentException if the count is out of range
   */
  @CheckReturnValue
  public PortWait<R> inARow(int count) {
    if (count < 1 || count > MAX_IN_A_ROW) {
      throw new IllegalArgumentException(
          "inARow: " + count + " (expected: 1-" + MAX_IN_A_ROW + ")");
    }
    return with(settings.condition(condition -> condition.inARow(count)));
  }

  /**
   * Requires that the peer keeps a connection open for a time, in {@link #untilListening()}. A
   * proxy or load balancer that has no server accepts connections too, but closes them. The time is
   * added to that of each probe. Default: zero, the connection is closed at once.
   *
   * @param time zero or more, at most one hour; must be less than {@link #within}
   * @return a changed copy, whose other {@code until...} methods throw an {@link
   *     IllegalStateException}
   * @throws IllegalArgumentException if the time is out of range
   * @throws IllegalStateException over UDP
   */
  @CheckReturnValue
  public PortWait<R> staysOpenFor(Duration time) {
    for (PortProbe probe : settings.plan().probes()) {
      var unused = probe.holdOpen(time); // checks the range and the transport
    }
    return with(settings.condition(condition -> condition.open(time)));
  }

  /**
   * Sets how long a port must meet the expectation without interruption. The last probe is sent at
   * the end of that time. Default: zero, so one report is enough.
   *
   * @param time zero or more; must be less than {@link #within}, or the {@code until...} method
   *     throws an {@link IllegalArgumentException}
   * @return a changed copy
   * @throws IllegalArgumentException if the time is negative
   */
  @CheckReturnValue
  public PortWait<R> heldFor(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("heldFor: " + time + " (expected: zero or more)");
    }
    return with(settings.condition(condition -> condition.held(time)));
  }

  /**
   * Sets the time limit of each probe, dialogue included. A server that always responds more slowly
   * never ends the wait. Default: 2 s at first, doubled after each probe that exceeded it, up to
   * one minute and never past the deadline of the wait. Both replace the timeout of the client and
   * of the probe.
   *
   * @param time more than zero, at most one hour
   * @return a changed copy
   * @throws IllegalArgumentException if the time is out of range
   */
  @CheckReturnValue
  public PortWait<R> probeTimeout(Duration time) {
    positive("probeTimeout", time);
    var unused = settings.plan().probes().get(0).timeout(time); // checks the range
    return with(settings.polling(polling -> polling.probeTimeout(time)));
  }

  /**
   * Sets the pauses between a report and the next probe. Each pause is 1.5 times as long as the one
   * before. Default: 20 ms to 1 s.
   *
   * @param first the first and shortest pause, more than zero, at most 24 hours
   * @param max the longest pause, not less than the first, at most 24 hours
   * @return a changed copy
   * @throws IllegalArgumentException if a pause is out of range
   */
  @CheckReturnValue
  public PortWait<R> pollEvery(Duration first, Duration max) {
    positive("first", first);
    if (max.compareTo(first) < 0) {
      throw new IllegalArgumentException("max: " + max + " (expected: at least " + first + ")");
    }
    return with(
        settings.polling(polling -> polling.pauses(first, positive("max", max), polling.factor())));
  }

  /**
   * Sets the pauses between a report and the next probe, and their growth.
   *
   * @param first the first and shortest pause, more than zero, at most 24 hours
   * @param max the longest pause, not less than the first, at most 24 hours
   * @param factor how much longer each pause is than the one before, 1 to 10; 1 keeps the pauses
   *     equal
   * @return a changed copy
   * @throws IllegalArgumentException if a pause or the factor is out of range
   */
  @CheckReturnValue
  public PortWait<R> pollEvery(Duration first, Duration max, double factor) {
    if (!(factor >= 1 && factor <= MAX_FACTOR)) { // false for NaN
      throw new IllegalArgumentException("factor: " + factor + " (expected: 1-" + MAX_FACTOR + ")");
    }
    PortWait<R> paused = pollEvery(first, max);
    return with(paused.settings.polling(polling -> polling.pauses(first, max, factor)));
  }

  /**
   * Ends the wait with an error as soon as a child process exits, for example the server under
   * test. The error contains the exit code.
   *
   * @param process a child of this process
   * @return a changed copy
   */
  @CheckReturnValue
  public PortWait<R> whileAlive(Process process) {
    return abortingOn(AbortCondition.process(process));
  }

  /**
   * Ends the wait with an error as soon as a process exits.
   *
   * @param process any process except this one
   * @return a changed copy
   * @throws IllegalStateException if it is this process
   */
  @CheckReturnValue
  public PortWait<R> whileAlive(ProcessHandle process) {
    return abortingOn(AbortCondition.process(process));
  }

  /**
   * Ends the wait with an error as soon as a condition holds. The condition is checked before each
   * probe, and every 100 ms during probes and pauses.
   *
   * @param reason follows "because" in the message, for example {@code "the log contains FATAL"}
   * @param condition called by several threads, but by one at a time in each wait; an exception
   *     ends the wait and is thrown by the {@code until...} method
   * @return a changed copy
   */
  @CheckReturnValue
  public PortWait<R> unless(String reason, BooleanSupplier condition) {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(condition, "condition");
    return abortingOn(List.of(AbortCondition.condition(reason, condition)));
  }

  /**
   * Waits until something listens.
   *
   * @return the report that proves it
   * @throws AssertionError if the wait fails; see {@link PortWait}
   * @throws IllegalArgumentException if {@link #heldFor} or {@link #staysOpenFor} is not less than
   *     {@link #within}
   */
  public R untilListening() {
    return await(each -> each.state(StateExpectation.LISTENING));
  }

  /**
   * Waits until nothing listens, proven as for {@link PortAssert#isNotListening()}.
   *
   * @return the report that proves it
   * @throws AssertionError if the wait fails; see {@link PortWait}
   * @throws IllegalArgumentException if {@link #heldFor} is not less than {@link #within}
   */
  public R untilNotListening() {
    return await(each -> each.state(StateExpectation.NOT_LISTENING));
  }

  /**
   * Waits until no client can use the port, as for {@link PortAssert#isUnavailable()}. A host name
   * that does not resolve does not end the wait, because there is no report to return.
   *
   * @return the report that shows it
   * @throws AssertionError if the wait fails; see {@link PortWait}
   * @throws IllegalArgumentException if {@link #heldFor} is not less than {@link #within}
   */
  public R untilUnavailable() {
    return await(each -> each.state(StateExpectation.UNAVAILABLE));
  }

  /**
   * Waits until the port speaks a protocol.
   *
   * @param protocol the name, any case, for example {@code "dns"}
   * @return the report that proves it, with the finding
   * @throws AssertionError if the wait fails; see {@link PortWait}
   * @throws IllegalArgumentException if the client has no such protocol for this transport, or
   *     {@link #heldFor} is not less than {@link #within}
   */
  public R untilSpeaking(String protocol) {
    return await(each -> each.speaking(protocol));
  }

  /**
   * Waits until the port speaks a protocol and returns a finding that meets the requirements.
   *
   * @param <F> the type of the finding
   * @param protocol the name, any case, for example {@code "ldap"}
   * @param type the type of the finding, for example {@code RootDse.class}
   * @param requirements receives the first finding of that type in each report; throws an {@link
   *     AssertionError} if the finding does not meet the requirements. Any other exception ends the
   *     wait. Not called on the calling thread; in a wait for several ports it is called
   *     concurrently and must be thread-safe
   * @return the report that proves it, with the finding
   * @throws AssertionError if the wait fails; see {@link PortWait}
   * @throws IllegalArgumentException if the client has no such protocol for this transport, or
   *     {@link #heldFor} is not less than {@link #within}
   */
  public <F extends Finding> R untilSpeaking(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    return await(each -> each.speaking(protocol, type, requirements));
  }

  /**
   * Waits until the port speaks a protocol and returns a finding for which a condition holds.
   *
   * @param <F> the type of the finding
   * @param protocol the name, any case, for example {@code "dns"}
   * @param type the type of the finding, for example {@code DnsAnswer.class}
   * @param description the condition in words, for the error message
   * @param condition receives the first finding of that type in each report. An exception ends the
   *     wait. Called as the requirements of {@link #untilSpeaking(String, Class, Consumer)} are
   * @return the report that proves it, with the finding
   * @throws AssertionError if the wait fails; see {@link PortWait}
   * @throws IllegalArgumentException if the client has no such protocol for this transport, or
   *     {@link #heldFor} is not less than {@link #within}
   */
  public <F extends Finding> R untilSpeaking(
      String protocol, Class<F> type, String description, Predicate<? super F> condition) {
    return await(each -> each.speaking(protocol, type, description, condition));
  }

  /**
   * Starts to wait until something listens, without blocking.
   *
   * @return the report that proves it; see {@link PortWait}
   * @throws IllegalArgumentException if {@link #heldFor} or {@link #staysOpenFor} is not less than
   *     {@link #within}
   */
  public CompletableFuture<R> untilListeningAsync() {
    return start(each -> each.state(StateExpectation.LISTENING));
  }

  /**
   * Starts to wait until nothing listens, without blocking.
   *
   * @return the report that proves it; see {@link PortWait}
   * @throws IllegalArgumentException if {@link #heldFor} is not less than {@link #within}
   */
  public CompletableFuture<R> untilNotListeningAsync() {
    return start(each -> each.state(StateExpectation.NOT_LISTENING));
  }

  /**
   * Starts to wait until no client can use the port, without blocking; see {@link
   * #untilUnavailable()}.
   *
   * @return the report that shows it; see {@link PortWait}
   * @throws IllegalArgumentException if {@link #heldFor} is not less than {@link #within}
   */
  public CompletableFuture<R> untilUnavailableAsync() {
    return start(each -> each.state(StateExpectation.UNAVAILABLE));
  }

  /**
   * Starts to wait until the port speaks a protocol, without blocking.
   *
   * @param protocol the name, any case
   * @return the report that proves it, with the finding; see {@link PortWait}
   * @throws IllegalArgumentException if the client has no such protocol for this transport, or
   *     {@link #heldFor} is not less than {@link #within}
   */
  public CompletableFuture<R> untilSpeakingAsync(String protocol) {
    return start(each -> each.speaking(protocol));
  }

  /**
   * Starts to wait until the port returns a finding that meets the requirements, without blocking;
   * see {@link #untilSpeaking(String, Class, Consumer)}.
   *
   * @param <F> the type of the finding
   * @param protocol the name, any case
   * @param type the type of the finding
   * @param requirements throws an {@link AssertionError} if the finding does not meet the
   *     requirements; must be thread-safe if the wait is for several ports
   * @return the report that proves it, with the finding; see {@link PortWait}
   * @throws IllegalArgumentException if the client has no such protocol for this transport, or
   *     {@link #heldFor} is not less than {@link #within}
   */
  public <F extends Finding> CompletableFuture<R> untilSpeakingAsync(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    return start(each -> each.speaking(protocol, type, requirements));
  }

  /**
   * Starts to wait until the port returns a finding for which a condition holds, without blocking;
   * see {@link #untilSpeaking(String, Class, String, Predicate)}.
   *
   * @param <F> the type of the finding
   * @param protocol the name, any case
   * @param type the type of the finding
   * @param description the condition in words, for the error message
   * @param condition must be thread-safe if the wait is for several ports
   * @return the report that proves it, with the finding; see {@link PortWait}
   * @throws IllegalArgumentException if the client has no such protocol for this transport, or
   *     {@link #heldFor} is not less than {@link #within}
   */
  public <F extends Finding> CompletableFuture<R> untilSpeakingAsync(
      String protocol, Class<F> type, String description, Predicate<? super F> condition) {
    return start(each -> each.speaking(protocol, type, description, condition));
  }

  private CompletableFuture<R> start(Function<WaitExpectations, Expectation> expectation) {
    return run(expectation).start();
  }

  private R await(Function<WaitExpectations, Expectation> expectation) {
    return run(expectation).await();
  }

  private WaitRun<R> run(Function<WaitExpectations, Expectation> expectation) {
    return new WaitRun<>(settings, expectation.apply(new WaitExpectations(settings)), result);
  }

  private static Duration positive(String name, Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          name + ": " + time + " (expected: more than zero, at most " + MAX_TIME + ")");
    }
    return time;
  }

  /**
   * Returns the ports, at most the first five, and the deadline of this wait.
   *
   * @return for example {@code "wait for tcp://db:5432 within 30.00 s"}
   */
  @Override
  public String toString() {
    int more = settings.plan().probes().size() - MAX_PRINTED;
    return settings.plan().probes().stream()
        .limit(MAX_PRINTED)
        .map(probe -> probe.endpoint().toString())
        .collect(
            Collectors.joining(
                ", ",
                settings.plan().required() < settings.plan().probes().size()
                    ? "wait for " + settings.plan().required() + " of "
                    : "wait for ",
                (more > 0 ? " and " + more + " more" : "")
                    + " within "
                    + TimeText.of(settings.plan().within())));
  }
}
