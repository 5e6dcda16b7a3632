package io.portprobe.testing.contract;

import io.portprobe.CheckReturnValue;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.testing.internal.contract.ContractText;
import io.portprobe.testing.internal.contract.ContractWords;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The expectations of one port in a {@link NetworkContract}. Immutable and thread-safe: each {@code
 * with...} method returns a changed copy.
 *
 * <pre>{@code
 * ContractEntry.of(Endpoint.udp("ns1.corp.example", 53), PortState.LISTENING)
 *     .withProtocol("dns")
 *     .withLines(List.of("NOERROR"));
 * }</pre>
 */
@CheckReturnValue
public final class ContractEntry {
  private static final String DEFAULT_ORIGIN = "contract";

  private final String origin;
  private final Endpoint endpoint;
  private final PortState state;
  private final Set<Reason> reasons;
  private final Optional<String> protocol;
  private final List<String> lines;
  private final Map<String, String> values;
  private final boolean blocked;
  private final Optional<CertificateExpectation> certificate;
  private final Optional<ContractPayload> answer;
  private final ContractProbe probe;
  private final ContractDetails details;

  ContractEntry(
      String origin,
      Endpoint endpoint,
      PortState state,
      Set<Reason> reasons,
      Optional<String> protocol,
      List<String> lines,
      Map<String, String> values) {
    this(
        new Parts(origin, endpoint, state, reasons, protocol, lines, values),
        false,
        Optional.empty(),
        Optional.empty(),
        ContractProbe.standard(),
        ContractDetails.none());
  }

  /** The parts of an entry that files of version 1 have too. */
  private record Parts(
      String origin,
      Endpoint endpoint,
      PortState state,
      Set<Reason> reasons,
      Optional<String> protocol,
      List<String> lines,
      Map<String, String> values) {}

  private ContractEntry(
      Parts parts,
      boolean blocked,
      Optional<CertificateExpectation> certificate,
      Optional<ContractPayload> answer,
      ContractProbe probe,
      ContractDetails details) {
    this.origin = Objects.requireNonNull(parts.origin, "origin");
    this.endpoint = Objects.requireNonNull(parts.endpoint, "endpoint");
    this.state = Objects.requireNonNull(parts.state, "state");
    this.reasons =
        parts.reasons.isEmpty()
            ? Set.of()
            : Collections.unmodifiableSet(EnumSet.copyOf(parts.reasons));
    this.protocol = Objects.requireNonNull(parts.protocol, "protocol").map(ContractText::protocol);
    this.lines = List.copyOf(parts.lines);
    this.values = Map.copyOf(parts.values);
    this.blocked = blocked;
    this.certificate = Objects.requireNonNull(certificate, "certificate");
    this.answer = Objects.requireNonNull(answer, "answer");
    this.probe = Objects.requireNonNull(probe, "probe");
    this.details = Objects.requireNonNull(details, "details");
    this.lines.forEach(text -> ContractText.check("lines", text, false));
    this.values.forEach(
        (name, value) -> {
          ContractText.check("values", name, false);
          ContractText.check(name, value, true);
        });
    EntryRules.check(this);
  }

  /**
   * Creates an entry that expects a state, for any reason.
   *
   * @param endpoint the port
   * @param state the expected state
   * @return the entry; its origin is {@code "contract"}
   */
  public static ContractEntry of(Endpoint endpoint, PortState state) {
    return new ContractEntry(
        DEFAULT_ORIGIN, endpoint, state, Set.of(), Optional.empty(), List.of(), Map.of());
  }

  /**
   * Creates an entry that expects a forbidden connection: the port is not listening or filtered, on
   * every address. A silent UDP port, which may be listening, does not meet it.
   *
   * @param endpoint the port
   * @return the entry; its origin is {@code "contract"}
   */
  public static ContractEntry blocked(Endpoint endpoint) {
    return new ContractEntry(
        new Parts(
            DEFAULT_ORIGIN,
            endpoint,
            PortState.FILTERED,
            Set.of(),
            Optional.empty(),
            List.of(),
            Map.of()),
        true,
        Optional.empty(),
        Optional.empty(),
        ContractProbe.standard(),
        ContractDetails.none());
  }

  private Parts parts() {
    return new Parts(origin, endpoint, state, reasons, protocol, lines, values);
  }

  private ContractEntry with(Parts parts) {
    return new ContractEntry(parts, blocked, certificate, answer, probe, details);
  }

  /** Returns a copy for another port, with the same expectations. */
  ContractEntry at(Endpoint changed) {
    return with(new Parts(origin, changed, state, reasons, protocol, lines, values));
  }

  /**
   * Sets the origin, which precedes the port in error messages.
   *
   * @param changed for example {@code "connectivity.yaml:7"}
   * @return a changed copy
   */
  public ContractEntry withOrigin(String changed) {
    return with(new Parts(changed, endpoint, state, reasons, protocol, lines, values));
  }

  /**
   * Sets the reasons of the state that the contract accepts. A client that cannot read ICMP
   * messages, for example in a container on JDK 17, reports {@link Reason#UNREACHABLE} in place of
   * a more specific reason; a contract that must hold there accepts both.
   *
   * @param accepted the reason
   * @param others further reasons that meet the contract as well
   * @return a changed copy
   */
  public ContractEntry withReason(Reason accepted, Reason... others) {
    return with(
        new Parts(origin, endpoint, state, EnumSet.of(accepted, others), protocol, lines, values));
  }

  /**
   * Sets the protocol that the port must speak.
   *
   * @param name 1 to 32 letters, digits and hyphens, in any case
   * @return a changed copy
   * @throws IllegalArgumentException if the name has another form, or there is a payload or an
   *     answer
   */
  public ContractEntry withProtocol(String name) {
    return with(new Parts(origin, endpoint, state, reasons, Optional.of(name), lines, values));
  }

  /**
   * Sets the texts that the finding of the protocol must contain.
   *
   * @param texts each must be part of at least one line of the finding; 1 to 1000 characters
   *     (Unicode code points)
   * @return a changed copy
   * @throws IllegalArgumentException if there is no protocol, or a text is out of range; the
   *     message names it
   */
  public ContractEntry withLines(List<String> texts) {
    return with(new Parts(origin, endpoint, state, reasons, protocol, texts, values));
  }

  /**
   * Sets the expected components of the finding's record.
   *
   * @param components names of 1 to 1000 characters, and values as text of at most 1000 characters
   * @return a changed copy
   * @throws IllegalArgumentException if there is no protocol, or a text is out of range; the
   *     message names it
   */
  public ContractEntry withValues(Map<String, String> components) {
    return with(new Parts(origin, endpoint, state, reasons, protocol, lines, components));
  }

  /**
   * Sets what is expected of the certificate, of any TLS handshake of the probe. Without a protocol
   * the probe is a TLS handshake.
   *
   * @param expected the expectation
   * @return a changed copy
   * @throws IllegalArgumentException if the port is over UDP, or not expected to be listening
   */
  public ContractEntry withCertificate(CertificateExpectation expected) {
    return new ContractEntry(parts(), blocked, Optional.of(expected), answer, probe, details);
  }

  /**
   * Sets bytes that the peer must send: after the {@linkplain ContractProbe#payload payload}, or at
   * once if there is none.
   *
   * @param part must be a part of the first 64 KiB, over UDP of one datagram
   * @return a changed copy
   * @throws IllegalArgumentException if there is a protocol, or the port is not expected to be
   *     listening
   */
  public ContractEntry withAnswer(ContractPayload part) {
    return new ContractEntry(parts(), blocked, certificate, Optional.of(part), probe, details);
  }

  /** Sets the settings and the answer, each of which may need the other. */
  ContractEntry withAnswerTo(ContractProbe changed, ContractPayload part) {
    return new ContractEntry(parts(), blocked, certificate, Optional.of(part), changed, details);
  }

  /**
   * Sets how the port is probed.
   *
   * @param changed the settings
   * @return a changed copy
   * @throws IllegalArgumentException if the settings do not suit the entry; the message names the
   *     setting
   */
  public ContractEntry withProbe(ContractProbe changed) {
    return new ContractEntry(parts(), blocked, certificate, answer, changed, details);
  }

  /**
   * Sets severity, tags, description, owner and vantage points.
   *
   * @param changed the details
   * @return a changed copy
   */
  public ContractEntry withDetails(ContractDetails changed) {
    return new ContractEntry(parts(), blocked, certificate, answer, probe, changed);
  }

  /** Returns a copy that requires the lines of a finding, as far as a file can contain them. */
  ContractEntry requiring(List<String> findingLines) {
    return withLines(
        findingLines.stream().map(ContractText::part).filter(text -> !text.isEmpty()).toList());
  }

  /**
   * Returns where the entry was defined.
   *
   * @return file and line, {@code "connectivity.yaml:7"}; {@code "recorded"} for a recorded entry;
   *     or {@code "contract"}
   */
  public String origin() {
    return origin;
  }

  /**
   * Returns the port.
   *
   * @return the endpoint
   */
  public Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Returns the expected state.
   *
   * @return the state; {@link PortState#FILTERED} if the entry {@link #isBlocked()}, which {@link
   *     PortState#NOT_LISTENING} meets too
   */
  public PortState state() {
    return state;
  }

  /** Returns the word of the expected state in a file. */
  String stateWord() {
    return isBlocked() ? ContractWords.BLOCKED : ContractWords.word(state());
  }

  /**
   * Returns whether the connection is forbidden, so that the port must be not listening or
   * filtered.
   *
   * @return true for an entry of {@link #blocked(Endpoint)}
   */
  public boolean isBlocked() {
    return blocked;
  }

  /**
   * Returns the accepted reasons of the state.
   *
   * @return an immutable set; empty for any reason
   */
  public Set<Reason> reasons() {
    return reasons;
  }

  /**
   * Returns the protocol that the port must speak.
   *
   * @return the name in lower case; empty if no protocol is spoken
   */
  public Optional<String> protocol() {
    return protocol;
  }

  /**
   * Returns the texts that the finding must contain.
   *
   * @return an immutable list
   */
  public List<String> lines() {
    return lines;
  }

  /**
   * Returns the expected components of the finding's record.
   *
   * @return an immutable map from names to values
   */
  public Map<String, String> values() {
    return values;
  }

  /**
   * Returns what is expected of the certificate.
   *
   * @return empty if nothing is expected
   */
  public Optional<CertificateExpectation> certificate() {
    return certificate;
  }

  /**
   * Returns the bytes that the peer must send.
   *
   * @return empty if nothing is expected
   */
  public Optional<ContractPayload> answer() {
    return answer;
  }

  /**
   * Returns how the port is probed.
   *
   * @return the settings
   */
  public ContractProbe probe() {
    return probe;
  }

  /**
   * Returns severity, tags, description, owner and vantage points.
   *
   * @return the details
   */
  public ContractDetails details() {
    return details;
  }

  /** Returns whether only a file of version 2 can contain the entry. */
  boolean needsVersion2() {
    return blocked
        || certificate.isPresent()
        || answer.isPresent()
        || !probe.equals(ContractProbe.standard())
        || !details.equals(ContractDetails.none());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContractEntry that
        && parts().equals(that.parts())
        && blocked == that.blocked
        && certificate.equals(that.certificate)
        && answer.equals(that.answer)
        && probe.equals(that.probe)
        && details.equals(that.details);
  }

  @Override
  public int hashCode() {
    return Objects.hash(parts(), blocked, certificate, answer, probe, details);
  }

  /**
   * Returns the expectation as a sentence.
   *
   * @return for example {@code "tcp://db:5432 is listening"}
   */
  @Override
  public String toString() {
    return endpoint
        + " is "
        + stateWord().replace('-', ' ')
        + protocol.map(name -> ", speaks " + name).orElse("")
        + answer.map(bytes -> ", answers " + bytes).orElse("")
        + (certificate.isPresent() ? ", has a certificate as expected" : "")
        + (probe.allAddresses() ? ", on all addresses" : "");
  }
}
