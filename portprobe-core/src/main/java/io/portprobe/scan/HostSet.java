package io.portprobe.scan;

import io.portprobe.CheckReturnValue;
import io.portprobe.internal.targets.HostTable;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * An ordered set of hosts. Networks and ranges are stored as such, so a large network needs no more
 * memory than a small one. Immutable and thread-safe.
 */
@CheckReturnValue
public final class HostSet implements Iterable<String> {
  private final HostTable table;

  private HostSet(HostTable table) {
    this.table = table;
  }

  /**
   * Returns the hosts given in these forms:
   *
   * <ul>
   *   <li>a name or an address, as in {@link io.portprobe.Endpoint};
   *   <li>a network in CIDR form (RFC 4632, RFC 4291), {@code 10.0.0.0/24} or {@code
   *       2001:db8::/112}: all its addresses, including the first and the last; an IPv6 prefix is
   *       /96 to /128;
   *   <li>a range, {@code 10.0.0.1-50} (of the last byte) or {@code 10.0.0.1-10.0.3.255}; for IPv6
   *       in the second form, at most 2^32 addresses.
   * </ul>
   *
   * White space around a host is ignored, such as the carriage returns of a Windows file. Each host
   * keeps the place of its first occurrence.
   *
   * @param hosts the hosts; may be empty. Duplicates are removed
   * @return the set
   * @throws IllegalArgumentException if a host has another form; the message names it
   */
  public static HostSet of(String... hosts) {
    return of(List.of(hosts));
  }

  /**
   * Returns the hosts given in the forms of {@link #of(String...)}.
   *
   * @param hosts the hosts; may be empty. Duplicates are removed
   * @return the set
   * @throws IllegalArgumentException if a host has another form; the message names it
   */
  public static HostSet of(Collection<String> hosts) {
    return new HostSet(HostTable.parse(hosts));
  }

  /**
   * Returns a set without some hosts. Names are compared as by {@link #contains(String)}.
   *
   * @param excluded the hosts to remove
   * @return the remaining hosts
   * @throws IllegalArgumentException if an excluded host consists of numbers and is no address,
   *     such as {@code 127.1}
   */
  public HostSet without(HostSet excluded) {
    return new HostSet(table.without(Objects.requireNonNull(excluded, "excluded").table));
  }

  /**
   * Returns the number of hosts.
   *
   * @return at least 0
   */
  public long size() {
    return table.size();
  }

  /**
   * Returns how many of the hosts are names, which a scan resolves.
   *
   * @return at least 0
   */
  public long names() {
    return table.names();
  }

  /**
   * Returns one host.
   *
   * @param index from 0
   * @return a name or an address
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public String host(long index) {
    return table.host(Objects.checkIndex(index, size()));
  }

  /**
   * Returns the address of one host.
   *
   * @param index from 0
   * @return empty if the host is a name, or an address with a zone
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public Optional<InetAddress> address(long index) {
    return Optional.ofNullable(table.address(Objects.checkIndex(index, size())));
  }

  /**
   * Returns whether the set contains an address, alone or in a network or range.
   *
   * @param address the address
   * @return true if the set contains it
   */
  public boolean contains(InetAddress address) {
    return table.contains(Objects.requireNonNull(address, "address"));
  }

  /**
   * Returns whether the set contains a name or an address; an address also in a network or range.
   * Names are compared without regard to case, a final dot, and the form of international names,
   * and not resolved.
   *
   * @param host the name or address
   * @return true if the set contains it; false for a text that is neither a name nor an address
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
   * Returns the hosts, with networks and ranges as ranges, and at most the first 20 of these.
   *
   * @return for example {@code "10.0.0.0-10.0.0.255,db"}
   */
  @Override
  public String toString() {
    return table.toString();
  }
}
