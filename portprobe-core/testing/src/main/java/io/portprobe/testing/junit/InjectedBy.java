package io.portprobe.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A meta-annotation that names the factory of an injected argument. {@link PortprobeExtension}
 * creates the argument for each parameter with an annotation that is marked by this one.
 *
 * <pre>{@code
 * @Target(ElementType.PARAMETER)
 * @Retention(RetentionPolicy.RUNTIME)
 * @InjectedBy(Refusing.Factory.class)
 * public @interface Refusing {
 *   final class Factory implements ParameterFactory {
 *     @Override
 *     public AutoCloseable create(Parameter parameter) {
 *       return TcpPeer.refusing();
 *     }
 *   }
 * }
 * }</pre>
 */
@Documented
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface InjectedBy {
  /**
   * Returns the factory of the argument.
   *
   * @return a class with a public constructor without parameters
   */
  Class<? extends ParameterFactory> value();
}
