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
 * Has {@link PortprobeExtension} inject a {@link Peer}, of whatever kind, that a static method of
 * the test class makes, and close it. If the peer met anything by then that it had not expected,
 * the test fails: see {@link Peer#failures()}.
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
   * Who makes it.
   *
   * @return the name of a static method without parameters, of the class that declares the test
   */
  String value();

  /**
   * Whether the peer's failures are let pass, because the test means them to be: a client that is
   * to hang up in the middle, or to refuse a certificate.
   *
   * @return false unless set
   */
  boolean mayFail() default false;

  /** Makes the peer. */
  final class Factory implements ParameterFactory {
    /** For the extension. */
    public Factory() {}

    @Override
    public boolean mayFail(Parameter parameter) {
      return parameter.getAnnotation(PeerFrom.class).mayFail();
    }

    @Override
    public AutoCloseable make(Parameter parameter) {
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
      Object made = ReflectionSupport.invokeMethod(methods.get(0), null);
      if (made instanceof Peer peer) {
        return peer;
      }
      throw new IllegalArgumentException(
          "method: '%s' of %s made %s (expected: a Peer)".formatted(name, type.getName(), made));
    }
  }
}
