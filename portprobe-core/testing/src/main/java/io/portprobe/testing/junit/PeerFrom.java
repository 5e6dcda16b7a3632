package io.portprobe.testing.junit;

import io.portprobe.faultkit.Peer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * An annotation of a parameter that {@link PortprobeExtension} injects a {@link Peer} into. A
 * static method of the test class creates the peer, and the extension closes it. The test fails if
 * the peer recorded {@link Peer#failures()}.
 *
 * <pre>{@code
 * static TcpPeer redis() {
 *   return TcpPeer.talking(Script.expect(PING).reply(PONG).thenSilence());
 * }
 *
 * @Test
 * void pings(@PeerFrom("redis") TcpPeer redis) { ... }
 * }</pre>
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@InjectedBy(PeerFrom.Factory.class)
public @interface PeerFrom {
  /**
   * Returns the name of the method that creates the peer.
   *
   * @return the name of a static method without parameters in the class that declares the test
   */
  String value();

  /**
   * Returns whether failures of the peer are expected, for example because the client disconnects
   * early or rejects a certificate.
   *
   * @return false unless set
   */
  boolean mayFail() default false;

  /** The factory of the peer. */
  final class Factory implements ParameterFactory {
    /** Creates the factory; called by the extension. */
    public Factory() {}

    @Override
    public boolean mayFail(Parameter parameter) {
      return parameter.getAnnotation(PeerFrom.class).mayFail();
    }

    @Override
    public AutoCloseable create(Parameter parameter) {
      Class<?> type = parameter.getDeclaringExecutable().getDeclaringClass();
      String name = parameter.getAnnotation(PeerFrom.class).value();
      var methods =
          ReflectionSupport.findMethods(
              type,
              method ->
                  method.getName().equals(name)
                      && method.getParameterCount() == 0
                      && Modifier.isStatic(method.getModifiers()),
              HierarchyTraversalMode.BOTTOM_UP);
      if (methods.isEmpty()) {
        throw new IllegalArgumentException(
            "method: '%s' (expected: static, without parameters, in %s)"
                .formatted(name, type.getName()));
      }
      Object created = ReflectionSupport.invokeMethod(methods.get(0), null);
      if (created instanceof Peer peer) {
        return peer;
      }
      throw new IllegalArgumentException(
          "method: '%s' of %s returned %s (expected: a Peer)"
              .formatted(name, type.getName(), created));
    }

    /**
     * Returns the annotation that this factory serves.
     *
     * @return {@code "factory of @PeerFrom"}
     */
    @Override
    public String toString() {
      return "factory of @PeerFrom";
    }
  }
}
