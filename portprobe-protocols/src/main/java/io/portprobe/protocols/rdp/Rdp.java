package io.portprobe.protocols.rdp;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "rdp"}: Remote Desktop (MS-RDPBCGR), bound to tcp/3389.
 *
 * <p>The client sends an X.224 connection request without a user name, which offers TLS and Network
 * Level Authentication (section 2.2.1.1). If the server selects one of them, a TLS handshake
 * follows, so that the report has the certificate. The client then connects again, at most four
 * times, and offers each other security protocol alone. The finding is a {@link RdpResult}. The
 * client sends nothing after the negotiation and the handshake.
 */
public final class Rdp {
  /**
   * Whether the client offers each security protocol alone, in up to four more connections. Without
   * it, the finding has only the protocol that the server selected. Default: true.
   */
  public static final ProtocolOption<Boolean> EACH =
      ProtocolOption.of("rdp.each", true)
          .describedAs("Whether to offer each security protocol alone, in more connections.");

  private Rdp() {}
}
