package io.portprobe.protocols.ssh;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What an SSH server shows before the key exchange. All texts are escaped. Immutable and
 * thread-safe. Implemented by portprobe only.
 */
public interface SshResult extends Finding {
  /**
   * Returns the identification line (RFC 4253 section 4.2).
   *
   * @return for example {@code "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3"}
   */
  String identification();

  /**
   * Returns the protocol version.
   *
   * @return for example {@code "2.0"}; {@code "1.99"} if the server also speaks 1.x
   */
  String protocolVersion();

  /**
   * Returns the software version of the identification.
   *
   * @return for example {@code "OpenSSH_9.2p1"}
   */
  String software();

  /**
   * Returns the comments of the identification.
   *
   * @return for example {@code "Debian-2+deb12u3"}; empty if there are none
   */
  Optional<String> comments();

  /**
   * Returns the lines before the identification, which RFC 4253 permits.
   *
   * @return at most 100 lines, usually none
   */
  List<String> precedingLines();

  /**
   * Returns the algorithms that the server offers.
   *
   * @return the lists of its SSH_MSG_KEXINIT; empty if none was received
   */
  Optional<SshAlgorithms> algorithms();

  /**
   * Returns why the server disconnected instead of offering algorithms (SSH_MSG_DISCONNECT).
   *
   * @return reason code and text; empty if it did not
   */
  Optional<String> disconnect();

  /**
   * Returns whether the server sent everything that was requested.
   *
   * @return false if the connection ended, or the deadline passed, before the algorithms were
   *     received
   */
  boolean complete();
}
