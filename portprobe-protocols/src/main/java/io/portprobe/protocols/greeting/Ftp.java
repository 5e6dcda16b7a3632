package io.portprobe.protocols.greeting;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "ftp"}: file transfer (RFC 959), bound to tcp/21 and, over
 * TLS, tcp/990. The finding is an {@link FtpServer}.
 *
 * <p>The client waits for the greeting and sends {@code FEAT} (RFC 2389). If the server lists
 * {@code AUTH TLS} (RFC 4217), the client sends that, performs the handshake and sends {@code FEAT}
 * again. {@code SYST} follows, and {@code QUIT} ends the conversation. The client opens no data
 * connection and logs on only with {@link #ANONYMOUS}.
 */
public final class Ftp {
  /** Whether to start TLS if the server offers it. Default: true. */
  public static final ProtocolOption<Boolean> START_TLS =
      ProtocolOption.of("ftp.startTls", true)
          .describedAs("Whether to start TLS if the server offers it.");

  /**
   * Whether to try an anonymous log-on (RFC 1635), as PortQry 2 does: {@code USER anonymous}, and
   * {@code PASS portprobe@} if the server requests a password. Servers log it. Default: false.
   */
  public static final ProtocolOption<Boolean> ANONYMOUS =
      ProtocolOption.of("ftp.anonymous", false).describedAs("Whether to try an anonymous log-on.");

  private Ftp() {}
}
