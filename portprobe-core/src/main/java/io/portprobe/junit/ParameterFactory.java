package io.portprobe.junit;

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
   * @return the argument; closed when the test method ends, or, for a parameter of a constructor or
   *     of a {@code @BeforeAll} method, when the test class does, last made first closed. What
   *     {@code close()} throws fails the test
   * @throws Exception if it cannot be made, which fails the test
   */
  AutoCloseable make(Parameter parameter) throws Exception;
}
