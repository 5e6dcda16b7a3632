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
 * Runs a test class or method only where something listens; elsewhere it is skipped, and the reason
 * is the full answer of the network. Silence over UDP proves nothing, so it skips, too. The
 * question is asked by the client of the {@link PortprobeExtension} that the class, or one around
 * it, registers in a {@code static} field; without one, by a client with every default. Those of a
 * class, of what it extends and of a method add up; all ports of one are asked at the same time.
 *
 * <pre>{@code
 * @RequiresListening("localhost:5432")
 * @RequiresListening("ldap://dc01.corp.example:389")
 * class DirectoryImportTest { ... }
 * }</pre>
 *
 * <p>On a build server a skipped test is easily overlooked: {@link #orFail()}, or for the whole run
 * the configuration parameter or system property {@value RequiresListeningExtension#OR_FAIL} set to
 * {@code true}, makes failures of skips.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RequiresListening.All.class)
@ExtendWith(RequiresListeningExtension.class)
public @interface RequiresListening {
  /**
   * The ports, all of which are required.
   *
   * @return each {@code HOST:PORT}, {@code tcp://HOST:PORT}, {@code udp://HOST:PORT}, or {@code
   *     PROTOCOL://HOST:PORT}, which requires that the protocol is spoken, over TCP where it can
   *     be; {@code dns+udp://HOST:PORT} chooses
   */
  String[] value();

  /**
   * How long the answer of a port is waited for.
   *
   * @return for example {@code "500 ms"}, {@code "2 s"} or {@code "1 m"}; more than nothing, at
   *     most an hour
   */
  String within() default "2 s";

  /**
   * Whether the test fails, instead of being skipped, where nothing listens or that is not proven.
   *
   * @return false unless set
   */
  boolean orFail() default false;

  /** Several of them. */
  @Documented
  @Inherited
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(RequiresListeningExtension.class)
  @interface All {
    /**
     * The requirements.
     *
     * @return all of which must be met
     */
    RequiresListening[] value();
  }
}
