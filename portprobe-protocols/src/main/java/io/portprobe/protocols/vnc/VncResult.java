package io.portprobe.protocols.vnc;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What a VNC server shows without authentication. Texts are escaped. Immutable and thread-safe.
 * Implemented by portprobe only.
 */
public interface VncResult extends Finding {
  /**
   * Returns the version of the server.
   *
   * @return for example {@code "3.8"}; {@code "3.889"} of Apple Remote Desktop
   */
  String version();

  /**
   * Returns the security types (RFC 6143 section 7.1.2), by name where the type is registered.
   *
   * @return for example {@code "None"}, {@code "VNC Authentication"} or {@code "type 77"}, in the
   *     order of the server
   */
  List<String> securityTypes();

  /**
   * Returns whether the server requires no authentication.
   *
   * @return true if it offers the type None
   */
  boolean isOpen();

  /**
   * Returns why the server refused the connection.
   *
   * @return for example {@code "Too many security failures"}; empty if it did not
   */
  Optional<String> refusal();

  /**
   * Returns the name and size of the desktop.
   *
   * @return the desktop; empty if the server requires authentication
   */
  Optional<VncDesktop> desktop();

  /**
   * Returns whether the server sent everything that was requested.
   *
   * @return false if the connection ended, or the deadline passed, before
   */
  boolean complete();
}
