package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NamedOid;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.protocols.tls.TlsSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InLab
class LdapLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  /** The values that the server changes between two queries: its clock and its count of writes. */
  private static final Pattern CHANGING =
      Pattern.compile("(currentTime|highestCommittedUSN): \\d+.*");

  @ParameterizedTest
  @CsvSource({
    "198.18.77.20, 389",
    "198.18.77.20, 3268",
    "2001:db8:77::20, 389",
    "198.18.77.30, 389",
    "2001:db8:77::30, 389"
  })
  @DisplayName("The rootDSE without TLS equals that of ldapsearch")
  void clear(String host, int port) throws Exception {
    RootDse rootDse = rootDse(LAB.tcp(host, port));

    assertThat(values(rootDse)).isEqualTo(ldapsearch("ldap://" + bracketed(host) + ':' + port));
    assertThat(rootDse.tls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"198.18.77.20, 636", "198.18.77.20, 3269", "198.18.77.30, 636"})
  @DisplayName("The rootDSE and certificate over TLS equal those of ldapsearch and openssl")
  void tls(String host, int port) throws Exception {
    RootDse rootDse = rootDse(LAB.tcp(host, port));

    assertThat(values(rootDse)).isEqualTo(ldapsearch("ldaps://" + host + ':' + port));
    assertSameCertificate(rootDse.tls().orElseThrow(), "-connect " + host + ':' + port);
  }

  @ParameterizedTest
  @CsvSource({"198.18.77.20, 389", "198.18.77.20, 3268", "198.18.77.30, 389"})
  @DisplayName("The rootDSE and certificate with StartTLS equal those of ldapsearch and openssl")
  void startTls(String host, int port) throws Exception {
    RootDse rootDse = rootDse(LAB.tcp(host, port).option(Ldap.START_TLS, true));

    assertThat(rootDse.startTls()).hasValueSatisfying(r -> assertThat(r.succeeded()).isTrue());
    assertThat(values(rootDse)).isEqualTo(ldapsearch("ldap://" + host + ':' + port, "-ZZ"));
    assertSameCertificate(
        rootDse.tls().orElseThrow(), "-starttls ldap -connect " + host + ':' + port);
  }

  @ParameterizedTest
  @CsvSource({"198.18.77.20", "2001:db8:77::20"})
  @DisplayName("Samba's rootDSE over UDP equals that over TCP, except the SASL mechanisms")
  void udp(String host) throws Exception {
    List<String> overTcp = ldapsearch("ldap://" + bracketed(host));
    overTcp.removeIf(line -> line.startsWith("supportedSASLMechanisms: "));

    assertThat(values(rootDse(LAB.udp(host, 389)))).isEqualTo(overTcp);
  }

  @Test
  @DisplayName("Both servers have the clock of this host, and every identifier has a name")
  void typed() {
    RootDse samba = rootDse(LAB.tcp(Lab.AD, 389));
    RootDse openLdap = rootDse(LAB.tcp(Lab.SRV, 389));

    assertThat(samba.clockSkew().orElseThrow().abs()).isLessThan(Duration.ofSeconds(5));
    assertThat(samba.dnsHostName()).hasValue("dc1.ad.portprobe.test");
    assertThat(samba.domainFunctionality()).hasToString("Optional[4 (Windows Server 2008 R2)]");
    assertThat(openLdap.namingContexts()).containsExactly("dc=portprobe,dc=test");
    for (RootDse server : List.of(samba, openLdap)) {
      List<NamedOid> all = new ArrayList<>(server.supportedControls());
      all.addAll(server.supportedExtensions());
      all.addAll(server.supportedFeatures());
      all.addAll(server.supportedCapabilities());
      assertThat(all).isNotEmpty().allSatisfy(oid -> assertThat(oid.name()).isPresent());
    }
  }

  private static RootDse rootDse(PortProbe probe) {
    ProbeReport report = probe.report().join();
    assertThat(report.dialogue().orElseThrow().outcome())
        .as(report.explain())
        .isEqualTo(DialogueReport.Outcome.FINISHED);
    RootDse rootDse = report.finding(RootDse.class).orElseThrow();
    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.notes()).isEmpty();
    return rootDse;
  }

  private static List<String> values(RootDse rootDse) {
    return rootDse.attributes().stream()
        .flatMap(a -> a.values().stream().map(value -> a.name() + ": " + value))
        .map(LdapLabTest::comparable)
        .toList();
  }

  private static List<String> ldapsearch(String uri, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-x", "-H", uri));
    command.addAll(List.of(more));
    command.addAll(List.of("-s", "base", "-b", "", "*", "+"));
    List<String> lines = new ArrayList<>();
    for (String line : output(command)) {
      if (!line.isEmpty() && !line.equals("dn:")) {
        lines.add(comparable(line));
      }
    }
    return lines;
  }

  // ldapsearch writes no space after the colon of an empty value.
  private static String comparable(String line) {
    Matcher changing = CHANGING.matcher(line);
    return changing.matches() ? changing.group(1) : line.stripTrailing();
  }

  private static void assertSameCertificate(TlsSummary tls, String connect) throws Exception {
    List<String> shown =
        new ArrayList<>(
            shell(
                "openssl s_client "
                    + connect
                    + " </dev/null 2>/dev/null"
                    + " | openssl x509 -noout -subject -issuer -dates -ext subjectAltName"
                    + " -nameopt RFC2253 -dateopt iso_8601 2>/dev/null"));

    assertThat(shown.subList(0, 4))
        .containsExactly(
            "subject=" + tls.subject().orElseThrow(),
            "issuer=" + tls.issuer().orElseThrow(),
            "notBefore=" + tls.notBefore().orElseThrow().toString().replace('T', ' '),
            "notAfter=" + tls.notAfter().orElseThrow().toString().replace('T', ' '));
    assertThat(tls.names().stream().map(LdapLabTest::asOpensslWritesIt).toList())
        .isEqualTo(alternativeNames(shown));
    assertThat(shell("openssl s_client -brief " + connect + " </dev/null 2>&1"))
        .contains("Protocol version: " + tls.version(), "Ciphersuite: " + tls.cipherSuite());
    assertThat(tls.untrustedReason()).isPresent();
  }

  private static List<String> shell(String command) throws Exception {
    return output(List.of("sh", "-c", command));
  }

  /** The line after the head of the extension; no such line if there is no such extension. */
  private static List<String> alternativeNames(List<String> shown) {
    return shown.stream()
        .filter(line -> line.startsWith("    "))
        .flatMap(line -> Stream.of(line.strip().split(", ")))
        .toList();
  }

  /** IPv6 addresses in capitals there, and "IP Address" in full. */
  private static String asOpensslWritesIt(String name) {
    return name.startsWith("IP:")
        ? "IP Address:" + name.substring(3).toUpperCase(Locale.ROOT)
        : name;
  }

  private static List<String> output(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LDAPTLS_REQCERT", "never");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + output);
    }
    return output.lines().toList();
  }

  private static String bracketed(String host) {
    return host.contains(":") ? '[' + host + ']' : host;
  }
}
