package io.portprobe.examples.benchmarks;

import io.portprobe.PortState;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One way to ask one TCP port and wait for what comes of it. */
interface Asker extends AutoCloseable {
  /**
   * Asks.
   *
   * @return whether the port is open or closed
   * @throws IOException if it is neither
   */
  PortState ask(InetSocketAddress target) throws IOException;

  /**
   * Puts away what the last question left behind. Not measured.
   *
   * @throws IOException if that fails
   */
  default void tidy() throws IOException {}

  /** Ends the threads that it made. */
  @Override
  default void close() {}
}
