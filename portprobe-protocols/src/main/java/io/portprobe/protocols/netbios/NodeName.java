package io.portprobe.protocols.netbios;

import java.util.Optional;

/**
 * A name of a node (RFC 1002 section 4.2.18). Immutable and thread-safe. Implemented by portprobe
 * only.
 */
public interface NodeName {
  /**
   * Returns the name: fifteen bytes without the spaces and NULs at the end, decoded as ISO 8859-1,
   * because the protocol does not transmit the code page. A control character or a backslash is
   * {@code \x} and two hexadecimal digits.
   *
   * @return the name
   */
  String name();

  /**
   * Returns the suffix, the sixteenth byte, which by convention identifies the registering service.
   *
   * @return 0 to 255
   */
  int suffix();

  /**
   * Returns whether the name is a group name, which many nodes share.
   *
   * @return false for a unique name
   */
  boolean group();

  /**
   * Returns how the node resolves names.
   *
   * @return the node type
   */
  NodeType nodeType();

  /**
   * Returns whether the name is in use (ACT).
   *
   * @return true for nearly every name
   */
  boolean active();

  /**
   * Returns whether another node claims the name too (CNF).
   *
   * @return true if so
   */
  boolean conflict();

  /**
   * Returns whether the node is releasing the name (DRG).
   *
   * @return true if so
   */
  boolean deregistering();

  /**
   * Returns whether the name is the permanent node name (PRM).
   *
   * @return true if so
   */
  boolean permanent();

  /**
   * Returns the service that registers such names.
   *
   * @return a human-readable text; empty if the suffix is unknown
   */
  Optional<String> meaning();

  /** The way a node registers and resolves names (RFC 1001 section 10, MS-NBTE 2.2). */
  enum NodeType {
    /** By broadcast. */
    B,
    /** Point to point: by a name server. */
    P,
    /** Mixed: by broadcast, then by a name server. */
    M,
    /** Hybrid: by a name server, then by broadcast. RFC 1002 reserves the value. */
    H
  }
}
