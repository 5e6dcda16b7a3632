package io.portprobe.protocols.internal.greeting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingRecogniseTest {
  private static final List<Protocol> PROTOCOLS =
      List.of(
          new FtpProtocol(),
          new ImapProtocol(),
          new NntpProtocol(),
          new Pop3Protocol(),
          new SmtpProtocol());

  /** Returns what all protocols recognise. */
  private static List<String> recognised(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1)).asReadOnlyBuffer();
    return PROTOCOLS.stream()
        .map(protocol -> protocol.recognise(bytes))
        .flatMap(Optional::stream)
        .map(ServiceFacts::toString)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "220 srv.portprobe.test ESMTP Postfix (Debian/GNU)         | smtp, Postfix, Debian",
        "220 alt ESMTP Exim 4.96 Fri, 27 Nov 2026 22:55:10 +0000   | smtp, Exim, 4.96",
        "220 x Microsoft ESMTP MAIL Service, Version: 6.0.3790.0 ready at Mon"
            + " | smtp, Microsoft SMTP Service, 6.0.3790.0, Windows",
        "554 mail.example No SMTP service here                     | smtp",
        "500 5.5.2 Error: bad syntax                               | smtp",
        "+OK Dovecot (Debian) ready.                               | pop3, Dovecot, Debian",
        "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>   | pop3",
        "* OK [CAPABILITY IMAP4rev1 ID] Dovecot (Debian) ready.    | imap, Dovecot, Debian",
        "* BAD Error in IMAP command received by server.           | imap",
        "GET BAD Error in IMAP command received by server.         | imap",
        "200 srv InterNetNews NNRP server INN 2.7.1 ready          | nntp, INN, 2.7.1",
        "400 load at 12.34, try later                              | nntp",
        "220 (vsFTPd 3.0.3)                                        | ftp, vsftpd, 3.0.3",
        "220 ProFTPD Server (Debian) [::ffff:198.18.77.31]         | ftp, ProFTPD, Debian",
        "220-FileZilla Server 1.8.0                                | ftp, FileZilla Server, 1.8.0",
        "500 OOPS: vsftpd: refusing to run with writable root      | ftp",
      })
  void greeting_isRecognisedByItsProtocolOnly(String greeting, String facts) {
    assertThat(recognised(greeting.strip() + "\r\n")).containsExactly(facts);
    assertThat(recognised(greeting.strip())).containsExactly(facts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220 something ready",
        "421 too many connections",
        "400 load at the limit",
        "500 unknown command",
        "-ERR unknown command 'GET'",
        "+OK",
        "+OK done",
        "* OK MUPDATE \"mupdate.example\" \"Cyrus IMAP\" \"3.6\"",
        "* ACAP (IMPLEMENTATION \"x\")",
        "200 ready",
        "OK Pleased to meet you",
        "HTTP/1.1 220 ESMTP",
        "<html>220 FTP</html>",
        "",
      })
  void textOfSeveralOrOtherProtocols_isNotRecognised(String text) {
    assertThat(recognised(text + "\r\n")).isEmpty();
  }
}
