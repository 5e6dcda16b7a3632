package io.portprobe.protocols.internal.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.greeting.Ftp;
import io.portprobe.protocols.greeting.FtpServer;
import io.portprobe.protocols.greeting.FtpServer.AnonymousLogon;
import io.portprobe.protocols.greeting.GreetingServer;
import io.portprobe.protocols.greeting.ImapServer;
import io.portprobe.protocols.greeting.NntpServer;
import io.portprobe.protocols.greeting.Pop3Server;
import io.portprobe.protocols.greeting.Smtp;
import io.portprobe.protocols.greeting.SmtpServer;
import io.portprobe.protocols.greeting.StartTlsOutcome;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingDialogueTest {
  private static final Protocol SMTP = new SmtpProtocol();
  private static final Protocol FTP = new FtpProtocol();

  /** The local address of the context: loopback. */
  private static final String LITERAL = literal(InetAddress.getLoopbackAddress());

  private static String literal(InetAddress address) {
    String prefix = address instanceof Inet6Address ? "[IPv6:" : "[";
    return prefix + address.getHostAddress() + "]";
  }

  @Test
  void smtp_startsTls_andListsTheCapabilitiesAgain() {
    Conversation conversation = Conversation.of(SMTP, TextServer.POSTFIX);

    assertThat(conversation.sent())
        .containsExactly("EHLO " + LITERAL, "STARTTLS", "(handshake)", "EHLO " + LITERAL, "QUIT");
    SmtpServer server = conversation.finding(SmtpServer.class);
    assertThat(server.greeting())
        .containsExactly("220 srv.portprobe.test ESMTP Postfix (Debian/GNU)");
    assertThat(server.hostName()).contains("srv.portprobe.test");
    assertThat(server.capabilities())
        .containsExactly("PIPELINING", "SIZE 10240000", "STARTTLS", "AUTH PLAIN LOGIN", "CHUNKING");
    assertThat(server.capabilitiesBeforeTls()).isEqualTo(server.capabilities());
    assertThat(server.capability("size")).contains("10240000");
    assertThat(server.capability("CHUNKING")).contains("");
    assertThat(server.capability("SIZ")).isEmpty();
    assertThat(server.authMechanisms()).containsExactly("PLAIN", "LOGIN");
    assertThat(server.startTls()).isEqualTo(StartTlsOutcome.STARTED);
    assertThat(server.tls().orElseThrow().version()).isEqualTo("TLSv1.3");
    assertThat(server.facts().toString()).isEqualTo("smtp, Postfix, Debian");
  }

  @Test
  void smtp_withoutStartTls_reportsThatTheServerOffersIt() {
    Conversation conversation =
        Conversation.of(
            SMTP,
            TextServer.POSTFIX,
            Conversation.context()
                .with(Smtp.START_TLS, false)
                .with(Smtp.CLIENT_NAME, "probe.example"),
            true);

    assertThat(conversation.sent()).containsExactly("EHLO probe.example", "QUIT");
    assertThat(conversation.finding(SmtpServer.class).startTls())
        .isEqualTo(StartTlsOutcome.NOT_TRIED);
  }

  @Test
  void smtp_handshakeFails_isAFindingWithTheReason() {
    SmtpServer server =
        Conversation.of(SMTP, TextServer.POSTFIX, Conversation.context(), false)
            .finding(SmtpServer.class);

    assertThat(server.startTls()).isEqualTo(StartTlsOutcome.FAILED);
    assertThat(server.notes()).containsExactly("handshake failed");
  }

  @Test
  void smtp_withoutEhlo_isGreetedWithHelo() {
    Conversation conversation =
        Conversation.of(
            SMTP,
            TextServer.EXIM
                .greeting("220 old ready\r\n")
                .with("EHLO", "500 unknown\r\n")
                .with("HELO", "250 old.example\r\n"));

    assertThat(conversation.sent()).containsExactly("EHLO " + LITERAL, "HELO " + LITERAL, "QUIT");
    SmtpServer server = conversation.finding(SmtpServer.class);
    assertThat(server.hostName()).contains("old.example");
    assertThat(server.capabilities()).isEmpty();
  }

  @Test
  void smtp_greetingWithATime_isVolatile() {
    SmtpServer server = Conversation.of(SMTP, TextServer.EXIM).finding(SmtpServer.class);

    assertThat(server.facts().volatileComponents()).containsExactly("greeting");
    assertThat(server.facts().toString()).isEqualTo("smtp, Exim, 4.96");
    assertThat(server.startTls()).isEqualTo(StartTlsOutcome.NOT_OFFERED);
  }

  @ParameterizedTest
  @CsvSource({
    "smtp, 554 5.7.1 no access",
    "smtp, 421 too many connections",
    "pop3, -ERR [IN-USE] mailbox locked",
    "imap, * BYE IMAP4rev1 not today",
    "nntp, 502 no permission",
    "ftp, 421 too many users",
    "ftp, 530 not from there",
  })
  void greetingThatRefuses_isAFinding_withoutACommand(String name, String greeting) {
    Conversation conversation =
        Conversation.of(protocol(name), TextServer.EXIM.greeting(greeting + "\r\n"));

    assertThat(conversation.sent()).isEmpty();
    GreetingServer server = conversation.finding(GreetingServer.class);
    assertThat(server.refused()).isTrue();
    assertThat(server.greeting()).containsExactly(greeting);
  }

  private static Protocol protocol(String name) {
    return switch (name) {
      case "smtp" -> SMTP;
      case "pop3" -> new Pop3Protocol();
      case "imap" -> new ImapProtocol();
      case "nntp" -> new NntpProtocol();
      default -> FTP;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "smtp, 220 (vsFTPd 3.0.3)",
    "ftp, 220 mail.example ESMTP Postfix",
    "ftp, 220 something",
    "imap, * OK MUPDATE \"a\" \"Cyrus\"",
    "nntp, 200 ready",
    "pop3, -ERR unknown command",
  })
  void greetingThatProvesNothing_isNoFinding(String name, String greeting) {
    Conversation conversation =
        Conversation.of(protocol(name), new TextServer(greeting + "\r\n", Map.of()));

    assertThat(conversation.last()).isInstanceOf(Step.Mismatch.class);
    assertThat(conversation.partial()).isEmpty();
  }

  @Test
  void pop3_startsTls() {
    Conversation conversation = Conversation.of(new Pop3Protocol(), TextServer.DOVECOT_POP3);

    assertThat(conversation.sent()).containsExactly("CAPA", "STLS", "(handshake)", "CAPA", "QUIT");
    Pop3Server server = conversation.finding(Pop3Server.class);
    assertThat(server.capabilities()).containsExactly("CAPA", "TOP", "UIDL", "STLS", "SASL PLAIN");
    assertThat(server.authMechanisms()).containsExactly("PLAIN");
    assertThat(server.implementation()).isEmpty();
    assertThat(server.facts().toString()).isEqualTo("pop3, Dovecot, Debian");
  }

  @Test
  void pop3_lineWithADot_isUnstuffed() {
    Pop3Server server =
        Conversation.of(
                new Pop3Protocol(),
                TextServer.DOVECOT_POP3.with(
                    "CAPA", "+OK\r\n..dot\r\nIMPLEMENTATION Shlemazle-Plotz-v302\r\n.\r\n"))
            .finding(Pop3Server.class);

    assertThat(server.capabilities()).first().isEqualTo(".dot");
    assertThat(server.implementation()).contains("Shlemazle-Plotz-v302");
  }

  @Test
  void imap_startsTls_andRequestsTheId() {
    Conversation conversation = Conversation.of(new ImapProtocol(), TextServer.DOVECOT_IMAP);

    assertThat(conversation.sent())
        .containsExactly(
            "p1 CAPABILITY",
            "p2 STARTTLS",
            "(handshake)",
            "p3 CAPABILITY",
            "p4 ID NIL",
            "p5 LOGOUT");
    ImapServer server = conversation.finding(ImapServer.class);
    assertThat(server.id()).containsExactly(Map.entry("name", "Dovecot"));
    assertThat(server.authMechanisms()).containsExactly("PLAIN");
    assertThat(server.capabilitiesBeforeTls()).contains("LOGINDISABLED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(\"name\" \"Cyrus IMAP\" \"version\" \"3.6\"); {name=Cyrus IMAP, version=3.6}",
        "(\"a\" NIL \"b\" \"x \\\"y\\\" \\\\z\"); {b=x \"y\" \\z}",
        "NIL; {}",
        "(\"a\"; {}",
        "(\"a\" \"b; {}",
      })
  void imapId_isParsed(String parameters, String fields) {
    assertThat(ImapId.parse(parameters).toString()).isEqualTo(fields);
  }

  @Test
  void nntp_thatFailsToStartTls_isAFindingWithTheReason() {
    Conversation conversation = Conversation.of(new NntpProtocol(), TextServer.INN);

    assertThat(conversation.sent()).containsExactly("CAPABILITIES", "STARTTLS", "QUIT");
    NntpServer server = conversation.finding(NntpServer.class);
    assertThat(server.postingAllowed()).isTrue();
    assertThat(server.implementation()).contains("INN 2.7.1");
    assertThat(server.authMechanisms()).containsExactly("SCRAM-SHA-1", "NTLM");
    assertThat(server.startTls()).isEqualTo(StartTlsOutcome.REFUSED);
    assertThat(server.notes())
        .containsExactly("the server refused to start TLS: 580 Error initializing TLS");
  }

  @Test
  void ftp_logsOnOnlyIfEnabled() {
    assertThat(Conversation.of(FTP, TextServer.VSFTPD).sent())
        .containsExactly("FEAT", "AUTH TLS", "(handshake)", "FEAT", "SYST", "QUIT");

    Conversation conversation =
        Conversation.of(
            FTP, TextServer.VSFTPD, Conversation.context().with(Ftp.ANONYMOUS, true), true);
    assertThat(conversation.sent())
        .containsSubsequence("USER anonymous", "PASS portprobe@", "SYST", "QUIT");
    FtpServer server = conversation.finding(FtpServer.class);
    assertThat(server.anonymousLogon()).isEqualTo(AnonymousLogon.ACCEPTED);
    assertThat(server.logonReplies())
        .containsExactly("331 Please specify the password.", "230 Login successful.");
    assertThat(server.system()).contains("UNIX Type: L8");
    assertThat(server.capabilities()).containsExactly("AUTH TLS", "EPRT", "REST STREAM");
  }

  @Test
  void ftp_thatRefusesTheAnonymousUser_receivesNoPassword() {
    Conversation conversation =
        Conversation.of(
            FTP,
            TextServer.VSFTPD.with("USER", "530 This server is private.\r\n"),
            Conversation.context().with(Ftp.ANONYMOUS, true),
            true);

    assertThat(conversation.sent()).doesNotContain("PASS portprobe@");
    assertThat(conversation.finding(FtpServer.class).anonymousLogon())
        .isEqualTo(AnonymousLogon.REFUSED);
  }

  @Test
  void ftp_withoutANameInItsGreeting_isProvenByItsReplies() {
    FtpServer server =
        Conversation.of(
                FTP,
                TextServer.VSFTPD
                    .greeting("220-welcome\r\n220 ready\r\n")
                    .with("FEAT", "530 Please login with USER and PASS.\r\n")
                    .with("SYST", "530 Please login with USER and PASS.\r\n"))
            .finding(FtpServer.class);

    assertThat(server.greeting()).containsExactly("220-welcome", "220 ready");
    assertThat(server.system()).isEmpty();
  }

  @Test
  void conversationThatIsCutOff_hasAnIncompleteFinding() {
    Conversation conversation =
        Conversation.of(SMTP, new TextServer("220 x ESMTP\r\n", Map.of("EHLO", "250-x\r\n")));

    assertThat(conversation.finding(SmtpServer.class).notes())
        .containsExactly("the server closed the connection before the end of the conversation");
    assertThat(conversation.partial().orElseThrow().notes())
        .contains("the conversation is incomplete");
  }

  @Test
  void longReply_isCut() {
    SmtpServer server =
        Conversation.of(
                SMTP,
                TextServer.EXIM.with(
                    "EHLO",
                    "250-x\r\n"
                        + ("250-" + "A".repeat(8_000) + "\r\n").repeat(100)
                        + "250 END\r\n"))
            .finding(SmtpServer.class);

    assertThat(server.capabilities()).hasSizeLessThan(100);
    assertThat(server.notes())
        .containsExactly("a part of the text was left out, because it is too long");
  }
}
