package io.portprobe.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Parameter;

/**
 * An annotation of a parameter that {@link PortprobeExtension} injects a misbehaving peer into. The
 * extension closes the peer.
 *
 * <pre>{@code
 * @Test
 * void timesOut(@Faulty(Fault.DRIPPING) TcpPeer slow, @Faulty(Fault.SILENT) UdpPeer silent) { ... }
 * }</pre>
 *
 * <p>{@link PeerFrom} injects a peer that a method of the test class creates.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@InjectedBy(Faulty.Factory.class)
public @interface Faulty {
  /**
   * Returns the fault of the peer.
   *
   * @return a fault that the type of the parameter supports: {@code TcpPeer}, {@code UdpPeer} or
   *     {@code SwitchablePeer}, as {@link Fault} lists. Another one fails the test. A {@code
   *     SwitchablePeer} echoes when the test switches the fault off
   */
  Fault value();

  /** The factory of the peer. Its failures are ignored, because it expects nothing of clients. */
  final class Factory implements ParameterFactory {
    /** Creates the factory; called by the extension. */
    public Factory() {}

    @Override
    public AutoCloseable create(Parameter parameter) {
      return parameter.getAnnotation(Faulty.class).value().create(parameter.getType());
    }

    @Override
    public boolean mayFail(Parameter parameter) {
      return true;
    }

    /**
     * Returns the annotation that this factory serves.
     *
     * @return {@code "factory of @Faulty"}
     */
    @Override
    public String toString() {
      return "factory of @Faulty";
    }
  }
}
