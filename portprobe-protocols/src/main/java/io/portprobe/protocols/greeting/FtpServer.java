package io.portprobe.protocols.greeting;

import java.util.List;
import java.util.Optional;

/** A file server (RFC 959). Immutable and thread-safe. Implemented by portprobe only. */
public interface FtpServer extends GreetingServer {
  /**
   * Returns the response to SYST.
   *
   * @return for example {@code "UNIX Type: L8"}; empty if the server requires a log-on for it or
   *     does not support it
   */
  Optional<String> system();

  /**
   * Returns whether the server accepts the anonymous user (RFC 1635).
   *
   * @return the outcome; {@link AnonymousLogon#NOT_TRIED} unless {@link Ftp#ANONYMOUS} is set
   */
  AnonymousLogon anonymousLogon();

  /**
   * Returns the lines that the server sent in response to the commands of the anonymous log-on.
   *
   * @return an unmodifiable list of lines with their reply codes; empty if none was tried
   */
  List<String> logonReplies();

  /** The outcome of an anonymous log-on. */
  enum AnonymousLogon {
    /** The client did not try. */
    NOT_TRIED,
    /** The server accepted the anonymous user. */
    ACCEPTED,
    /** The server refused the anonymous user. */
    REFUSED
  }
}
