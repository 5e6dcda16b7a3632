package io.portprobe.testing.contract;

import io.portprobe.AddressSelection;
import io.portprobe.CheckReturnValue;
import io.portprobe.testing.internal.contract.ContractText;
import io.portprobe.text.SafeText;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a contract probes a port, beyond its protocol. Immutable and thread-safe: each {@code
 * with...} method returns a changed copy.
 *
 * @param options options of the protocol by name, with or without the prefix of the protocol:
 *     {@code dns.name} or {@code name}; sorted. {@code toString()} does not contain the values
 * @param tls whether TLS comes first; empty for what the protocol does on this port
 * @param payload what is sent instead of the first message of a protocol
 * @param addresses the addresses of the host that count
 * @param allAddresses whether every one of them must meet the expectation, also if it can be met by
 *     one address
 * @param timeout the timeout of each probe; empty for that of the check
 * @param retries how often a probe without a response is repeated within its timeout, 0 to 100
 * @param within for how long the port is probed again until it meets the expectation; zero for one
 *     probe
 */
@CheckReturnValue
public record ContractProbe(
    Map<String, String> options,
    Optional<Boolean> tls,
    Optional<ContractPayload> payload,
    AddressSelection addresses,
    boolean allAddresses,
    Optional<Duration> timeout,
    int retries,
    Duration within) {
  static final int MAX_RETRIES = 100;
  static final Duration MAX_TIMEOUT = Duration.ofHours(1);
  static final Duration MAX_WAIT = Duration.ofDays(1);

  private static final ContractProbe STANDARD =
      new ContractProbe(
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          AddressSelection.ALL,
          false,
          Optional.empty(),
          0,
          Duration.ZERO);

  /**
   * Copies the options.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  public ContractProbe {
    options.forEach(
        (name, value) -> {
          ContractText.check("options", name, false);
          ContractText.objection(value, true) // an option may be secret
              .ifPresent(
                  expected -> {
                    throw new IllegalArgumentException(
                        "options: value of "
                            + SafeText.quote(name)
                            + " (expected: "
                            + expected
                            + ")");
                  });
        });
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(addresses, "addresses");
    timeout.ifPresent(time -> check("timeout", time, Duration.ofMillis(1), MAX_TIMEOUT));
    check("wait", within, Duration.ZERO, MAX_WAIT);
    if (retries < 0 || retries > MAX_RETRIES) {
      throw new IllegalArgumentException(
          "retries: " + retries + " (expected: 0-" + MAX_RETRIES + ")");
    }
  }

  private static void check(String what, Duration time, Duration least, Duration most) {
    if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          what + ": " + time + " (expected: " + least + " to " + most + ")");
    }
  }

  /**
   * Returns the defaults: one probe with the timeout of the check, to all addresses.
   *
   * @return the defaults
   */
  public static ContractProbe standard() {
    return STANDARD;
  }

  /**
   * Sets the options of the protocol.
   *
   * @param changed names of 1 to 1000 characters, and values as text of at most 1000 characters
   * @return a changed copy
   * @throws IllegalArgumentException if a text is out of range; the message names the option
   */
  public ContractProbe withOptions(Map<String, String> changed) {
    return new ContractProbe(
        changed, tls, payload, addresses, allAddresses, timeout, retries, within);
  }

  /**
   * Sets whether TLS comes first.
   *
   * @param first true for TLS, false for none
   * @return a changed copy
   */
  public ContractProbe withTls(boolean first) {
    return new ContractProbe(
        options, Optional.of(first), payload, addresses, allAddresses, timeout, retries, within);
  }

  /** Returns a copy without the settings of a dialogue: options and TLS. */
  ContractProbe withoutDialogue() {
    return new ContractProbe(
        Map.of(), Optional.empty(), payload, addresses, allAddresses, timeout, retries, within);
  }

  /**
   * Sets the payload.
   *
   * @param changed the bytes to send
   * @return a changed copy
   */
  public ContractProbe withPayload(ContractPayload changed) {
    return new ContractProbe(
        options, tls, Optional.of(changed), addresses, allAddresses, timeout, retries, within);
  }

  /**
   * Sets the addresses that count.
   *
   * @param selection all addresses, or those of one family
   * @return a changed copy
   */
  public ContractProbe withAddresses(AddressSelection selection) {
    return new ContractProbe(
        options, tls, payload, selection, allAddresses, timeout, retries, within);
  }

  /**
   * Sets that every address must meet the expectation.
   *
   * @return a changed copy
   */
  public ContractProbe onAllAddresses() {
    return new ContractProbe(options, tls, payload, addresses, true, timeout, retries, within);
  }

  /**
   * Sets the timeout of each probe.
   *
   * @param changed 1 ms to 1 h
   * @return a changed copy
   * @throws IllegalArgumentException if the time is out of range
   */
  public ContractProbe withTimeout(Duration changed) {
    return new ContractProbe(
        options, tls, payload, addresses, allAddresses, Optional.of(changed), retries, within);
  }

  /**
   * Sets how often a probe without a response is repeated.
   *
   * @param changed 0 to 100
   * @return a changed copy
   * @throws IllegalArgumentException if the number is out of range
   */
  public ContractProbe withRetries(int changed) {
    return new ContractProbe(
        options, tls, payload, addresses, allAddresses, timeout, changed, within);
  }

  /**
   * Sets for how long the port is probed again until it meets the expectation.
   *
   * @param changed zero to 24 h
   * @return a changed copy
   * @throws IllegalArgumentException if the time is out of range
   */
  public ContractProbe waitingFor(Duration changed) {
    return new ContractProbe(
        options, tls, payload, addresses, allAddresses, timeout, retries, changed);
  }

  /** Returns the settings without the values of options, which may be secret. */
  @Override
  public String toString() {
    return "probe with options "
        + options.keySet()
        + tls.map(first -> first ? ", TLS" : ", no TLS").orElse("")
        + payload.map(bytes -> ", payload " + bytes).orElse("")
        + ", addresses "
        + addresses
        + (allAddresses ? ", on all of them" : "")
        + timeout.map(time -> ", timeout " + TimeText.of(time)).orElse("")
        + ", retries "
        + retries
        + ", wait "
        + TimeText.of(within);
  }
}
