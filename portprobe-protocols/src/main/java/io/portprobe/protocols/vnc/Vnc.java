package io.portprobe.protocols.vnc;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "vnc"}: Remote Framebuffer (RFC 6143), bound to tcp/5900 and
 * tcp/5901.
 *
 * <p>The client receives the version of the server, sends the lower of this version and 3.8, and
 * reads the security types. If the type None is offered, it selects None and reads the desktop
 * name, with the shared flag, so that the server keeps its other clients. The finding is a {@link
 * VncResult}.
 *
 * <p>The client never authenticates: a server without the type None receives the version only.
 */
public final class Vnc {
  /**
   * Whether to read the desktop name of a server that requires no authentication. If false, the
   * client starts no session. Default: true.
   */
  public static final ProtocolOption<Boolean> DESKTOP_NAME =
      ProtocolOption.of("vnc.desktopName", true)
          .describedAs("Whether to read the desktop name of a server without authentication.");

  private Vnc() {}
}
