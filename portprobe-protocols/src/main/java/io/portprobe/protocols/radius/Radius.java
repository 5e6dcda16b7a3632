package io.portprobe.protocols.radius;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "radius"}: Status-Server (RFC 5997), bound to udp/1812
 * (authentication) and udp/1813 (accounting).
 *
 * <p>The client sends one Status-Server request, signed with the shared secret. A response counts
 * only if its authenticator, which proves that the server knows the secret, is valid. A RADIUS
 * server does not respond to clients that it does not know, and not to a wrong secret: the port is
 * then reported as silent. The finding is a {@link RadiusStatus}.
 *
 * <p>The client sends no user name and no password.
 */
public final class Radius {
  /**
   * The secret that the server shares with this client: 1 to 128 characters, sent only as a key of
   * HMAC-MD5. Default: {@code testing123}, which FreeRADIUS is delivered with for clients of its
   * own host.
   */
  public static final ProtocolOption<String> SECRET =
      ProtocolOption.of(
              "radius.secret",
              "testing123",
              secret -> !secret.isEmpty() && secret.length() <= 128,
              "1-128 characters")
          .describedAs("The secret that the server shares with this client.")
          .secret();

  private Radius() {}
}
