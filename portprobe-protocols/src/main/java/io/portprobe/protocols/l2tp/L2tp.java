package io.portprobe.protocols.l2tp;

import io.portprobe.spi.ProtocolOption;
import java.util.regex.Pattern;

/**
 * The options of the protocol {@code "l2tp"}: L2TP network servers (RFC 2661), bound to udp/1701.
 * The finding is an {@link L2tpServer}.
 *
 * <p>The client requests a control connection ({@code SCCRQ}). If the server accepts ({@code
 * SCCRP}), the client ends the connection at once ({@code StopCCN}). If the server refuses ({@code
 * StopCCN}), the client acknowledges that. It opens no session and transmits no PPP frame.
 */
public final class L2tp {
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,64}");

  /**
   * The host name of the client, by which some servers select a configuration: 1 to 64 visible
   * characters of ASCII. Default: {@code "portprobe"}.
   */
  public static final ProtocolOption<String> HOST_NAME =
      ProtocolOption.of(
              "l2tp.hostName",
              "portprobe",
              name -> NAME.matcher(name).matches(),
              "1-64 visible characters of ASCII")
          .describedAs("The host name of the client.");

  private L2tp() {}
}
