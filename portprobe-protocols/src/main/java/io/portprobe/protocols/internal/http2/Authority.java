package io.portprobe.protocols.internal.http2;

import io.portprobe.spi.DialogueContext;
import io.portprobe.text.SafeText;

/** The pseudo-header {@code :authority} (RFC 9113 section 8.3.1). */
final class Authority {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private Authority() {}

  /**
   * Returns host and port.
   *
   * @param option the value of the caller, empty for the host and port of the probe
   */
  static String of(DialogueContext context, String option, boolean tls) {
    if (!option.isEmpty()) {
      return option;
    }
    String host = context.host();
    if (!host.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c))) {
      host = context.peer().getAddress().getHostAddress();
    }
    int zone = host.indexOf('%');
    if (host.indexOf(':') >= 0) {
      host = "[" + (zone < 0 ? host : host.substring(0, zone)) + "]";
    }
    int port = context.peer().getPort();
    return port == (tls ? HTTPS : HTTP) ? host : host + ":" + port;
  }
}
