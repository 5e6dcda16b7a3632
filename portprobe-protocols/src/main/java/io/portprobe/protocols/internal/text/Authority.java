package io.portprobe.protocols.internal.text;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.TlsSettings;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;

/**
 * The host and port that a request of HTTP names (RFC 9110 section 7.2, RFC 9113 section 8.3.1).
 */
public final class Authority {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private Authority() {}

  /**
   * Returns the value of the field {@code Host}, or of the pseudo-header {@code :authority}.
   *
   * @param option the value of the caller, empty for the host and port of the probe
   * @param tls whether the connection uses TLS
   */
  public static String of(DialogueContext context, String option, boolean tls) {
    if (!option.isEmpty()) {
      return option;
    }
    int port = context.peer().getPort();
    String host = host(context);
    return port == (tls ? HTTPS : HTTP) ? host : host + ":" + port;
  }

  /** Returns the host; an address has no zone, and one of IPv6 has brackets (RFC 3986). */
  public static String host(DialogueContext context) {
    String host = context.host();
    if (!host.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c))) {
      host = AddressText.of(context.peer().getAddress());
    }
    if (host.indexOf(':') < 0) {
      return host;
    }
    int zone = host.indexOf('%');
    return "[" + (zone < 0 ? host : host.substring(0, zone)) + "]";
  }

  /** Returns settings with ALPN and, if the caller set a host, its name as server name. */
  public static TlsSettings tlsSettings(String option, String alpn) {
    TlsSettings settings = TlsSettings.defaults().withAlpn(alpn);
    int colon = option.lastIndexOf(':');
    boolean port = colon > 0 && option.substring(colon + 1).chars().allMatch(Character::isDigit);
    String name = port ? option.substring(0, colon) : option;
    boolean address = name.startsWith("[") || name.matches("[0-9.]*");
    return address ? settings : settings.withServerName(name);
  }
}
