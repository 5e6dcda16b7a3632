package io.portprobe.spi;

import io.portprobe.Transport;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The context of a {@link Dialogue}: its peer, clock, random numbers and options. */
public interface DialogueContext {
  /**
   * Returns the host as the caller named it.
   *
   * @return a name or an address literal, see {@link io.portprobe.Endpoint#host()}
   */
  String host();

  /**
   * Returns the address and port of the peer.
   *
   * @return a resolved address; unresolved if a proxy resolves the name of the endpoint
   */
  InetSocketAddress peer();

  /**
   * Returns the local address and port of the socket, for protocols that send it (SIP, DHCP). It
   * does not change when the dialogue connects again.
   *
   * @return a resolved address; empty if it is not known, as in some tests
   */
  default Optional<InetSocketAddress> local() {
    return Optional.empty();
  }

  /**
   * Returns the binding of the protocol that the dialogue was chosen for.
   *
   * @return the default port, empty if the caller named the protocol for another port
   */
  default Optional<Binding> binding() {
    return Optional.empty();
  }

  /**
   * Returns whether TLS comes first, because of the binding or the caller.
   *
   * @return true if the dialogue starts with {@link Dialogue#secured}
   */
  default boolean tlsFirst() {
    return false;
  }

  /**
   * Returns the time until the deadline of the probe, which ends the dialogue.
   *
   * @return zero or more
   */
  default Duration remaining() {
    return Duration.ofSeconds(5);
  }

  /**
   * Returns the transport at the start of the dialogue.
   *
   * @return TCP or UDP
   */
  Transport transport();

  /**
   * Returns the wall clock; a fixed clock in tests.
   *
   * @return the clock
   */
  Clock clock();

  /**
   * Returns the generator for transaction IDs: unpredictable in production, seeded in tests.
   *
   * @return the generator
   */
  RandomGenerator random();

  /**
   * Returns the heap that the finding of this dialogue may use. A report has 16 MiB unless the
   * client sets another limit, which the addresses of a probe share. A finding that would exceed it
   * must be cut, and state so.
   *
   * @return bytes, at least 16 KiB
   */
  default int findingBytes() {
    return 16 << 20;
  }

  /**
   * Returns the value of an option.
   *
   * @param <T> the type of the value
   * @param option the option
   * @return the value that the caller set, or the default of the option
   */
  <T> T option(ProtocolOption<T> option);
}
