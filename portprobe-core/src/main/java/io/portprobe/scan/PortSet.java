package io.portprobe.scan;

import io.portprobe.CheckReturnValue;
import io.portprobe.Transport;
import io.portprobe.internal.targets.PortListParser;
import io.portprobe.text.SafeText;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A set of ports of one transport, in the order given, without duplicates. Immutable and
 * thread-safe.
 */
@CheckReturnValue
public final class PortSet {
  private static final int MAX_PRINTED = 200;

  private final Transport transport;
  private final int[] ports;

  private PortSet(Transport transport, int[] ports) {
    this.transport = transport;
    this.ports = ports;
  }

  /**
   * Returns TCP ports from a list separated by commas. Each part is one of
   *
   * <ul>
   *   <li>a port, {@code 3389};
   *   <li>a range, {@code 1-1024}, {@code -1024} (from 1) or {@code 1024-} (to 65535);
   *   <li>{@code all}, the same as {@code 1-65535};
   *   <li>the name of a service, {@code ssh}, from a list that is part of portprobe;
   *   <li>{@code top:100}, the first 100 ports of that list, which begins with the most common
   *       ones. A number that is larger than the list is invalid.
   * </ul>
   *
   * @param ports at least one part; blanks around parts are allowed
   * @return the set
   * @throws IllegalArgumentException if a part has another form; the message names it
   */
  public static PortSet tcp(String ports) {
    return parse(Transport.TCP, ports);
  }

  /**
   * Returns UDP ports from a list separated by commas.
   *
   * @param ports as for {@link #tcp(String)}
   * @return the set
   * @throws IllegalArgumentException if a part has another form; the message names it
   */
  public static PortSet udp(String ports) {
    return parse(Transport.UDP, ports);
  }

  /**
   * Returns the ports of a transport from a list separated by commas.
   *
   * @param transport TCP or UDP
   * @param ports as for {@link #tcp(String)}
   * @return the set
   * @throws IllegalArgumentException if a part has another form; the message names it
   */
  public static PortSet parse(Transport transport, String ports) {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(ports, "ports");
    return new PortSet(transport, PortListParser.parse(transport, ports));
  }

  /**
   * Returns the given ports of a transport.
   *
   * @param transport TCP or UDP
   * @param ports 1 to 65535 each; duplicates are removed
   * @return the set
   * @throws IllegalArgumentException if there is no port, or a port is out of range
   */
  public static PortSet of(Transport transport, int... ports) {
    Objects.requireNonNull(transport, "transport");
    return new PortSet(transport, PortListParser.distinct(ports));
  }

  /**
   * Returns the transport.
   *
   * @return TCP or UDP
   */
  public Transport transport() {
    return transport;
  }

  /**
   * Returns the number of ports.
   *
   * @return 1 to 65535
   */
  public int size() {
    return ports.length;
  }

  /**
   * Returns one port.
   *
   * @param index from 0
   * @return 1 to 65535
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public int port(int index) {
    return ports[Objects.checkIndex(index, ports.length)];
  }

  /**
   * Returns all ports in order.
   *
   * @return a new stream
   */
  public IntStream stream() {
    return Arrays.stream(ports);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PortSet that
        && transport == that.transport
        && Arrays.equals(ports, that.ports);
  }

  @Override
  public int hashCode() {
    return 31 * transport.hashCode() + Arrays.hashCode(ports);
  }

  /**
   * Returns the transport and the ports, with consecutive ports as ranges, and at most 200
   * characters of these.
   *
   * @return for example {@code "tcp 1-1024,3389"}
   */
  @Override
  public String toString() {
    return transport.label() + " " + SafeText.line(PortListParser.format(ports), MAX_PRINTED);
  }
}
