package io.portprobe.protocols.greeting;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "imap"}: access to mailboxes (RFC 9051, RFC 3501), bound to
 * tcp/143 and, over TLS, tcp/993 (RFC 8314). The finding is an {@link ImapServer}.
 *
 * <p>The client waits for the greeting and sends {@code CAPABILITY}. If the server lists {@code
 * STARTTLS}, the client sends that, performs the handshake and sends {@code CAPABILITY} again. If
 * the server lists {@code ID} (RFC 2971), the client sends {@code ID NIL}, which requests the name
 * of the server and gives none. It ends with {@code LOGOUT}. It never sends a user name or a
 * password.
 */
public final class Imap {
  /** Whether to start TLS if the server offers it. Default: true. */
  public static final ProtocolOption<Boolean> START_TLS =
      ProtocolOption.of("imap.startTls", true)
          .describedAs("Whether to start TLS if the server offers it.");

  private Imap() {}
}
