package io.portprobe.protocols.l2tp;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The response of an L2TP network server to the request of a control connection (RFC 2661 section
 * 6). Immutable and thread-safe. Implemented by portprobe only.
 */
public interface L2tpServer extends Finding {
  /**
   * Returns whether the server accepts the control connection ({@code SCCRP}).
   *
   * @return false if it refuses ({@code StopCCN})
   */
  boolean accepted();

  /**
   * Returns the host name of the server.
   *
   * @return text of the server; empty if it sent none
   */
  Optional<String> hostName();

  /**
   * Returns the vendor of the server.
   *
   * @return text of the server; empty if it sent none
   */
  Optional<String> vendor();

  /**
   * Returns the firmware revision, whose form is the vendor's.
   *
   * @return 0 to 65535; empty if the server sent none
   */
  OptionalInt firmware();

  /**
   * Returns the version of L2TP.
   *
   * @return for example {@code "1.0"}; empty if the server sent none
   */
  Optional<String> protocolVersion();

  /**
   * Returns whether the server requires tunnel authentication: it sent a challenge.
   *
   * @return true if so
   */
  boolean challenged();

  /**
   * Returns why the server refuses.
   *
   * @return the result code with its meaning, then the error and the text of the server if there
   *     are any; empty if the server accepts
   */
  Optional<String> refusal();

  /**
   * Returns the response, then each value.
   *
   * @return at least one line
   */
  @Override
  List<String> lines();
}
