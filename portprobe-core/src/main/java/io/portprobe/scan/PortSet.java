package io.portprobe.scan;

import io.portprobe.CheckReturnValue;
import io.portprobe.Transport;
import io.portprobe.internal.target.PortListParser;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/** Ports of one transport, each once, in the order in which they were given. Immutable. */
@CheckReturnValue
public final class PortSet {
  private final Transport transport;
  private final int[] ports;

  private PortSet(Transport transport, int[] ports) {
    this.transport = transport;
    this.ports = ports;
  }

  /**
   * TCP ports, separated by commas. Each part is one of
   *
   * <ul>
   *   <li>a port, {@code 3389};
   *   <li>a range, {@code 1-1024}, {@code -1024} (from 1) or {@code 1024-} (to 65535);
   *   <li>{@code all}, the same as {@code 1-65535};
   *   <li>the name of a service, {@code ssh}: those of a list that comes with portprobe;
   *   <li>{@code top:100}, the first so many of that list, which begins with what is met most
   *       often.
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
   * UDP ports.
   *
   * @param ports as for {@link #tcp(String)}
   * @return the set
   * @throws IllegalArgumentException if a part has another form; the message names it
   */
  public static PortSet udp(String ports) {
    return parse(Transport.UDP, ports);
  }

  /**
   * Ports of a transport.
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
   * Ports of a transport.
   *
   * @param transport TCP or UDP
   * @param ports 1 to 65535 each; one that comes again is left out
   * @return the set
   * @throws IllegalArgumentException if there is none, or one is out of range
   */
  public static PortSet of(Transport transport, int... ports) {
    Objects.requireNonNull(transport, "transport");
    return new PortSet(transport, PortListParser.distinct(ports));
  }

  /**
   * The transport.
   *
   * @return TCP or UDP
   */
  public Transport transport() {
    return transport;
  }

  /**
   * How many ports there are.
   *
   * @return 1 to 65535
   */
  public int size() {
    return ports.length;
  }

  /**
   * One of the ports.
   *
   * @param index from 0
   * @return 1 to 65535
   * @throws IndexOutOfBoundsException if there is no such index
   */
  public int port(int index) {
    return ports[Objects.checkIndex(index, ports.length)];
  }

  /**
   * The ports.
   *
   * @return all, in order
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
   * The ports, with ranges drawn together.
   *
   * @return for example {@code "tcp 1-1024,3389"}
   */
  @Override
  public String toString() {
    return transport.label() + " " + PortListParser.format(ports);
  }
}
