package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.Transport;
import java.util.Objects;

/**
 * A port that a protocol is bound to by default.
 *
 * @param transport TCP or UDP
 * @param port 1 to 65535
 * @param tls whether TLS starts with the connection (implicit TLS); TCP only
 */
@CheckReturnValue
public record Binding(Transport transport, int port, boolean tls) {
  /**
   * Validates the components.
   *
   * @throws IllegalArgumentException if the port is out of range, or {@code tls} is true over UDP
   */
  public Binding {
    Objects.requireNonNull(transport, "transport");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1-65535)");
    }
    if (tls && transport == Transport.UDP) {
      throw new IllegalArgumentException("tls: true (expected: false over UDP)");
    }
  }

  /**
   * Returns a TCP port.
   *
   * @param port 1 to 65535
   * @return the binding
   */
  public static Binding tcp(int port) {
    return new Binding(Transport.TCP, port, false);
  }

  /**
   * Returns a TCP port where TLS comes first.
   *
   * @param port 1 to 65535
   * @return the binding
   */
  public static Binding tls(int port) {
    return new Binding(Transport.TCP, port, true);
  }

  /**
   * Returns a UDP port.
   *
   * @param port 1 to 65535
   * @return the binding
   */
  public static Binding udp(int port) {
    return new Binding(Transport.UDP, port, false);
  }
}
