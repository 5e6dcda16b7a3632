package io.portprobe.protocols.greeting;

import io.portprobe.spi.ProtocolOption;
import java.util.regex.Pattern;

/**
 * The options of the protocol {@code "smtp"}: mail transfer and submission (RFC 5321), bound to
 * tcp/25, tcp/587 and, over TLS, tcp/465 (RFC 8314). The finding is an {@link SmtpServer}.
 *
 * <p>The client waits for the greeting and sends {@code EHLO}, or {@code HELO} if the server does
 * not know it. If the server lists {@code STARTTLS} (RFC 3207), the client sends that, performs the
 * handshake and sends {@code EHLO} again. It ends with {@code QUIT}. A greeting that refuses the
 * client is a finding too. The client never sends a sender, a recipient, a message or credentials.
 */
public final class Smtp {
  private static final Pattern NAME = Pattern.compile("|[A-Za-z0-9.:\\[\\]_-]{1,255}");

  /** Whether to start TLS if the server offers it. Default: true. */
  public static final ProtocolOption<Boolean> START_TLS =
      ProtocolOption.of("smtp.startTls", true)
          .describedAs("Whether to start TLS if the server offers it.");

  /**
   * The name of the client in {@code EHLO}: 1 to 255 letters, digits and {@code . : [ ] _ -}.
   * Default: empty, for the address of the client as a literal (RFC 5321 section 4.1.3), for
   * example {@code [192.0.2.1]}.
   */
  public static final ProtocolOption<String> CLIENT_NAME =
      ProtocolOption.of(
              "smtp.clientName",
              "",
              name -> NAME.matcher(name).matches(),
              "0-255 letters, digits and . : [ ] _ -")
          .describedAs("The name of the client in EHLO, by default its address.");

  private Smtp() {}
}
