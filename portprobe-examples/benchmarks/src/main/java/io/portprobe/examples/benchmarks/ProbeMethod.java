package io.portprobe.examples.benchmarks;

import io.portprobe.PortState;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A method to probe one TCP port and wait for the state. */
interface ProbeMethod extends AutoCloseable {
  /**
   * Probes a port.
   *
   * @return whether the port is open or closed
   * @throws IOException if it is neither
   */
  PortState probe(InetSocketAddress target) throws IOException;

  /**
   * Releases the resources of the last probe. Not measured.
   *
   * @throws IOException if that fails
   */
  default void cleanUp() throws IOException {}

  /** Stops the threads of this method. */
  @Override
  default void close() {}
}
