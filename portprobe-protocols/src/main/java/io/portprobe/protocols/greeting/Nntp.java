package io.portprobe.protocols.greeting;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "nntp"}: news (RFC 3977), bound to tcp/119 and, over TLS,
 * tcp/563 (RFC 8143). The finding is an {@link NntpServer}.
 *
 * <p>The client waits for the greeting and sends {@code CAPABILITIES}. If the server lists {@code
 * STARTTLS} (RFC 4642), the client sends that, performs the handshake and sends {@code
 * CAPABILITIES} again. It ends with {@code QUIT}. It reads and posts no article.
 */
public final class Nntp {
  /** Whether to start TLS if the server offers it. Default: true. */
  public static final ProtocolOption<Boolean> START_TLS =
      ProtocolOption.of("nntp.startTls", true)
          .describedAs("Whether to start TLS if the server offers it.");

  private Nntp() {}
}
