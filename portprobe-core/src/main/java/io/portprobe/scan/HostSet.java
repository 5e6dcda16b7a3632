package io.portprobe.scan;

import io.portprobe.CheckReturnValue;
import io.portprobe.internal.target.HostTable;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * Hosts, each once, in the order in which they were given. Immutable; networks and ranges are kept
 * as such, so that a large one costs no more than a small one.
 */
@CheckReturnValue
public final class HostSet implements Iterable<String> {
  private final HostTable table;

  private HostSet(HostTable table) {
    this.table = table;
  }

  /**
   * Hosts in these forms:
   *
   * <ul>
   *   <li>a name or an address, as in {@link io.portprobe.Endpoint};
   *   <li>a network in CIDR form (RFC 4632, RFC 4291), {@code 10.0.0.0/24} or {@code
   *       2001:db8::/112}: all its addresses, the first and the last included; an IPv6 prefix has
   *       at least 96 bits;
   *   <li>a range, {@code 10.0.0.1-50} (of the last byte) or {@code 10.0.0.1-10.0.3.255}, for IPv6
   *       in the second form, of at most 2^32 addresses.
   * </ul>
   *
   * @param hosts the hosts; may be none
   * @return the set
   * @throws IllegalArgumentException if one has another form; the message names it
   */
  public static HostSet of(String... hosts) {
    return of(List.of(hosts));
  }

  /**
   * Hosts in the same forms.
   *
   * @param hosts the hosts; may be none
   * @return the set
   * @throws IllegalArgumentException if one has another form; the message names it
   */
  public static HostSet of(Collection<String> hosts) {
    return new HostSet(HostTable.parse(hosts));
  }

  /**
   * Leaves hosts out. A name is left out only if the same name is excluded: nothing is looked up.
   *
   * @param excluded what to leave out
   * @return the rest
   */
  public HostSet without(HostSet excluded) {
    return new HostSet(table.without(Objects.requireNonNull(excluded, "excluded").table));
  }

  /**
   * How many hosts there are.
   *
   * @return 0 or more
   */
  public long size() {
    return table.size();
  }

  /**
   * One of the hosts.
   *
   * @param index from 0
   * @return a name or an address
   * @throws IndexOutOfBoundsException if there is no such index
   */
  public String host(long index) {
    return table.host(Objects.checkIndex(index, size()));
  }

  /**
   * The address of one of the hosts.
   *
   * @param index from 0
   * @return empty if it is a name, or has a zone
   * @throws IndexOutOfBoundsException if there is no such index
   */
  public Optional<InetAddress> address(long index) {
    return Optional.ofNullable(table.address(Objects.checkIndex(index, size())));
  }

  /**
   * Whether an address is one of the hosts.
   *
   * @param address the address
   * @return true if it was given, alone or in a network or range
   */
  public boolean contains(InetAddress address) {
    return table.contains(Objects.requireNonNull(address, "address"));
  }

  /**
   * Whether a name, or an address as text, is one of the hosts.
   *
   * @param host the name or address
   * @return true if it was given; an address also in a network or range
   */
  public boolean contains(String host) {
    return table.contains(Objects.requireNonNull(host, "host"));
  }

  @Override
  public Iterator<String> iterator() {
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < size();
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return host(next++);
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostSet that && table.equals(that.table);
  }

  @Override
  public int hashCode() {
    return table.hashCode();
  }

  /**
   * The hosts, with networks and ranges as such.
   *
   * @return for example {@code "10.0.0.0-10.0.0.255,db"}
   */
  @Override
  public String toString() {
    return table.toString();
  }
}
