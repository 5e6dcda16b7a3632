package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.Transport;
import java.util.Objects;

/**
 * A port that a protocol is bound to by default, and how the protocol is spoken there. Immutable
 * and thread-safe. A later version may add properties.
 */
@CheckReturnValue
public final class Binding {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PRIORITY = 1_000;

  private final Transport transport;
  private final int port;
  private final boolean tls;
  private final boolean repliesFromAnyPort;
  private final int priority;

  private Binding(
      Transport transport, int port, boolean tls, boolean repliesFromAnyPort, int priority) {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1-65535)");
    }
    this.transport = transport;
    this.port = port;
    this.tls = tls;
    this.repliesFromAnyPort = repliesFromAnyPort;
    this.priority = priority;
  }

  /**
   * Returns a TCP port.
   *
   * @param port 1 to 65535
   * @return the binding
   * @throws IllegalArgumentException if the port is out of range
   */
  public static Binding tcp(int port) {
    return new Binding(Transport.TCP, port, false, false, 0);
  }

  /**
   * Returns a TCP port where TLS comes first.
   *
   * @param port 1 to 65535
   * @return the binding
   * @throws IllegalArgumentException if the port is out of range
   */
  public static Binding tls(int port) {
    return new Binding(Transport.TCP, port, true, false, 0);
  }

  /**
   * Returns a UDP port.
   *
   * @param port 1 to 65535
   * @return the binding
   * @throws IllegalArgumentException if the port is out of range
   */
  public static Binding udp(int port) {
    return new Binding(Transport.UDP, port, false, false, 0);
  }

  /**
   * Returns a port without TLS.
   *
   * @param transport TCP or UDP
   * @param port 1 to 65535
   * @return the binding
   * @throws IllegalArgumentException if the port is out of range
   */
  public static Binding of(Transport transport, int port) {
    return Objects.requireNonNull(transport, "transport") == Transport.TCP ? tcp(port) : udp(port);
  }

  /**
   * Returns a binding whose replies may come from any port of the probed address, as those of a
   * TFTP server do (RFC 1350 section 4). The first reply that the dialogue accepts decides the port
   * that the conversation continues with; datagrams from other ports are ignored from then on, and
   * datagrams from other addresses always. Also applies where the protocol is spoken over UDP on
   * another port. UDP only.
   *
   * @return a changed copy
   * @throws IllegalStateException over TCP
   */
  public Binding withRepliesFromAnyPort() {
    if (transport == Transport.TCP) {
      throw new IllegalStateException("repliesFromAnyPort: " + this + " (expected: over UDP)");
    }
    return new Binding(transport, port, tls, true, priority);
  }

  /**
   * Returns a binding with a priority among the protocols that are bound to one port. A probe of
   * the port speaks the protocol with the highest priority first. Among equal priorities, protocols
   * that were added to the client come before discovered ones, then names decide. Default: 0.
   *
   * @param priority -1000 to 1000
   * @return a changed copy
   * @throws IllegalArgumentException if the priority is out of range
   */
  public Binding withPriority(int priority) {
    if (priority < -MAX_PRIORITY || priority > MAX_PRIORITY) {
      throw new IllegalArgumentException("priority: " + priority + " (expected: -1000 to 1000)");
    }
    return new Binding(transport, port, tls, repliesFromAnyPort, priority);
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
   * Returns the port.
   *
   * @return 1 to 65535
   */
  public int port() {
    return port;
  }

  /**
   * Returns whether TLS starts with the connection (implicit TLS).
   *
   * @return false over UDP
   */
  public boolean tls() {
    return tls;
  }

  /**
   * Returns whether replies may come from any port of the probed address.
   *
   * @return false unless {@link #withRepliesFromAnyPort()} was called
   */
  public boolean repliesFromAnyPort() {
    return repliesFromAnyPort;
  }

  /**
   * Returns the priority among the protocols that are bound to the port.
   *
   * @return -1000 to 1000
   */
  public int priority() {
    return priority;
  }

  /** Compares all properties. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Binding that
        && transport == that.transport
        && port == that.port
        && tls == that.tls
        && repliesFromAnyPort == that.repliesFromAnyPort
        && priority == that.priority;
  }

  @Override
  public int hashCode() {
    return Objects.hash(transport, port, tls, repliesFromAnyPort, priority);
  }

  /**
   * Returns transport and port.
   *
   * @return for example {@code "tcp:389"} or {@code "tls:636"}
   */
  @Override
  public String toString() {
    return (tls ? "tls" : transport.label()) + ":" + port;
  }
}
