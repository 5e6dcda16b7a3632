package io.portprobe.protocols;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Offers what servers send to all protocols: the right one recognises it, or none. */
class RecogniseTest {
  private static final int MAX_PREFIX = 64;
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:r|n|x([0-9a-f]{2}))");

  /**
   * The protocols of the recorded responses in the inputs of fuzz tests: those of a folder may be
   * recognised by them and by no other. The number is the count of bytes before the response that
   * select a variant of the fuzz test.
   */
  private static final Map<String, Map.Entry<Integer, Set<String>>> RECORDED =
      Map.ofEntries(
          inputs("adws/stream", 0, "adws"),
          inputs("dns/datagrams", 1, "dns"),
          inputs("dns/stream", 1, "dns"),
          inputs("greeting/stream", 2, "ftp", "smtp", "pop3", "imap", "nntp"),
          inputs("http/stream", 1, "http"),
          inputs("http2/stream", 1, "h2"),
          inputs("kerberos/kdc", 0, "kerberos"),
          inputs("kerberos/password", 0, "kpasswd"),
          inputs("ldap/conversation", 1, "ldap"),
          inputs("ldap/message", 0, "ldap"),
          inputs("mssql/browser", 0, "mssql-browser"),
          inputs("mssql/preLogin", 0, "mssql"),
          inputs("netbios/nameQuery", 0, "netbios"),
          inputs("netbios/nodeStatus", 0, "netbios"),
          inputs("netbios/session", 0, "netbios"),
          inputs("queue/amqp", 0, "amqp"),
          inputs("rdp/negotiation", 0, "rdp"),
          inputs("rsync/stream", 0, "rsync"),
          inputs("simple/chargen", 0, "chargen"),
          inputs("simple/daytime", 0, "daytime"),
          inputs("simple/ident", 0, "ident"),
          inputs("simple/time", 0, "time"),
          inputs("sip/stream", 0, "sip"),
          inputs("smb/smb1", 0, "smb"),
          inputs("smb/smb2", 0, "smb"),
          inputs("snmp/message", 0, "snmp"),
          inputs("snmp/stream", 0, "snmp"),
          inputs("sql/mySql", 0, "mysql"),
          inputs("sql/postgreSql", 1, "postgresql"),
          inputs("ssh/stream", 0, "ssh"),
          inputs("store/cassandra", 0, "cassandra"),
          inputs("store/memcached", 0, "memcached"),
          inputs("store/mongoDbQuery", 0, "mongodb"),
          inputs("store/redis", 0, "redis"),
          inputs("store/zooKeeper", 0, "zookeeper"),
          inputs("stun/stream", 0, "stun"),
          inputs("telnet/stream", 0, "telnet"),
          inputs("tls/reply", 0, "tls"),
          inputs("vnc/stream", 0, "vnc"),
          inputs("winrm/response", 0, "winrm", "http"));

  /** Servers that send the greeting of another protocol, or a text that quotes one. */
  private static final String GREETINGS =
      """
      ftp      | 220 ProFTPD 1.3.5 Server (Debian) [10.0.0.1]\\r\\n
      ftp      | 220-FileZilla Server 0.9.60 beta\\r\\n220 written by Tim Kosse\\r\\n
      ftp      | 220---------- Welcome to Pure-FTPd [privsep] [TLS] ----------\\r\\n
      ftp      | 220 Microsoft FTP Service\\r\\n
      ftp      | 530 Sorry, the maximum number of clients for this FTP server is reached\\r\\n
      -        | 220 gateway ready.\\r\\n
      -        | 220 dict.example dictd 1.12.1/rf <auth.mime> <1.2.3@dict.example>\\r\\n
      -        | 220 DB2 ready\\r\\n
      -        | 220 printer.example ready\\r\\n
      -        | 421 Service not available, closing control connection\\r\\n
      -        | 500 Unknown command\\r\\n
      smtp     | 220 mx.google.com ESMTP x1-2002si123 - gsmtp\\r\\n
      smtp     | 220-mail.example ESMTP Exim 4.96\\r\\n220 We do not authorize bulk mail\\r\\n
      smtp     | 220 EX01.corp.example Microsoft ESMTP MAIL Service ready at Fri\\r\\n
      smtp     | 554 5.7.1 You are not allowed to connect.\\r\\n
      smtp     | 421 4.3.2 Service shutting down\\r\\n
      -        | 220 lmtp.example LMTP Dovecot ready\\r\\n
      pop3     | +OK Microsoft Exchange Server 2007 POP3 service ready\\r\\n
      pop3     | +OK Qpopper (version 4.1.0) at pop.example starting.  <1.2@pop.example>\\r\\n
      -        | +OK\\r\\n
      -        | +OK Hello there.\\r\\n
      -        | +PONG
      imap     | * OK [CAPABILITY IMAP4rev1 LITERAL+] Courier-IMAP ready.\\r\\n
      imap     | * BYE Connection refused by IMAP server\\r\\n
      -        | * OK MUPDATE "mu.example" "Cyrus" "v2.5.10" "(master)"\\r\\n
      -        | * ACAP (IMPLEMENTATION "CommuniGate Pro ACAP 6.2")\\r\\n
      -        | "IMPLEMENTATION" "Dovecot Pigeonhole"\\r\\n"SIEVE" "fileinto"\\r\\nOK "ready."\\r\\n
      nntp     | 200 news.example InterNetNews NNRP server INN 2.6.3 ready (posting ok)\\r\\n
      nntp     | 201 NNTP Service 5.00 Version: 5.0.2195 Posting Not Allowed\\r\\n
      -        | 200 MPD ready\\r\\n
      -        | 200 LIRC ready\\r\\n
      -        | 200 CherryProxy ready\\r\\n
      -        | OK MPD 0.23.12\\n
      ssh      | SSH-2.0-OpenSSH_for_Windows_8.1\\r\\n
      ssh      | SSH-1.99-Cisco-1.25\\n
      ssh      | SSH-2.0-dropbear_2022.83\\r\\n
      -        | Exceeded MaxStartups\\r\\n
      -        | qy#Tq:X$4!\\r\\n
      -        | Welcome to SSH-2.0 tarpit\\r\\n
      http     | HTTP/1.1 400 Bad Request\\r\\nServer: Microsoft-HTTPAPI/2.0\\r\\n\\r\\n
      http     | HTTP/1.0 200 OK\\r\\nServer: ESMTP 220 FTP\\r\\n\\r\\n220 ftp FTP ready\\r\\n
      http     | HTTP/1.1 200 OK\\r\\n\\r\\nSSH-2.0-OpenSSH_9.2p1\\r\\n
      http     | HTTP/1.1 200 OK\\r\\n\\r\\nblog: It looks like you are trying to access MongoDB over HTTP
      -        | <html><body>220 ftp.example FTP server ready</body></html>\\r\\n
      -        | ICY 200 OK\\r\\nicy-notice1: SHOUTcast\\r\\n
      -        | RTSP/1.0 400 Bad Request\\r\\nServer: GStreamer RTSP server\\r\\n\\r\\n
      sip      | SIP/2.0 404 Not Found\\r\\nVia: SIP/2.0/TCP nm;branch=foo\\r\\nContent-Length: 0\\r\\n\\r\\n
      -        | SSDP/1.0 200 OK\\r\\n\\r\\n
      -        | :irc.example NOTICE AUTH :*** Looking up your hostname\\r\\n
      -        | NOTICE AUTH :*** Processing connection to irc.example\\r\\n
      -        | ERROR :Closing Link: [10.0.0.1] (Throttled)\\r\\n
      redis    | -NOAUTH Authentication required.\\r\\n
      redis    | -ERR wrong number of arguments for 'get' command\\r\\n
      redis    | -DENIED Redis is running in protected mode because protected mode is enabled\\r\\n
      -        | -ERR Unknown command.\\r\\n
      -        | -ERR invalid command\\r\\n
      -        | -ERR\\r\\n
      -        | ERROR\\r\\n
      -        | ERR unknown command\\r\\n
      memcached | CLIENT_ERROR line too long\\r\\n
      -        | INFO {"server_id":"NABC","version":"2.9.11","go":"go1.19"} \\r\\n
      -        | UNKNOWN_COMMAND\\r\\n
      -        | -Unknown command\\r\\n
      rsync    | @RSYNCD: 31.0\\n
      -        | @ERROR: max connections (4) reached -- try again later\\n
      vnc      | RFB 003.889\\n
      vnc      | RFB 005.000\\n
      -        | RFB is a blog\\n
      -        | ( success ( 2 2 ( ) ( edit-pipeline svndiff1 absent-entries ) ) )
      -        | 0032ERR Repository not found.
      -        | HELO\\r\\n
      -        | BDPv1\\r\\n
      -        | JDWP-Handshake
      -        | AMD 64\\r\\n
      -        | login:
      -        | Password:
      -        | User Access Verification\\r\\n\\r\\nPassword:
      -        | 12:34:56 up 3 days\\r\\n
      daytime  | Fri Nov 27 20:15:00 2026\\r\\n
      -        | Fri Nov 27 20:15:00 2026 backup finished\\r\\n
      -        | Copyright 2026\\r\\n
      -        | {"jsonrpc":"2.0","error":{"code":-32700}}\\n
      -        | <?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams'>
      -        | \\x00\\x00\\x00\\x00
      -        | \\x00
      -        | \\x05\\xff
      -        | \\x05\\x00
      -        | \\x15
      -        | \\x4e\\x00
      -        | \\x00\\x00\\x00\\x0b\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01
      -        | \\x00\\x5a\\x00\\x00\\x00\\x00\\x00\\x00
      -        | \\x2a\\x00\\x00\\x00\\x00\\x00\\x00\\x00
      -        | JRMI\\x00\\x02K
      -        | \\xca\\xfe\\xba\\xbe\\x00\\x00\\x00\\x34
      -        | \\x7fELF\\x02\\x01\\x01
      -        | PK\\x03\\x04\\x14\\x00
      -        | \\xac\\xed\\x00\\x05
      telnet   | \\xff\\xfb\\x01\\xff\\xfb\\x03\\xff\\xfd\\x18
      tls      | \\x15\\x03\\x01\\x00\\x02\\x02\\x28
      -        | \\x16\\x03
      """;

  private static Map.Entry<String, Map.Entry<Integer, Set<String>>> inputs(
      String folder, int skipped, String... protocols) {
    return Map.entry(folder, Map.entry(skipped, Set.of(protocols)));
  }

  private static Path inputs() throws URISyntaxException {
    Path seeds =
        Path.of(
            Objects.requireNonNull(
                    RecogniseTest.class.getResource("internal/ssh/SshFuzzTestInputs"))
                .toURI());
    return seeds.resolve("../..").normalize();
  }

  private static List<Path> recordings() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.walk(inputs())) {
      return files
          .filter(file -> file.toString().contains("FuzzTestInputs"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  @Tag("slow")
  @Test
  void recordedResponse_alsoCutAnywhere_isRecognisedByItsProtocolOnly() throws Exception {
    SoftAssertions all = new SoftAssertions();
    Path inputs = inputs();
    for (Path file : recordings()) {
      Path relative = inputs.relativize(file);
      var known = RECORDED.get(relative.getName(0) + "/" + relative.getName(2));
      int from = known == null ? 0 : known.getKey();
      Set<String> right = known == null ? Set.of() : known.getValue();
      byte[] bytes = Files.readAllBytes(file);
      for (int end = from + 1; end <= bytes.length; end++) {
        if (end - from <= MAX_PREFIX || end == bytes.length) {
          Set<String> names = Recognisers.of(bytes, from, end);
          if (!right.containsAll(names) || names.size() > 1) { // soft assertions are slow
            all.assertThat(right).as("%s to byte %d", relative, end).containsAll(names);
            all.assertThat(names).as("%s to byte %d", relative, end).hasSizeLessThan(2);
          }
        }
      }
    }
    all.assertAll();
  }

  @Tag("slow")
  @Test
  void protocolOfEachFolder_recognisesAtLeastOneOfItsRecordings() throws Exception {
    Path inputs = inputs();
    SoftAssertions all = new SoftAssertions();
    List<Path> recordings = recordings();
    RECORDED.forEach(
        (folder, known) ->
            all.assertThat(recordings)
                .as(folder)
                .filteredOn(
                    file -> {
                      Path relative = inputs.relativize(file);
                      return folder.equals(relative.getName(0) + "/" + relative.getName(2));
                    })
                .anyMatch(file -> isRecognised(file, known.getKey(), known.getValue())));
    all.assertAll();
  }

  private static boolean isRecognised(Path file, int from, Set<String> right) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    for (int end = from + 1; end <= bytes.length; end++) {
      Set<String> names = Recognisers.of(bytes, from, end);
      if (!names.isEmpty() && right.containsAll(names)) {
        return true;
      }
    }
    return false;
  }

  private static Stream<String> greetings() {
    return GREETINGS.lines();
  }

  @ParameterizedTest
  @MethodSource("greetings")
  void greeting_isRecognisedByTheRightProtocol_orByNone(String line) {
    String protocol = line.substring(0, line.indexOf('|')).strip();
    byte[] bytes = unescaped(line.substring(line.indexOf('|') + 2));

    assertThat(Recognisers.of(bytes)).isEqualTo(protocol.equals("-") ? Set.of() : Set.of(protocol));
  }

  private static byte[] unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                switch (escape.group().charAt(1)) {
                  case 'r' -> "\r";
                  case 'n' -> "\n";
                  default ->
                      Matcher.quoteReplacement(
                          String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
                })
        .getBytes(ISO_8859_1);
  }
}
