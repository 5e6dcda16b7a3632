package io.portprobe.internal.targets;

import io.portprobe.TargetPolicy;
import io.portprobe.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A target policy of portprobe, which decides by the address alone. It neither blocks nor throws,
 * so that an event loop may call it, and one decision holds for all ports.
 */
public final class AddressPolicy implements TargetPolicy {
  private static final AddressPolicy ANYWHERE =
      new AddressPolicy("anywhere", address -> Optional.empty());

  private final String description;
  private final Function<InetAddress, Optional<String>> rule;

  /**
   * Creates a policy.
   *
   * @param description which addresses are allowed
   * @param rule returns why an address is denied; must not block or throw
   */
  public AddressPolicy(String description, Function<InetAddress, Optional<String>> rule) {
    this.description = description;
    this.rule = rule;
  }

  /** Returns the policy that allows every address. */
  public static AddressPolicy anywhere() {
    return ANYWHERE;
  }

  @Override
  public Optional<String> denial(Transport transport, InetSocketAddress address) {
    InetAddress resolved = address.getAddress();
    return resolved == null ? Optional.of("is not resolved") : rule.apply(resolved);
  }

  @Override
  public TargetPolicy and(TargetPolicy other) {
    Objects.requireNonNull(other, "other");
    if (!(other instanceof AddressPolicy that)) {
      return TargetPolicy.super.and(other);
    }
    return new AddressPolicy(
        description + " and " + that.description,
        address -> {
          Optional<String> denial = rule.apply(address);
          return denial.isPresent() ? denial : that.rule.apply(address);
        });
  }

  /**
   * Returns which addresses are allowed.
   *
   * @return for example {@code "TargetPolicy[allow 10.0.0.0/8]"}
   */
  @Override
  public String toString() {
    return "TargetPolicy[" + description + "]";
  }
}
