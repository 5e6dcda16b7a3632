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
  private static final AddressPolicy ANYWHERE = new AddressPolicy(address -> Optional.empty());

  private final Function<InetAddress, Optional<String>> rule;

  /**
   * Creates a policy.
   *
   * @param rule returns why an address is denied; must not block or throw
   */
  public AddressPolicy(Function<InetAddress, Optional<String>> rule) {
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
        address -> {
          Optional<String> denial = rule.apply(address);
          return denial.isPresent() ? denial : that.rule.apply(address);
        });
  }
}
