package io.portprobe.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Parameter;

/**
 * Has {@link PortprobeExtension} inject a peer of the test kit that misbehaves, and close it.
 *
 * <pre>{@code
 * @Test
 * void givesUp(@Faulty(Fault.DRIPPING) TcpPeer slow, @Faulty(Fault.SILENT) UdpPeer deaf) { ... }
 * }</pre>
 *
 * <p>{@link PeerFrom} injects one that is made otherwise.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@InjectedBy(Faulty.Factory.class)
public @interface Faulty {
  /**
   * What is wrong with it.
   *
   * @return a fault that the parameter's type, {@code TcpPeer} or {@code UdpPeer}, can have
   */
  Fault value();

  /** Makes the peer, which expects nothing of a client and so is never disappointed. */
  final class Factory implements ParameterFactory {
    /** For the extension. */
    public Factory() {}

    @Override
    public AutoCloseable make(Parameter parameter) {
      return parameter.getAnnotation(Faulty.class).value().make(parameter.getType());
    }

    @Override
    public boolean mayFail(Parameter parameter) {
      return true;
    }
  }
}
