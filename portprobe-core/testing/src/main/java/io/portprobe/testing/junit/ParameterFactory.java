package io.portprobe.testing.junit;

import io.portprobe.faultkit.Peer;
import java.lang.reflect.Parameter;

/**
 * Makes what a parameter of a test is annotated to get; see {@link InjectedBy}. Needs a public
 * constructor without parameters; a new one is made for each parameter.
 */
@FunctionalInterface
public interface ParameterFactory {
  /**
   * Makes the argument.
   *
   * @param parameter its type, and the annotation with its settings
   * @return the argument; closed when the test ends, or, if the parameter belongs to the whole
   *     class, when that does; see {@link PortprobeExtension}. Last made is first closed. What
   *     {@code close()} throws fails the test
   * @throws Exception if it cannot be made, which fails the test
   */
  AutoCloseable make(Parameter parameter) throws Exception;

  /**
   * Whether the {@link Peer#failures()} of the argument, if it is a peer, are let pass because the
   * test means them to be: that a client hangs up in the middle, say. Otherwise the test fails if
   * there are any when it ends.
   *
   * @param parameter the annotation, with its settings
   * @return false unless overridden
   */
  default boolean mayFail(Parameter parameter) {
    return false;
  }
}
