package io.portprobe.protocols.radius;

import io.portprobe.spi.Finding;
import java.util.List;

/**
 * The response of a RADIUS server to Status-Server, with a valid authenticator. Texts are escaped.
 * Immutable and thread-safe. Implemented by portprobe only.
 */
public interface RadiusStatus extends Finding {
  /**
   * Returns the name of the response.
   *
   * @return {@code "Access-Accept"} of an authentication server, {@code "Accounting-Response"} of
   *     an accounting server, or {@code "Access-Reject"}
   */
  String response();

  /**
   * Returns the texts that the server sends (Reply-Message).
   *
   * @return for example {@code "FreeRADIUS up 2 days, 03:04"}; at most 16 texts
   */
  List<String> messages();

  /**
   * Returns whether the response contains a valid Message-Authenticator (RFC 3579 section 3.2).
   *
   * @return false if it contains none; a response with an invalid one does not count
   */
  boolean hasMessageAuthenticator();

  /**
   * Returns the other attributes of the response.
   *
   * @return type and value in hex, for example {@code "33: 0102"}; at most 100
   */
  List<String> attributes();
}
