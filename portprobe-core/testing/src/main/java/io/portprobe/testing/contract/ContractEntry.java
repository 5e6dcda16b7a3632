package io.portprobe.testing.contract;

import io.portprobe.CheckReturnValue;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
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

  ContractEntry(
      String origin,
      Endpoint endpoint,
      PortState state,
      Set<Reason> reasons,
      Optional<String> protocol,
      List<String> lines,
      Map<String, String> values) {
    this.origin = Objects.requireNonNull(origin, "origin");
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.state = Objects.requireNonNull(state, "state");
    this.reasons =
        reasons.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(reasons));
    this.protocol = Objects.requireNonNull(protocol, "protocol").map(ContractText::protocol);
    this.lines = List.copyOf(lines);
    this.values = Map.copyOf(values);
    if (protocol.isEmpty() && !(lines.isEmpty() && values.isEmpty())) {
      throw new IllegalArgumentException(
          "protocol: missing (expected: a protocol, because there are lines or values)");
    }
    this.lines.forEach(text -> ContractText.check("lines", text, false));
    this.values.forEach(
        (name, value) -> {
          ContractText.check("values", name, false);
          ContractText.check(name, value, true);
        });
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
   * Sets the origin, which precedes the port in error messages.
   *
   * @param changed for example {@code "connectivity.yaml:7"}
   * @return a changed copy
   */
  public ContractEntry withOrigin(String changed) {
    return new ContractEntry(changed, endpoint, state, reasons, protocol, lines, values);
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
    return new ContractEntry(
        origin, endpoint, state, EnumSet.of(accepted, others), protocol, lines, values);
  }

  /**
   * Sets the protocol that the port must speak.
   *
   * @param name 1 to 32 letters, digits and hyphens, in any case
   * @return a changed copy
   * @throws IllegalArgumentException if the name has another form
   */
  public ContractEntry withProtocol(String name) {
    return new ContractEntry(origin, endpoint, state, reasons, Optional.of(name), lines, values);
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
    return new ContractEntry(origin, endpoint, state, reasons, protocol, texts, values);
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
    return new ContractEntry(origin, endpoint, state, reasons, protocol, lines, components);
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
   * @return the state
   */
  public PortState state() {
    return state;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof ContractEntry that
        && origin.equals(that.origin)
        && endpoint.equals(that.endpoint)
        && state == that.state
        && reasons.equals(that.reasons)
        && protocol.equals(that.protocol)
        && lines.equals(that.lines)
        && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(origin, endpoint, state, reasons, protocol, lines, values);
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
        + ContractWords.word(state).replace('-', ' ')
        + protocol.map(name -> ", speaks " + name).orElse("");
  }
}
