package io.portprobe.protocols.internal.greeting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What real servers of the lab sent, by the beginning of the command. */
record TextServer(String greeting, Map<String, String> replies) {
  static final TextServer POSTFIX =
      new TextServer(
          "220 srv.portprobe.test ESMTP Postfix (Debian/GNU)\r\n",
          replies(
              "EHLO",
                  "250-srv.portprobe.test\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n"
                      .concat("250-STARTTLS\r\n250-AUTH PLAIN LOGIN\r\n250 CHUNKING\r\n"),
              "STARTTLS", "220 2.0.0 Ready to start TLS\r\n",
              "QUIT", "221 2.0.0 Bye\r\n"));

  static final TextServer EXIM =
      new TextServer(
          "220 alt.portprobe.test ESMTP Exim 4.96 Fri, 27 Nov 2026 22:55:10 +0000\r\n",
          replies(
              "EHLO",
              "250-alt.portprobe.test Hello [198.18.77.10] [198.18.77.10]\r\n"
                  .concat("250-SIZE 52428800\r\n250-8BITMIME\r\n250 HELP\r\n")));

  static final TextServer DOVECOT_POP3 =
      new TextServer(
          "+OK Dovecot (Debian) ready.\r\n",
          replies(
              "CAPA", "+OK\r\nCAPA\r\nTOP\r\nUIDL\r\nSTLS\r\nSASL PLAIN\r\n.\r\n",
              "STLS", "+OK Begin TLS negotiation now.\r\n"));

  static final TextServer DOVECOT_IMAP =
      new TextServer(
          "* OK [CAPABILITY IMAP4rev1 SASL-IR ID STARTTLS LOGINDISABLED] Dovecot ready.\r\n",
          replies(
              "p1 CAPABILITY",
                  "* CAPABILITY IMAP4rev1 SASL-IR ID STARTTLS LOGINDISABLED\r\n"
                      .concat("p1 OK Pre-login capabilities listed.\r\n"),
              "p2 STARTTLS", "p2 OK Begin TLS negotiation now.\r\n",
              "p3 CAPABILITY", "* CAPABILITY IMAP4rev1 SASL-IR ID AUTH=PLAIN\r\np3 OK done.\r\n",
              "p2 ID", "* ID (\"name\" \"Dovecot\")\r\np2 OK ID completed.\r\n",
              "p4 ID", "* ID (\"name\" \"Dovecot\")\r\np4 OK ID completed.\r\n"));

  static final TextServer INN =
      new TextServer(
          "200 srv.portprobe.test InterNetNews NNRP server INN 2.7.1 ready (posting ok)\r\n",
          replies(
              "CAPABILITIES",
              "101 Capability list:\r\nVERSION 2\r\nIMPLEMENTATION INN 2.7.1\r\n"
                  .concat("READER\r\nSASL SCRAM-SHA-1 NTLM\r\nSTARTTLS\r\n.\r\n"),
              "STARTTLS",
              "580 Error initializing TLS\r\n"));

  static final TextServer VSFTPD =
      new TextServer(
          "220 (vsFTPd 3.0.3)\r\n",
          replies(
              "FEAT", "211-Features:\r\n AUTH TLS\r\n EPRT\r\n REST STREAM\r\n211 End\r\n",
              "AUTH TLS", "234 Proceed with negotiation.\r\n",
              "USER", "331 Please specify the password.\r\n",
              "PASS", "230 Login successful.\r\n",
              "SYST", "215 UNIX Type: L8\r\n"));

  private static Map<String, String> replies(String... pairs) {
    Map<String, String> replies = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      replies.put(pairs[i], pairs[i + 1]);
    }
    return replies;
  }

  /** Returns a server that sends another reply to a command. */
  TextServer with(String command, String reply) {
    Map<String, String> changed = new LinkedHashMap<>(replies);
    changed.put(command, reply);
    return new TextServer(greeting, changed);
  }

  /** Returns a server with another greeting. */
  TextServer greeting(String text) {
    return new TextServer(text, replies);
  }

  List<ByteBuffer> reply(ByteBuffer request) {
    String command = ISO_8859_1.decode(request.duplicate()).toString();
    return replies.entrySet().stream()
        .filter(entry -> command.startsWith(entry.getKey()))
        .map(entry -> ByteBuffer.wrap(entry.getValue().getBytes(ISO_8859_1)))
        .limit(1)
        .toList();
  }
}
