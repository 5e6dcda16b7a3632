package io.portprobe.protocols.vnc;

/**
 * The desktop of a VNC server (RFC 6143 section 7.3.2). Immutable and thread-safe. Implemented by
 * portprobe only.
 */
public interface VncDesktop {
  /**
   * Returns the name.
   *
   * @return for example {@code "host:1 (user)"}, escaped
   */
  String name();

  /**
   * Returns the width.
   *
   * @return pixels, 0 to 65535
   */
  int width();

  /**
   * Returns the height.
   *
   * @return pixels, 0 to 65535
   */
  int height();
}
