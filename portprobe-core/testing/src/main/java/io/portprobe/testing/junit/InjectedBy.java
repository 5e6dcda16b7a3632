package io.portprobe.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an annotation of a parameter ask {@link PortprobeExtension} for something that lives as
 * long as the test does.
 *
 * <pre>{@code
 * @Target(ElementType.PARAMETER)
 * @Retention(RetentionPolicy.RUNTIME)
 * @InjectedBy(Refusing.Factory.class)
 * public @interface Refusing {
 *   final class Factory implements ParameterFactory {
 *     @Override
 *     public AutoCloseable make(Parameter parameter) {
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
   * Who makes it.
   *
   * @return a class with a public constructor without parameters
   */
  Class<? extends ParameterFactory> value();
}
