package io.portprobe.protocols.netbios;

import io.portprobe.spi.Finding;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The response of a session service to a session request (RFC 1002 section 4.3). Each response
 * proves that the service exists; only a positive one establishes a session. Immutable and
 * thread-safe. Implemented by portprobe only.
 */
public interface SessionResponse extends Finding {
  /**
   * Returns the called name.
   *
   * @return for example {@code "*SMBSERVER<20>"}
   */
  String called();

  /**
   * Returns the calling name.
   *
   * @return for example {@code "PORTPROBE<00>"}
   */
  String calling();

  /**
   * Returns the kind of the response.
   *
   * @return the kind
   */
  Kind kind();

  /**
   * Returns the error code of a negative response.
   *
   * @return 0 to 255; empty in other responses
   */
  OptionalInt errorCode();

  /**
   * Returns the meaning of the error code.
   *
   * @return a human-readable text; empty if the code is unknown, or there is none
   */
  Optional<String> error();

  /**
   * Returns the address and port of a retarget response. The client sends nothing there.
   *
   * @return for example {@code "192.0.2.1:139"}; empty in other responses
   */
  Optional<String> retarget();

  /** A kind of session response. */
  enum Kind {
    /** The session is established. */
    POSITIVE,
    /** The session is refused. */
    NEGATIVE,
    /** The server refers the client to another address or port. */
    RETARGET
  }
}
