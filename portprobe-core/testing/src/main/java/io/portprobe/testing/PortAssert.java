package io.portprobe.testing;

import io.portprobe.Attempt;
import io.portprobe.PortProbe;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.StateExpectation;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asserts something about a port. The first assertion of a chain asks the network, and those behind
 * it look at the same answer; {@link #speaks} asks again. All block until the answer is there, at
 * the latest until the deadline. Not safe for use by several threads at once.
 *
 * <p>An assertion that does not hold throws an {@link AssertionError} that names the endpoint, what
 * was expected, and what came back from every address: state, reason and evidence. It says "not
 * proven" where the answer supports neither the claim nor its opposite, or where the question could
 * not be asked ({@link ProbeException}, which is its cause then). Misuse, such as the name of an
 * unknown protocol or a client that is closed, is thrown as it is.
 */
public final class PortAssert {
  private static final Duration LONGEST = Duration.ofHours(1);

  private final PortProbe probe;
  private @Nullable ProbeReport answer;

  PortAssert(PortProbe probe) {
    this.probe = probe;
  }

  /**
   * Sets the time until the deadline. Default: that of the probe, or of the client: 5 s unless set.
   *
   * @param timeout more than zero, at most an hour
   * @return an assertion about the same port that has asked nothing yet
   * @throws IllegalArgumentException if it is out of range
   */
  public PortAssert within(Duration timeout) {
    return new PortAssert(probe.timeout(timeout));
  }

  /**
   * Asserts that something listens: a TCP handshake was done, or a datagram came back, on at least
   * one of the addresses of the host.
   *
   * @return this
   * @throws AssertionError if not, or if that is not proven
   */
  public PortAssert isListening() {
    return is(Expectation.of(StateExpectation.LISTENING));
  }

  /**
   * Asserts that nothing listens: every address of the host said no, by a TCP reset or ICMP port
   * unreachable. A packet filter that drops does not say no.
   *
   * @return this
   * @throws AssertionError if not, or if that is not proven
   */
  public PortAssert isNotListening() {
    return is(Expectation.of(StateExpectation.NOT_LISTENING));
  }

  /**
   * Asserts that questions do not get through: silence over TCP, or an ICMP error that is not about
   * the port, for every address of the host. Silence over UDP does not prove it.
   *
   * @return this
   * @throws AssertionError if not, or if that is not proven
   */
  public PortAssert isFiltered() {
    return is(Expectation.of(StateExpectation.FILTERED));
  }

  /**
   * Asserts that questions get through to the port: at least one address of the host said yes or
   * no, so that something listens there, or the host itself answered that nothing does. An ICMP
   * message that a host, a network or a filter is in the way refutes it; silence proves nothing.
   *
   * @return this
   * @throws AssertionError if not, or if that is not proven
   */
  public PortAssert isReachable() {
    return is(Expectation.of(StateExpectation.REACHABLE));
  }

  /**
   * Asserts that something listens and said so quickly: from opening the socket to the end of the
   * TCP handshake, or to the reply over UDP, on the fastest of the addresses; see {@link
   * Attempt#elapsed()}. The look-up of the name does not count. It does not change the deadline: a
   * slower answer is still waited for, so that the error can tell how slow it was.
   *
   * @param limit more than zero, at most an hour, as no question has more
   * @return this
   * @throws AssertionError if it took longer, if nothing listens, or if that is not proven
   * @throws IllegalArgumentException if the limit is out of range
   */
  public PortAssert answersWithin(Duration limit) {
    if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "limit: " + limit + " (expected: more than zero, at most " + LONGEST + ")");
    }
    return is(Expectation.answering(limit));
  }

  private PortAssert is(Expectation goal) {
    if (answer == null) {
      answer = ask(goal);
    }
    check(goal, answer);
    return this;
  }

  /**
   * Asserts on what ground the state was given; see {@link ProbeReport#reason()}.
   *
   * @param reason the reason
   * @return this
   * @throws AssertionError if it is another, or if the question could not be asked
   */
  public PortAssert hasReason(Reason reason) {
    return is(Expectation.reason(Objects.requireNonNull(reason, "reason")));
  }

  /**
   * Asserts that a protocol is spoken, whatever the port: its dialogue finished on at least one of
   * the addresses of the host.
   *
   * @param protocol the name, any case, for example {@code "ldap"}
   * @return this
   * @throws AssertionError if not, or if that is not proven
   * @throws IllegalArgumentException if the client knows no such protocol over this transport
   */
  public PortAssert speaks(String protocol) {
    return speaks(Expectation.speaking(protocol));
  }

  /**
   * Asserts that a protocol is spoken, and something about what was found.
   *
   * @param <F> the type of the finding
   * @param protocol the name, any case, for example {@code "ldap"}
   * @param type the type of the finding, for example {@code RootDse.class}
   * @param requirements is given the first finding of that type and throws an {@link
   *     AssertionError} if it is not as it should be
   * @return this
   * @throws AssertionError if the protocol is not spoken, nothing of that type was found, or the
   *     requirements throw one, which is its cause then
   * @throws IllegalArgumentException if the client knows no such protocol over this transport
   */
  public <F extends Finding> PortAssert speaks(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    Objects.requireNonNull(type, "type");
    return speaks(
        Expectation.speaking(protocol, type, Objects.requireNonNull(requirements, "requirements")));
  }

  private PortAssert speaks(Expectation goal) {
    check(goal, ask(goal));
    return this;
  }

  private static void check(Expectation goal, ProbeReport report) {
    Optional<UnmetExpectation> shortfall = goal.test().apply(report);
    if (shortfall.isPresent()) {
      throw AssertionErrors.of(goal.words(), report, shortfall.get());
    }
  }

  private ProbeReport ask(Expectation goal) {
    PortProbe asked = goal.question().apply(probe);
    CompletableFuture<ProbeReport> report = asked.report();
    try {
      return report.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProbeException unasked) {
        throw AssertionErrors.of(asked.endpoint(), goal.words(), unasked);
      }
      if (e.getCause() instanceof RuntimeException misuse) {
        throw misuse;
      }
      throw new IllegalStateException(asked.endpoint() + ": the probe failed", e.getCause());
    } catch (InterruptedException e) {
      report.cancel(true);
      Thread.currentThread().interrupt();
      throw AssertionErrors.of(asked.endpoint(), goal.words(), e);
    }
  }
}
