package io.portprobe.spi;

import io.portprobe.Transport;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What a {@link Dialogue} may know of its surroundings. */
public interface DialogueContext {
  /**
   * The host as the caller named it.
   *
   * @return a name or an address literal; see {@link io.portprobe.Endpoint#host()}
   */
  String host();

  /**
   * The address that is spoken to.
   *
   * @return a resolved address
   */
  InetSocketAddress peer();

  /**
   * The transport of this conversation.
   *
   * @return TCP or UDP
   */
  Transport transport();

  /**
   * The wall clock; a fixed one in tests.
   *
   * @return the clock
   */
  Clock clock();

  /**
   * Where transaction ids come from: unpredictable in use, seeded in tests.
   *
   * @return the generator
   */
  RandomGenerator random();

  /**
   * What the caller set an option to.
   *
   * @param <T> the type of its value
   * @param option the option
   * @return the value that was set, or the option's default
   */
  <T> T option(ProtocolOption<T> option);
}
