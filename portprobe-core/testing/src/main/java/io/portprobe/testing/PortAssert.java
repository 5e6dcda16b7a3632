package io.portprobe.testing;

import io.portprobe.Attempt;
import io.portprobe.CheckReturnValue;
import io.portprobe.PortProbe;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import io.portprobe.testing.internal.expectation.AddressScope;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An assertion about one port. The first assertion of a chain sends a probe; the following
 * assertions check the same report, except {@link #speaks} and {@link #staysOpenFor}, which send
 * another probe. All methods block until the report is complete, at the latest until the deadline.
 * Not thread-safe.
 *
 * <p>An assertion that does not hold throws an {@link AssertionError} that names the endpoint, what
 * was expected, the state, reason and evidence of every address, and what to do next. It is
 * opentest4j's {@code AssertionFailedError} if opentest4j is on the class path, as it is with
 * JUnit. The message says "not proven" if the report supports neither the expectation nor its
 * opposite, or if the probe could not be sent (the cause is a {@link ProbeException} then). Misuse
 * is thrown unchanged: {@link IllegalArgumentException} for an unknown protocol, {@link
 * IllegalStateException} for a closed client.
 *
 * <p>A host name may have several addresses. Unless {@link #onAllAddresses()} is called, one
 * listening address is enough, and an address that has not responded 1 s after that one is reported
 * as skipped.
 */
public final class PortAssert {
  private static final Duration MAX_LIMIT = Duration.ofHours(1);

  private final PortProbe probe;
  private final AddressScope scope;
  private Optional<String> label;
  private @Nullable ProbeReport report;

  PortAssert(PortProbe probe) {
    this(probe, AddressScope.ANY, Optional.empty());
  }

  private PortAssert(PortProbe probe, AddressScope scope, Optional<String> label) {
    this.probe = probe;
    this.scope = scope;
    this.label = label;
  }

  /**
   * Sets a name for the assertions that follow. It precedes their error messages in brackets.
   *
   * @param description for example {@code "the primary database"}
   * @return this
   */
  public PortAssert as(String description) {
    label = Optional.of(description);
    return this;
  }

  /**
   * Sets the time until the deadline. Default: the timeout of the probe, or of the client (5 s
   * unless set).
   *
   * @param timeout more than zero, at most one hour
   * @return a new assertion about the same port, which has not sent a probe yet
   * @throws IllegalArgumentException if the timeout is out of range
   */
  @CheckReturnValue
  public PortAssert within(Duration timeout) {
    return new PortAssert(probe.timeout(timeout), scope, label);
  }

  /**
   * Requires each assertion of all addresses that the host name resolves to. Default: one listening
   * address is enough for {@link #isListening}, {@link #respondsWithin}, {@link #isReachable}, and
   * {@link #staysOpenFor} and {@link #speaks}, and {@link #hasReason} checks the reason of the
   * overall state.
   *
   * @return a new assertion about the same port, which has not sent a probe yet
   */
  @CheckReturnValue
  public PortAssert onAllAddresses() {
    return new PortAssert(probe, AddressScope.ALL, label);
  }

  /**
   * Asserts that the port is listening: at least one address of the host completed a TCP handshake
   * or sent a UDP reply.
   *
   * @return this
   * @throws AssertionError if nothing listens, or if it is not proven that something listens
   */
  public PortAssert isListening() {
    return is(Expectation.of(StateExpectation.LISTENING, scope));
  }

  /**
   * Asserts that nothing listens: every address of the host responded with a TCP reset or an ICMP
   * port unreachable. A packet filter that drops packets does not prove this.
   *
   * @return this
   * @throws AssertionError if something listens, or if it is not proven that nothing listens
   */
  public PortAssert isNotListening() {
    return is(Expectation.of(StateExpectation.NOT_LISTENING, scope));
  }

  /**
   * Asserts that the port is filtered: for every address of the host the TCP connection timed out,
   * or an ICMP error other than port unreachable was received. Silence over UDP does not prove
   * this.
   *
   * @return this
   * @throws AssertionError if the port is reachable, or if it is not proven that it is filtered
   */
  public PortAssert isFiltered() {
    return is(Expectation.of(StateExpectation.FILTERED, scope));
  }

  /**
   * Asserts that no client can use the port: every address refused, sent an ICMP error, or did not
   * respond in time, or the host has no address any more. Use {@link #isNotListening()} if neither
   * a packet filter nor a missing name must satisfy the assertion. Silence over UDP does not
   * satisfy it.
   *
   * @return this
   * @throws AssertionError if something listens, or if that is not known
   */
  public PortAssert isUnavailable() {
    return is(Expectation.of(StateExpectation.UNAVAILABLE, scope));
  }

  /**
   * Asserts that packets reach the port: at least one address of the host is listening or not
   * listening. An ICMP error from a host, a router or a filter refutes this. Silence proves
   * nothing.
   *
   * @return this
   * @throws AssertionError if the port is not reachable, or if it is not proven that it is
   */
  public PortAssert isReachable() {
    return is(Expectation.of(StateExpectation.REACHABLE, scope));
  }

  /**
   * Asserts that the port is listening and that the fastest address responded within a limit. The
   * time runs from opening the socket to the end of the TCP handshake, or to the UDP reply; see
   * {@link Attempt#elapsed()}. Name resolution does not count. The deadline does not change: the
   * probe waits for a slower response too, so that the error can report its time.
   *
   * @param limit more than zero, at most one hour
   * @return this
   * @throws AssertionError if the response was slower, if nothing listens, or if it is not proven
   *     that something listens
   * @throws IllegalArgumentException if the limit is out of range
   */
  public PortAssert respondsWithin(Duration limit) {
    return is(Expectation.responding(inRange("limit", limit), scope));
  }

  /**
   * Asserts that the port is listening and that the peer keeps a connection open for a time. A
   * proxy or load balancer that has no server accepts connections too, but closes them. Sends a
   * separate probe, which takes this time longer; see {@link PortProbe#holdOpen}.
   *
   * @param time more than zero, at most one hour
   * @return this
   * @throws AssertionError if the peer closed the connection earlier, if nothing listens, or if it
   *     is not proven that something listens
   * @throws IllegalArgumentException if the time is out of range
   * @throws IllegalStateException over UDP
   */
  public PortAssert staysOpenFor(Duration time) {
    return checkAnother(Expectation.stayingOpen(inRange("time", time), scope));
  }

  private static Duration inRange(String name, Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(MAX_LIMIT) > 0) {
      throw new IllegalArgumentException(
          name + ": " + time + " (expected: more than zero, at most " + MAX_LIMIT + ")");
    }
    return time;
  }

  /**
   * Asserts that the host resolves to an address. The port may have any state.
   *
   * <p>The assertion also probes the port, so that later assertions have its report: a port that is
   * filtered takes the timeout of the probe. {@link io.portprobe.ProbeClient#resolve} resolves a
   * name alone.
   *
   * @return this
   * @throws AssertionError if name resolution failed; the message states whether the name does not
   *     exist or the name servers did not reply
   */
  public PortAssert resolves() {
    return is(Expectation.resolving());
  }

  /**
   * Asserts that the name servers know no address of the host: the name does not exist, or has no
   * IP address. A name server that fails or does not reply does not prove this.
   *
   * @return this
   * @throws AssertionError if the host has an address, or if that is not known
   */
  public PortAssert doesNotResolve() {
    return is(Expectation.notResolving());
  }

  /** Checks the report of a separate probe. */
  private PortAssert checkAnother(Expectation expectation) {
    Optional<ProbeReport> sent = send(expectation);
    if (sent.isPresent()) { // no lambda, whose frames would be on top of the stack trace
      check(expectation, sent.get());
    }
    return this;
  }

  private PortAssert is(Expectation expectation) {
    if (report == null) {
      report = send(expectation).orElse(null);
    }
    if (report != null) { // otherwise the missing address meets the expectation
      check(expectation, report);
    }
    return this;
  }

  /**
   * Asserts the reason of the state; see {@link ProbeReport#reason()}.
   *
   * @param reason the expected reason
   * @return this
   * @throws AssertionError if the reason differs, or if the probe could not be sent
   */
  public PortAssert hasReason(Reason reason) {
    return is(Expectation.reason(Objects.requireNonNull(reason, "reason"), scope));
  }

  /**
   * Asserts that the port speaks a protocol: the dialogue finished on at least one address of the
   * host. The port number does not matter.
   *
   * @param protocol the name, any case, for example {@code "ldap"}
   * @return this
   * @throws AssertionError if the dialogue did not finish on any address
   * @throws IllegalArgumentException if the client has no such protocol for this transport
   * @throws IllegalStateException if the probe is {@linkplain PortProbe#stateOnly() state-only}
   */
  public PortAssert speaks(String protocol) {
    return speaks(Expectation.speaking(protocol, scope));
  }

  /**
   * Asserts that the port speaks a protocol and returns a finding that meets the requirements.
   *
   * @param <F> the type of the finding
   * @param protocol the name, any case, for example {@code "ldap"}
   * @param type the type of the finding, for example {@code RootDse.class}
   * @param requirements receives the first finding of that type; throws an {@link AssertionError}
   *     if the finding does not meet the requirements. Called on the calling thread
   * @return this
   * @throws AssertionError if the dialogue did not finish, no finding has that type, or the
   *     requirements threw an error, which is the cause then
   * @throws IllegalArgumentException if the client has no such protocol for this transport
   * @throws IllegalStateException if the probe is {@linkplain PortProbe#stateOnly() state-only}
   */
  public <F extends Finding> PortAssert speaks(
      String protocol, Class<F> type, Consumer<? super F> requirements) {
    Objects.requireNonNull(type, "type");
    return speaks(
        Expectation.speaking(
            protocol, scope, type, Objects.requireNonNull(requirements, "requirements")));
  }

  /**
   * Asserts that the port speaks a protocol and returns a finding for which a condition holds.
   *
   * <pre>{@code
   * assertThatPort("udp://ns1:53")
   *     .speaks("dns", DnsAnswer.class, "rcode NOERROR", dns -> dns.rcode().equals("NOERROR"));
   * }</pre>
   *
   * @param <F> the type of the finding
   * @param protocol the name, any case, for example {@code "dns"}
   * @param type the type of the finding, for example {@code DnsAnswer.class}
   * @param description the condition in words, for the error message
   * @param condition receives the first finding of that type; called on the calling thread
   * @return this
   * @throws AssertionError if the dialogue did not finish, no finding has that type, or the
   *     condition does not hold
   * @throws IllegalArgumentException if the client has no such protocol for this transport
   * @throws IllegalStateException if the probe is {@linkplain PortProbe#stateOnly() state-only}
   */
  public <F extends Finding> PortAssert speaks(
      String protocol, Class<F> type, String description, Predicate<? super F> condition) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(condition, "condition");
    return speaks(Expectation.speaking(protocol, scope, type, description, condition));
  }

  private PortAssert speaks(Expectation expectation) {
    return checkAnother(expectation);
  }

  private void check(Expectation expectation, ProbeReport received) {
    Optional<UnmetExpectation> unmet = expectation.check().apply(received);
    if (unmet.isPresent()) {
      throw AssertionErrors.of(subject(expectation), received, unmet.get());
    }
  }

  private AssertionErrors.Subject subject(Expectation expectation) {
    return new AssertionErrors.Subject(label, probe.endpoint(), expectation.description());
  }

  /** Returns the report; empty if the expectation is met because no probe could be sent. */
  private Optional<ProbeReport> send(Expectation expectation) {
    PortProbe prepared = expectation.prepare().apply(probe);
    CompletableFuture<ProbeReport> sent = prepared.report();
    try {
      return Optional.of(sent.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProbeException unsent) {
        if (expectation.metBy().test(unsent)) {
          return Optional.empty();
        }
        throw AssertionErrors.of(subject(expectation), unsent, expectation.unmetBy(unsent));
      }
      if (e.getCause() instanceof RuntimeException misuse) {
        throw misuse;
      }
      throw new IllegalStateException(prepared.endpoint() + ": the probe failed", e.getCause());
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw AssertionErrors.of(subject(expectation), e);
    }
  }

  /**
   * Returns the endpoint of this assertion.
   *
   * @return for example {@code "assertion about tcp://db:5432"}
   */
  @Override
  public String toString() {
    return "assertion about " + probe.endpoint();
  }
}
