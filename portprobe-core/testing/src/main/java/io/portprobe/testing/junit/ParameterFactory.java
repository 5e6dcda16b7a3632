package io.portprobe.testing.junit;

import io.portprobe.faultkit.Peer;
import java.lang.reflect.Parameter;

/**
 * A factory of an injected argument; see {@link InjectedBy}. Implementations need a public
 * constructor without parameters. A new instance is created for each parameter.
 */
@FunctionalInterface
public interface ParameterFactory {
  /**
   * Creates the argument.
   *
   * @param parameter the parameter, with its type and its annotation
   * @return the argument. It is closed when the test or the class ends that it belongs to, in
   *     reverse order of creation; see {@link PortprobeExtension}. An exception of {@code close()}
   *     fails the test
   * @throws Exception if the argument cannot be created, which fails the test
   */
  AutoCloseable create(Parameter parameter) throws Exception;

  /**
   * Returns whether the {@link Peer#failures()} of a peer are expected, for example because the
   * client disconnects early. Otherwise such failures fail the test when it ends.
   *
   * @param parameter the parameter, with its annotation
   * @return false unless overridden
   */
  default boolean mayFail(Parameter parameter) {
    return false;
  }
}
