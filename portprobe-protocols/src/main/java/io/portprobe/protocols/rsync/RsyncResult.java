package io.portprobe.protocols.rsync;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What an rsync daemon shows. Texts are escaped. Immutable and thread-safe. Implemented by
 * portprobe only.
 */
public interface RsyncResult extends Finding {
  /**
   * Returns the protocol version.
   *
   * @return for example {@code "31.0"}
   */
  String protocolVersion();

  /**
   * Returns the checksums for authentication, which daemons of version 31 and later list.
   *
   * @return for example {@code sha512}; empty for older daemons
   */
  List<String> checksums();

  /**
   * Returns the message of the day.
   *
   * @return its lines, at most 200; empty unless {@link Rsync#MODULES} is set
   */
  List<String> messageOfTheDay();

  /**
   * Returns the public modules.
   *
   * @return at most 1,000 modules; empty unless {@link Rsync#MODULES} is set
   */
  List<RsyncModule> modules();

  /**
   * Returns the error of the daemon.
   *
   * @return the text after {@code @ERROR:}; empty if there is none
   */
  Optional<String> error();

  /**
   * Returns whether the daemon sent everything that was requested.
   *
   * @return false if the connection ended, or the deadline passed, before; or the list was cut
   */
  boolean complete();
}
