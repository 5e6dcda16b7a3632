package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.greeting.Ftp;
import io.portprobe.protocols.greeting.FtpServer;
import io.portprobe.protocols.greeting.FtpServer.AnonymousLogon;
import io.portprobe.protocols.greeting.GreetingServer;
import io.portprobe.protocols.greeting.ImapServer;
import io.portprobe.protocols.greeting.NntpServer;
import io.portprobe.protocols.greeting.Pop3Server;
import io.portprobe.protocols.greeting.SmtpServer;
import io.portprobe.protocols.greeting.StartTlsOutcome;
import io.portprobe.protocols.tls.TlsSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares findings with the clients of Python's standard library and with OpenSSL. */
@InLab
class GreetingLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final String ALT = "198.18.77.31";

  /** Without verification: no client trusts the certificate authority of the lab. */
  private static final String PYTHON =
      """
      import ssl, sys, smtplib, poplib, imaplib, ftplib
      host, port = sys.argv[1], int(sys.argv[2])
      tls = ssl.create_default_context(); tls.check_hostname = False; tls.verify_mode = ssl.CERT_NONE
      """;

  private static <T extends GreetingServer> T probe(String host, int port, Class<T> type) {
    ProbeReport report = LAB.tcp(host, port).report().join();
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    return report.finding(type).orElseThrow(() -> new AssertionError(report.explain()));
  }

  private static List<String> python(String program, String host, int port) {
    return Tool.run("python3", "-c", PYTHON + program, host, Integer.toString(port));
  }

  private static void compareCapabilities(List<String> ours, List<String> theirs) {
    assertThat(sorted(theirs)).isNotEmpty().isEqualTo(sorted(ours));
  }

  private static Set<String> sorted(List<String> lines) {
    Set<String> sorted = new TreeSet<>();
    lines.forEach(line -> sorted.add(line.strip().toUpperCase(Locale.ROOT)));
    return sorted;
  }

  /** Compares the certificate with that of OpenSSL. */
  private static void compareCertificate(
      GreetingServer ours, String host, int port, String... how) {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_client", "-connect", host + ":" + port, "-ign_eof"));
    command.addAll(List.of(how));
    String all =
        String.join(
            "\n",
            Tool.run(
                "sh",
                "-c",
                "printf 'QUIT\\r\\nx LOGOUT\\r\\n' | "
                    + String.join(" ", command)
                    + " 2>/dev/null | openssl x509 -noout -subject -enddate -nameopt RFC2253"));
    TlsSummary tls = ours.tls().orElseThrow();
    assertThat(all).contains("subject=" + tls.subject().orElseThrow());
    assertThat(tls.notAfter().orElseThrow().toString().substring(0, 4))
        .isEqualTo(all.replaceAll("(?s).*notAfter=.* (\\d{4}) GMT.*", "$1"));
  }

  @ParameterizedTest
  @CsvSource({
    "198.18.77.30, 25, STARTED, Postfix, Debian",
    "198.18.77.30, 587, STARTED, Postfix, Debian",
    "198.18.77.30, 465, IMPLICIT, Postfix, Debian",
    "198.18.77.31, 25, STARTED, Exim, ",
  })
  void smtp(String host, int port, StartTlsOutcome tls, String product, String system) {
    SmtpServer ours = probe(host, port, SmtpServer.class);

    assertThat(ours.startTls()).isEqualTo(tls);
    assertThat(ours.facts().product()).contains(product);
    assertThat(ours.facts().operatingSystem().orElse(null)).isEqualTo(system);
    boolean first = tls == StartTlsOutcome.IMPLICIT;
    List<String> theirs =
        python(
            first
                ? "s = smtplib.SMTP_SSL(host, port, context=tls)\ns.ehlo('[198.18.77.10]')"
                    .concat("\nprint(s.ehlo_resp.decode()); s.quit()")
                : "s = smtplib.SMTP(host, port)\ns.ehlo('[198.18.77.10]')\n"
                    .concat("print(s.ehlo_resp.decode()); s.quit()"),
            host,
            port);
    compareCapabilities(
        first ? ours.capabilities() : ours.capabilitiesBeforeTls(),
        theirs.subList(1, theirs.size()));
    assertThat(theirs.get(0)).startsWith(ours.hostName().orElseThrow());
    if (first) {
      compareCertificate(ours, host, port);
    } else {
      compareCertificate(ours, host, port, "-starttls", "smtp");
      assertThat(ours.capabilities()).doesNotContain("STARTTLS");
    }
  }

  @ParameterizedTest
  @CsvSource({"110, STARTED", "995, IMPLICIT"})
  void pop3(int port, StartTlsOutcome tls) {
    Pop3Server ours = probe(Lab.SRV, port, Pop3Server.class);

    assertThat(ours.startTls()).isEqualTo(tls);
    assertThat(ours.facts().product()).contains("Dovecot");
    boolean first = tls == StartTlsOutcome.IMPLICIT;
    List<String> theirs =
        python(
            (first
                    ? "s = poplib.POP3_SSL(host, port, context=tls)\n"
                    : "s = poplib.POP3(host, port)\ns.stls(tls)\n")
                .concat("print(s.welcome.decode())\n")
                .concat("for k, v in s.capa().items(): print(' '.join([k] + v))\ns.quit()"),
            Lab.SRV,
            port);
    assertThat(ours.greeting()).containsExactly(theirs.get(0));
    compareCapabilities(ours.capabilities(), theirs.subList(1, theirs.size()));
    if (first) {
      compareCertificate(ours, Lab.SRV, port);
    } else {
      compareCertificate(ours, Lab.SRV, port, "-starttls", "pop3");
    }
  }

  @ParameterizedTest
  @CsvSource({"143, STARTED", "993, IMPLICIT"})
  void imap(int port, StartTlsOutcome tls) {
    ImapServer ours = probe(Lab.SRV, port, ImapServer.class);

    assertThat(ours.startTls()).isEqualTo(tls);
    assertThat(ours.id()).containsEntry("name", "Dovecot");
    boolean first = tls == StartTlsOutcome.IMPLICIT;
    List<String> theirs =
        python(
            (first
                    ? "s = imaplib.IMAP4_SSL(host, port, ssl_context=tls)\n"
                    : "s = imaplib.IMAP4(host, port)\ns.starttls(tls)\n")
                .concat("print(s.welcome.decode().strip())\n")
                .concat("for c in s.capabilities: print(c)\ns.logout()"),
            Lab.SRV,
            port);
    assertThat(ours.greeting()).containsExactly(theirs.get(0));
    compareCapabilities(ours.capabilities(), theirs.subList(1, theirs.size()));
    if (first) {
      compareCertificate(ours, Lab.SRV, port);
    } else {
      compareCertificate(ours, Lab.SRV, port, "-starttls", "imap");
    }
  }

  @Test
  @DisplayName("The capabilities of INN equal those that a raw connection lists")
  void nntp() {
    NntpServer ours = probe(Lab.SRV, 119, NntpServer.class);

    if (ours.refused()) {
      assertThat(ours.greeting()).singleElement().asString().startsWith("400 load at ");
    }
    assumeFalse(ours.refused(), "INN refuses clients because of load");
    assertThat(ours.facts()).hasToString("nntp, INN, 2.7.1");
    assertThat(ours.postingAllowed()).isTrue();
    List<String> theirs =
        python(
            "import socket\ns = socket.create_connection((host, port)).makefile('rw', newline='')\n"
                .concat("print(s.readline().strip())\ns.write('CAPABILITIES\\r\\n'); s.flush()\n")
                .concat("for line in iter(s.readline, '.\\r\\n'): print(line.strip())"),
            Lab.SRV,
            119);
    assertThat(ours.greeting()).containsExactly(theirs.get(0));
    compareCapabilities(ours.capabilities(), theirs.subList(2, theirs.size()));
  }

  @ParameterizedTest
  @CsvSource({
    "198.18.77.30, STARTED, 'ftp, vsftpd, 3.0.3'",
    "198.18.77.31, NOT_OFFERED, 'ftp, ProFTPD'",
  })
  void ftp(String host, StartTlsOutcome tls, String facts) {
    FtpServer ours = probe(host, 21, FtpServer.class);

    assertThat(ours.startTls()).isEqualTo(tls);
    assertThat(ours.facts()).hasToString(facts);
    assertThat(ours.anonymousLogon()).isEqualTo(AnonymousLogon.NOT_TRIED);
    List<String> theirs =
        python(
            "s = ftplib.FTP(); s.connect(host, port)\nprint(s.getwelcome())\n"
                .concat("print(s.sendcmd('FEAT')); s.close()"),
            host,
            21);
    assertThat(ours.greeting()).containsExactly(theirs.get(0));
    compareCapabilities(ours.capabilities(), theirs.subList(2, theirs.size() - 1));
    if (tls == StartTlsOutcome.STARTED) {
      compareCertificate(ours, host, 21, "-starttls", "ftp");
    }
  }

  @Test
  void anonymousLogon_isRefused_asForAnotherClient() {
    FtpServer ours =
        LAB.tcp(ALT, 21)
            .option(Ftp.ANONYMOUS, true)
            .report()
            .join()
            .finding(FtpServer.class)
            .orElseThrow();

    assertThat(ours.anonymousLogon()).isEqualTo(AnonymousLogon.REFUSED);
    assertThat(ours.system()).contains("UNIX Type: L8");
    List<String> theirs =
        python(
            "s = ftplib.FTP(); s.connect(host, port)\nprint(s.sendcmd('USER anonymous'))\n"
                .concat("try: print(s.sendcmd('PASS portprobe@'))\n")
                .concat("except ftplib.error_perm as e: print(e)"),
            ALT,
            21);
    assertThat(ours.logonReplies()).isEqualTo(theirs);
  }
}
