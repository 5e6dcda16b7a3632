package io.portprobe.assertions;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortProbe;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
  private final PortProbe probe;
  private @Nullable ProbeReport answer;

  PortAssert(PortProbe probe) {
    this.probe = probe;
  }

  /**
   * Sets the time until the deadline. Default: that of the client, 5 s unless set.
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
    return is(Claim.LISTENING);
  }

  /**
   * Asserts that nothing listens: every address of the host said no, by a TCP reset or ICMP port
   * unreachable. A packet filter that drops does not say no.
   *
   * @return this
   * @throws AssertionError if not, or if that is not proven
   */
  public PortAssert isNotListening() {
    return is(Claim.NOT_LISTENING);
  }

  /**
   * Asserts that questions do not get through: silence over TCP, or an ICMP error that is not about
   * the port, for every address of the host. Silence over UDP does not prove it.
   *
   * @return this
   * @throws AssertionError if not, or if that is not proven
   */
  public PortAssert isFiltered() {
    return is(Claim.FILTERED);
  }

  private PortAssert is(Claim claim) {
    ProbeReport report = answer(claim.words());
    if (!claim.holds(report)) {
      throw Failure.of(claim, report);
    }
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
    Objects.requireNonNull(reason, "reason");
    String claim = "to have the reason '" + reason.words() + "'";
    ProbeReport report = answer(claim);
    if (report.reason() != reason) {
      throw Failure.ofReason(claim, report);
    }
    return this;
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
    spoken(protocol);
    return this;
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
    ProbeReport report = spoken(protocol);
    F finding =
        finished(report)
            .flatMap(dialogue -> dialogue.finding().stream())
            .filter(type::isInstance)
            .map(type::cast)
            .findFirst()
            .orElseThrow(() -> Failure.ofType(claim(protocol), type, report));
    try {
      requirements.accept(finding);
    } catch (AssertionError e) {
      throw Failure.ofFinding(claim(protocol), finding, report, e);
    }
    return this;
  }

  private ProbeReport spoken(String protocol) {
    ProbeReport report = ask(probe.as(protocol), claim(protocol));
    if (finished(report).findAny().isEmpty()) {
      throw Failure.ofDialogue(claim(protocol), report);
    }
    return report;
  }

  private static String claim(String protocol) {
    return "to speak " + protocol;
  }

  private static Stream<DialogueReport> finished(ProbeReport report) {
    return Evidence.dialogues(report).filter(dialogue -> dialogue.outcome() == Outcome.FINISHED);
  }

  /** The answer that this chain is about. */
  private ProbeReport answer(String claim) {
    if (answer == null) {
      answer = ask(probe.stateOnly(), claim);
    }
    return answer;
  }

  private static ProbeReport ask(PortProbe probe, String claim) {
    CompletableFuture<ProbeReport> report = probe.report();
    try {
      return report.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProbeException unasked) {
        throw Failure.ofException(probe.endpoint(), claim, unasked);
      }
      if (e.getCause() instanceof RuntimeException misuse) {
        throw misuse;
      }
      throw new IllegalStateException(probe.endpoint() + ": the probe failed", e.getCause());
    } catch (InterruptedException e) {
      report.cancel(true);
      Thread.currentThread().interrupt();
      throw Failure.ofInterrupt(probe.endpoint(), claim, e);
    }
  }
}
