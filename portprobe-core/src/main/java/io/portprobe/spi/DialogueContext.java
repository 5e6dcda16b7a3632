package io.portprobe.spi;

import io.portprobe.Transport;
import java.net.InetSocketAddress;
import java.time.Clock;
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
   * @return a resolved address
   */
  InetSocketAddress peer();

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
   * Returns the heap that the finding of this dialogue may use. A report has 16 MiB, which the
   * addresses of a probe share. A finding that would exceed it must be cut, and state so.
   *
   * @return bytes, at least 256 KiB
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
