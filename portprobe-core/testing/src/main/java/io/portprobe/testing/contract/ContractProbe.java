package io.portprobe.testing.contract;

import io.portprobe.AddressSelection;
import io.portprobe.CheckReturnValue;
import io.portprobe.testing.internal.contract.ContractText;
import io.portprobe.text.SafeText;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How a contract probes a port, beyond its protocol. Immutable and thread-safe: each {@code
 * with...} method returns a changed copy.
 */
@CheckReturnValue
public final class ContractProbe {
  static final int MAX_RETRIES = 100;
  static final Duration MAX_TIMEOUT = Duration.ofHours(1);
  static final Duration MAX_WAIT = Duration.ofDays(1);

  private static final ContractProbe STANDARD = new ContractProbe(new Draft());

  private final Map<String, String> options;
  private final Optional<Boolean> tls;
  private final Optional<ContractPayload> payload;
  private final AddressSelection addresses;
  private final boolean allAddresses;
  private final Optional<Duration> timeout;
  private final int retries;
  private final Duration within;

  /**
   * Copies the options.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  private ContractProbe(Draft draft) {
    draft.options.forEach(
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
    draft.timeout.ifPresent(time -> check("timeout", time, Duration.ofMillis(1), MAX_TIMEOUT));
    check("wait", draft.within, Duration.ZERO, MAX_WAIT);
    if (draft.retries < 0 || draft.retries > MAX_RETRIES) {
      throw new IllegalArgumentException(
          "retries: " + draft.retries + " (expected: 0-" + MAX_RETRIES + ")");
    }
    options = Collections.unmodifiableMap(new TreeMap<>(draft.options));
    tls = draft.tls;
    payload = draft.payload;
    addresses = Objects.requireNonNull(draft.addresses, "addresses");
    allAddresses = draft.allAddresses;
    timeout = draft.timeout;
    retries = draft.retries;
    within = draft.within;
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
    return with(draft -> draft.options = changed);
  }

  /**
   * Sets whether TLS comes first.
   *
   * @param first true for TLS, false for none
   * @return a changed copy
   */
  public ContractProbe withTls(boolean first) {
    return with(draft -> draft.tls = Optional.of(first));
  }

  /** Returns a copy without the settings of a dialogue: options and TLS. */
  ContractProbe withoutDialogue() {
    return with(
        draft -> {
          draft.options = Map.of();
          draft.tls = Optional.empty();
        });
  }

  /**
   * Sets the payload.
   *
   * @param changed the bytes to send
   * @return a changed copy
   */
  public ContractProbe withPayload(ContractPayload changed) {
    return with(draft -> draft.payload = Optional.of(changed));
  }

  /**
   * Sets the addresses that count.
   *
   * @param selection all addresses, or those of one family
   * @return a changed copy
   */
  public ContractProbe withAddresses(AddressSelection selection) {
    return with(draft -> draft.addresses = selection);
  }

  /**
   * Sets that every address must meet the expectation.
   *
   * @return a changed copy
   */
  public ContractProbe onAllAddresses() {
    return with(draft -> draft.allAddresses = true);
  }

  /**
   * Sets the timeout of each probe.
   *
   * @param changed 1 ms to 1 h
   * @return a changed copy
   * @throws IllegalArgumentException if the time is out of range
   */
  public ContractProbe withTimeout(Duration changed) {
    return with(draft -> draft.timeout = Optional.of(changed));
  }

  /**
   * Sets how often a probe without a response is repeated.
   *
   * @param changed 0 to 100
   * @return a changed copy
   * @throws IllegalArgumentException if the number is out of range
   */
  public ContractProbe withRetries(int changed) {
    return with(draft -> draft.retries = changed);
  }

  /**
   * Sets for how long the port is probed again until it meets the expectation.
   *
   * @param changed zero to 24 h
   * @return a changed copy
   * @throws IllegalArgumentException if the time is out of range
   */
  public ContractProbe waitingFor(Duration changed) {
    return with(draft -> draft.within = changed);
  }

  /**
   * Returns the options of the protocol by name, with or without the prefix of the protocol: {@code
   * dns.name} or {@code name}. {@code toString()} does not contain the values.
   *
   * @return the options; sorted, unmodifiable
   */
  public Map<String, String> options() {
    return options;
  }

  /**
   * Returns whether TLS comes first.
   *
   * @return true for TLS, false for none; empty for what the protocol does on this port
   */
  public Optional<Boolean> tls() {
    return tls;
  }

  /**
   * Returns what is sent instead of the first message of a protocol.
   *
   * @return the bytes to send; empty for the protocol's own message
   */
  public Optional<ContractPayload> payload() {
    return payload;
  }

  /**
   * Returns the addresses of the host that count.
   *
   * @return the selection; default: all
   */
  public AddressSelection addresses() {
    return addresses;
  }

  /**
   * Returns whether every address must meet the expectation, also if it can be met by one address.
   *
   * @return true if every address must meet it; default: false
   */
  public boolean allAddresses() {
    return allAddresses;
  }

  /**
   * Returns the timeout of each probe.
   *
   * @return 1 ms to 1 h; empty for that of the check
   */
  public Optional<Duration> timeout() {
    return timeout;
  }

  /**
   * Returns how often a probe without a response is repeated within its timeout.
   *
   * @return 0 to 100; default: 0
   */
  public int retries() {
    return retries;
  }

  /**
   * Returns for how long the port is probed again until it meets the expectation.
   *
   * @return zero for one probe, to 24 h; default: zero
   */
  public Duration within() {
    return within;
  }

  private ContractProbe with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.options = options;
    draft.tls = tls;
    draft.payload = payload;
    draft.addresses = addresses;
    draft.allAddresses = allAddresses;
    draft.timeout = timeout;
    draft.retries = retries;
    draft.within = within;
    change.accept(draft);
    return new ContractProbe(draft);
  }

  private List<Object> values() {
    return List.of(options, tls, payload, addresses, allAddresses, timeout, retries, within);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContractProbe probe && values().equals(probe.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
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

  /** The values of a probe before they are checked; at first the defaults. */
  private static final class Draft {
    private Map<String, String> options = Map.of();
    private Optional<Boolean> tls = Optional.empty();
    private Optional<ContractPayload> payload = Optional.empty();
    private AddressSelection addresses = AddressSelection.ALL;
    private boolean allAddresses;
    private Optional<Duration> timeout = Optional.empty();
    private int retries;
    private Duration within = Duration.ZERO;
  }
}
