package io.portprobe.protocols.kerberos;

import io.portprobe.spi.ProtocolOption;
import io.portprobe.text.SafeText;

/**
 * The options of the protocol {@code "kerberos"}, bound to tcp/88 and udp/88. Also describes the
 * protocol {@code "kpasswd"}, bound to tcp/464 and udp/464, which has no options.
 *
 * <p>{@code kerberos} sends one AS-REQ without pre-authentication (RFC 4120 section 5.4.1) for a
 * principal that does not exist, unless {@link #PRINCIPAL} is set. The finding is a {@link
 * KdcResponse}: the KRB-ERROR or AS-REP of the key distribution center (KDC). The request has a
 * random nonce and a random principal; over UDP a response about another principal is ignored. If
 * the KDC responds with KDC_ERR_WRONG_REALM and names another realm, the client sends a second
 * AS-REQ for that realm. If a response is too big for a datagram, the client continues over TCP.
 *
 * <p>{@code kpasswd} sends one change-password request (RFC 3244) with a ticket and a message of
 * random bytes, which no server can decrypt. The finding is a {@link KpasswdResponse}.
 *
 * <p>Neither protocol sends a password, a key or a time stamp that a password encrypts, so no
 * account can be locked.
 */
public final class Kerberos {
  private static final int MAX_REALM = 255;
  private static final int MAX_PRINCIPAL = 64;

  /**
   * The realm of the AS-REQ: 1 to 255 visible ASCII characters. Default: none, the empty string;
   * the client then derives the realm from the host, {@code AD.EXAMPLE.COM} from {@code
   * dc1.ad.example.com}, and uses {@code PORTPROBE.INVALID} for an address.
   */
  public static final ProtocolOption<String> REALM =
      ProtocolOption.of(
              "kerberos.realm",
              "",
              value -> value.length() <= MAX_REALM && isVisible(value),
              "0-255 visible ASCII characters")
          .describedAs("The realm of the request.");

  /**
   * The client principal of the AS-REQ without its realm: 1 to 64 visible ASCII characters without
   * {@code @}; a slash separates components. An existing principal makes the KDC list its
   * encryption types, or send an AS-REP if the account needs no pre-authentication. Default: none,
   * the empty string; the client then sends a random name.
   */
  public static final ProtocolOption<String> PRINCIPAL =
      ProtocolOption.of(
              "kerberos.principal",
              "",
              value ->
                  value.length() <= MAX_PRINCIPAL && isVisible(value) && value.indexOf('@') < 0,
              "0-64 visible ASCII characters without @")
          .describedAs("The client principal of the request.");

  private Kerberos() {}

  private static boolean isVisible(String text) {
    return text.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c));
  }
}
