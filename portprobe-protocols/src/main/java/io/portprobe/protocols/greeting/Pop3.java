package io.portprobe.protocols.greeting;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "pop3"}: access to mailboxes (RFC 1939), bound to tcp/110 and,
 * over TLS, tcp/995 (RFC 8314). The finding is a {@link Pop3Server}.
 *
 * <p>The client waits for the greeting and sends {@code CAPA} (RFC 2449). If the server lists
 * {@code STLS} (RFC 2595), the client sends that, performs the handshake and sends {@code CAPA}
 * again. It ends with {@code QUIT}. It never sends a user name or a password.
 */
public final class Pop3 {
  /** Whether to start TLS if the server offers it. Default: true. */
  public static final ProtocolOption<Boolean> START_TLS =
      ProtocolOption.of("pop3.startTls", true)
          .describedAs("Whether to start TLS if the server offers it.");

  private Pop3() {}
}
