package io.portprobe.testing.contract;

import io.portprobe.CheckReturnValue;
import io.portprobe.Endpoint;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The expectation of one host name in a {@link NetworkContract}: the name resolves, to these
 * addresses, or it does not resolve. Immutable and thread-safe: each {@code with...} method returns
 * a changed copy.
 *
 * <pre>{@code
 * NameEntry.resolving("db.corp.example").withAddresses(List.of("10.0.4.7"));
 * NameEntry.notResolving("old-db.corp.example");
 * }</pre>
 */
@CheckReturnValue
public final class NameEntry {
  static final String ADDRESS_FORM = "an IPv4 or IPv6 address";
  private static final String DEFAULT_ORIGIN = "contract";
  private static final int ANY_PORT = 1;

  private final String origin;
  private final String name;
  private final boolean resolves;
  private final Set<InetAddress> addresses;
  private final ContractDetails details;

  private NameEntry(
      String origin,
      String name,
      boolean resolves,
      Set<InetAddress> addresses,
      ContractDetails details) {
    this.origin = Objects.requireNonNull(origin, "origin");
    this.name = name;
    this.resolves = resolves;
    this.addresses = addresses;
    this.details = Objects.requireNonNull(details, "details");
  }

  /**
   * Creates an entry that expects a name to resolve, to any addresses.
   *
   * @param name a host name, see {@link Endpoint}
   * @return the entry; its origin is {@code "contract"}
   * @throws IllegalArgumentException if the name is invalid or an address
   */
  public static NameEntry resolving(String name) {
    return new NameEntry(DEFAULT_ORIGIN, checked(name), true, Set.of(), ContractDetails.none());
  }

  /**
   * Creates an entry that expects a name not to resolve: it does not exist, or it has no address. A
   * name server that does not reply, or fails, does not prove this.
   *
   * @param name a host name, see {@link Endpoint}
   * @return the entry; its origin is {@code "contract"}
   * @throws IllegalArgumentException if the name is invalid or an address
   */
  public static NameEntry notResolving(String name) {
    return new NameEntry(DEFAULT_ORIGIN, checked(name), false, Set.of(), ContractDetails.none());
  }

  private static String checked(String name) {
    String host = Endpoint.tcp(name, ANY_PORT).host();
    if (HostSyntax.isLiteral(host)) {
      throw new IllegalArgumentException(
          "name: " + SafeText.quote(name) + " (expected: a host name, not an address)");
    }
    return host;
  }

  /**
   * Sets the addresses that the name must resolve to: all of them, and no others, in any order.
   *
   * @param literals IPv4 and IPv6 addresses; at least one
   * @return a changed copy
   * @throws IllegalArgumentException if there is no address, or a text is not an address
   * @throws IllegalStateException if the name is expected not to resolve
   */
  public NameEntry withAddresses(Collection<String> literals) {
    if (!resolves) {
      throw new IllegalStateException(
          "addresses: " + literals.size() + " (expected: only with a name that resolves)");
    }
    if (literals.isEmpty()) {
      throw new IllegalArgumentException("addresses: [] (expected: at least one)");
    }
    Set<InetAddress> parsed = new LinkedHashSet<>();
    literals.forEach(literal -> parsed.add(address(literal)));
    return new NameEntry(origin, name, true, Collections.unmodifiableSet(parsed), details);
  }

  /** Returns the address of a literal, without name resolution. */
  private static InetAddress address(String literal) {
    try {
      if (HostSyntax.isLiteral(literal)) {
        return InetAddress.getByName(literal);
      }
    } catch (UnknownHostException e) { // an IPv6 zone that does not exist on this host
      throw invalid(literal, e);
    }
    throw invalid(literal, null);
  }

  private static IllegalArgumentException invalid(String literal, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "addresses: " + SafeText.quote(literal) + " (expected: " + ADDRESS_FORM + ")", cause);
  }

  /**
   * Sets the origin, which precedes the name in error messages.
   *
   * @param changed for example {@code "connectivity.yaml:3"}
   * @return a changed copy
   */
  public NameEntry withOrigin(String changed) {
    return new NameEntry(changed, name, resolves, addresses, details);
  }

  /**
   * Sets severity, tags, description, owner and vantage points.
   *
   * @param changed the details
   * @return a changed copy
   */
  public NameEntry withDetails(ContractDetails changed) {
    return new NameEntry(origin, name, resolves, addresses, changed);
  }

  /**
   * Returns where the entry was defined.
   *
   * @return file and line, {@code "connectivity.yaml:3"}, or {@code "contract"}
   */
  public String origin() {
    return origin;
  }

  /**
   * Returns the host name.
   *
   * @return the name in ASCII form, as {@link Endpoint#host()} returns it
   */
  public String name() {
    return name;
  }

  /**
   * Returns whether the name is expected to resolve.
   *
   * @return false if it is expected not to resolve
   */
  public boolean resolves() {
    return resolves;
  }

  /**
   * Returns the addresses that the name must resolve to.
   *
   * @return an immutable set; empty for any addresses
   */
  public Set<InetAddress> addresses() {
    return addresses;
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
    return !details.equals(ContractDetails.none());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NameEntry that
        && origin.equals(that.origin)
        && name.equals(that.name)
        && resolves == that.resolves
        && addresses.equals(that.addresses)
        && details.equals(that.details);
  }

  @Override
  public int hashCode() {
    return Objects.hash(origin, name, resolves, addresses, details);
  }

  /**
   * Returns the expectation as a sentence.
   *
   * @return for example {@code "db resolves to 10.0.4.7"}
   */
  @Override
  public String toString() {
    if (!resolves) {
      return name + " does not resolve";
    }
    return name + " resolves" + (addresses.isEmpty() ? "" : " to " + text(addresses));
  }

  static String text(Collection<InetAddress> addresses) {
    return addresses.stream().map(AddressText::of).collect(Collectors.joining(", "));
  }
}
