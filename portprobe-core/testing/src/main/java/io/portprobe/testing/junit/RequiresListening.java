package io.portprobe.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A condition that runs a test class or method only if ports are listening. Otherwise the test is
 * skipped, and the reason contains the report of each port. Silence over UDP proves nothing, so it
 * skips the test too. The probes are sent by the client of the {@link PortprobeExtension} that the
 * class or an enclosing class registers in a {@code static} field; without one, by a client with
 * default settings. The requirements of a class, its superclasses and a method add up. All ports of
 * one annotation are probed at the same time.
 *
 * <pre>{@code
 * @RequiresListening("localhost:5432")
 * @RequiresListening("ldap://dc01.corp.example:389")
 * class DirectoryImportTest { ... }
 * }</pre>
 *
 * <p>Skipped tests are easily overlooked on a build server. {@link #orFail()} turns skips into
 * failures. For the whole run, set the configuration parameter or system property {@value
 * RequiresListeningExtension#OR_FAIL} to {@code true}.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RequiresListening.All.class)
@ExtendWith(RequiresListeningExtension.class)
public @interface RequiresListening {
  /**
   * Returns the required ports.
   *
   * @return each {@code HOST:PORT}, {@code tcp://HOST:PORT}, {@code udp://HOST:PORT}, or {@code
   *     PROTOCOL://HOST:PORT}, which requires that the port speaks the protocol, over TCP if the
   *     client supports that; {@code dns+udp://HOST:PORT} names the transport. A 4 or 6 before
   *     {@code ://} selects the address family: {@code tcp6://HOST:PORT}. {@code n1,n2:9042,9142}
   *     requires both ports of both hosts
   */
  String[] value();

  /**
   * Returns the timeout of each port.
   *
   * @return for example {@code "500 ms"}, {@code "2 s"} or {@code "1 m"}; more than zero, at most
   *     one hour
   */
  String within() default "2 s";

  /**
   * Returns whether an unmet or unproven requirement fails the test instead of skipping it.
   *
   * @return false unless set
   */
  boolean orFail() default false;

  /** The container of repeated annotations. */
  @Documented
  @Inherited
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(RequiresListeningExtension.class)
  @interface All {
    /**
     * Returns the requirements.
     *
     * @return the annotations, all of which must be met
     */
    RequiresListening[] value();
  }
}
