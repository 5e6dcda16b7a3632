package io.portprobe.protocols.internal.winrm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Responses of HTTP servers for tests. */
final class WinRmReplies {
  /** Windows Server, whose Identify is permitted without authentication. */
  static final String IDENTIFIED =
      response(
          "200 ",
          "Content-Type: application/soap+xml;charset=UTF-8\r\nServer: Microsoft-HTTPAPI/2.0\r\n",
          "<s:Envelope xml:lang=\"en-US\" xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">"
              + "<s:Header/><s:Body><wsmid:IdentifyResponse xmlns:wsmid=\"http://schemas.dmtf.org/"
              + "wbem/wsman/identity/1/wsmanidentity.xsd\"><wsmid:ProtocolVersion>http://schemas."
              + "dmtf.org/wbem/wsman/1/wsman.xsd</wsmid:ProtocolVersion><wsmid:ProductVendor>"
              + "Microsoft Corporation</wsmid:ProductVendor><wsmid:ProductVersion>OS: 0.0.0 SP: "
              + "0.0 Stack: 3.0</wsmid:ProductVersion></wsmid:IdentifyResponse></s:Body>"
              + "</s:Envelope>");

  /** Windows Server, which requires authentication. */
  static final String UNAUTHORIZED =
      response(
          "401 ",
          String.join(
              "\r\n",
              "Server: Microsoft-HTTPAPI/2.0",
              "WWW-Authenticate: Negotiate",
              "WWW-Authenticate: Kerberos",
              "WWW-Authenticate: Basic realm=\"WSMAN\"",
              ""),
          "");

  private WinRmReplies() {}

  static String response(String status, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
  }
}
