package io.portprobe.identify;

import io.portprobe.CheckReturnValue;

/** Limits of an identification. Immutable and thread-safe. A later version may add settings. */
@CheckReturnValue
public final class IdentifySettings {
  /** The most TCP connections to one port. */
  public static final int MAX_CONNECTIONS = 8;

  private static final int MAX_PORTS_PER_HOST = 1_000;
  private static final IdentifySettings DEFAULTS = new IdentifySettings(MAX_CONNECTIONS, 16, false);

  private final int maxConnections;
  private final int portsPerHost;
  private final boolean unsafeProtocols;

  private IdentifySettings(int maxConnections, int portsPerHost, boolean unsafeProtocols) {
    this.maxConnections = maxConnections;
    this.portsPerHost = portsPerHost;
    this.unsafeProtocols = unsafeProtocols;
  }

  /**
   * Returns the defaults: 8 connections for each port, 16 ports of a host at the same time, and
   * safe protocols only.
   *
   * @return the defaults
   */
  public static IdentifySettings defaults() {
    return DEFAULTS;
  }

  /**
   * Sets how many TCP connections are made to one port, one after the other.
   *
   * @param connections 1 to 8
   * @return a changed copy
   * @throws IllegalArgumentException if the number is out of range
   */
  public IdentifySettings withMaxConnections(int connections) {
    return new IdentifySettings(
        inRange("maxConnections", connections, MAX_CONNECTIONS), portsPerHost, unsafeProtocols);
  }

  /**
   * Sets how many ports of one address a scan identifies at the same time. Each has one connection
   * at a time.
   *
   * @param ports 1 to 1000
   * @return a changed copy
   * @throws IllegalArgumentException if the number is out of range
   */
  public IdentifySettings withPortsPerHost(int ports) {
    return new IdentifySettings(
        maxConnections, inRange("portsPerHost", ports, MAX_PORTS_PER_HOST), unsafeProtocols);
  }

  /**
   * Sends also requests of protocols that are not {@link io.portprobe.spi.Protocol#isSafe() safe},
   * and requests to ports where a device is common that acts on any data: raw printing (9100 to
   * 9107) and industrial controllers (102, 502, 2404, 20000, 44818, 47808). Without this setting
   * the identification of such a port only listens.
   *
   * @return a changed copy
   */
  public IdentifySettings withUnsafeProtocols() {
    return new IdentifySettings(maxConnections, portsPerHost, true);
  }

  /**
   * Returns the most TCP connections to one port.
   *
   * @return 1 to 8
   */
  public int maxConnections() {
    return maxConnections;
  }

  /**
   * Returns how many ports of one address a scan identifies at the same time.
   *
   * @return 1 to 1000
   */
  public int portsPerHost() {
    return portsPerHost;
  }

  /**
   * Returns whether requests of protocols that are not safe are sent.
   *
   * @return false by default
   */
  public boolean unsafeProtocols() {
    return unsafeProtocols;
  }

  private static int inRange(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + max + ")");
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdentifySettings that
        && maxConnections == that.maxConnections
        && portsPerHost == that.portsPerHost
        && unsafeProtocols == that.unsafeProtocols;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * maxConnections + portsPerHost) + Boolean.hashCode(unsafeProtocols);
  }

  @Override
  public String toString() {
    return "IdentifySettings[maxConnections: "
        + maxConnections
        + ", portsPerHost: "
        + portsPerHost
        + ", unsafeProtocols: "
        + unsafeProtocols
        + "]";
  }
}
