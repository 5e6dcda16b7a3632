package io.portprobe.protocols.internal.sip;

import io.portprobe.Transport;
import io.portprobe.spi.DialogueContext;
import io.portprobe.text.AddressText;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * A request of the method OPTIONS (RFC 3261 section 11.1).
 *
 * @param branch the branch of its Via, which identifies the transaction
 * @param sequence the value of CSeq
 */
record SipRequest(String text, String branch, String callId, String sequence) {
  /** Starts the branch of clients that follow RFC 3261. */
  private static final String COOKIE = "z9hG4bK";

  static SipRequest options(DialogueContext context) {
    RandomGenerator random = context.random();
    String branch = COOKIE + hex(random);
    String callId = hex(random);
    String sequence = random.nextInt(1, 1 << 16) + " OPTIONS";
    String host = bracketed(context.host());
    String text =
        String.join(
            "\r\n",
            "OPTIONS sip:" + host + ":" + context.peer().getPort() + " SIP/2.0",
            "Via: SIP/2.0/"
                + transport(context)
                + " "
                + sentBy(context)
                + ";branch="
                + branch
                + ";rport",
            "Max-Forwards: 70",
            "From: <sip:portprobe@portprobe.invalid>;tag=" + hex(random),
            "To: <sip:" + host + ">",
            "Call-ID: " + callId,
            "CSeq: " + sequence,
            "Accept: application/sdp",
            "User-Agent: portprobe",
            "Content-Length: 0",
            "",
            "");
    return new SipRequest(text, branch, callId, sequence);
  }

  private static String hex(RandomGenerator random) {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  private static String transport(DialogueContext context) {
    if (context.transport() == Transport.UDP) {
      return "UDP";
    }
    return context.tlsFirst() ? "TLS" : "TCP";
  }

  /** Returns the address of this client; the server adds the one that it sees. */
  private static String sentBy(DialogueContext context) {
    return context.local().map(SipRequest::text).orElse("portprobe.invalid");
  }

  private static String text(InetSocketAddress local) {
    return bracketed(AddressText.of(local.getAddress())) + ":" + local.getPort();
  }

  /** Returns an IPv6 address in brackets and without its zone, anything else as it is. */
  private static String bracketed(String host) {
    if (host.indexOf(':') < 0) {
      return host;
    }
    int zone = host.indexOf('%');
    return "[" + (zone < 0 ? host : host.substring(0, zone)) + "]";
  }

  byte[] encode() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
