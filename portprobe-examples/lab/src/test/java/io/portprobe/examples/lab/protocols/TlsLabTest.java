package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.Lab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.tls.Tls;
import io.portprobe.protocols.tls.TlsCertificate;
import io.portprobe.protocols.tls.TlsResult;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InLab
class TlsLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static TlsResult probe(String host, int port, String alpn) {
    ProbeReport report = LAB.tcp(host, port).as("tls").option(Tls.ALPN, alpn).report().join();
    return report.finding(TlsResult.class).orElseThrow(() -> new AssertionError(report.explain()));
  }

  private static String field(String name, String output) {
    return output
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .reduce((first, second) -> second) // s_client prints its own subject line before
        .orElseThrow(() -> new AssertionError(output))
        .substring(name.length() + 1);
  }

  /** Subject and fingerprint of the certificate, version and ALPN, by openssl's client. */
  @ParameterizedTest
  @CsvSource({
    "198.18.77.30, 443, 'h2,http/1.1'",
    "198.18.77.30, 443, ''",
    "198.18.77.30, 8443, ''",
    "198.18.77.30, 8444, ''",
    "198.18.77.20, 636, ''",
    "198.18.77.20, 3269, ''"
  })
  void sameAsOpenssl(String host, int port, String alpn) {
    TlsResult ours = probe(host, port, alpn);
    // openssl x509 ends after the first certificate. A pipe from s_client would break then.
    String client =
        "session=$(openssl s_client -connect "
            + host
            + ":"
            + port
            + " -noservername -showcerts"
            + (alpn.isEmpty() ? "" : " -alpn " + alpn)
            + " </dev/null 2>/dev/null); echo \"$session\"; echo \"$session\""
            + " | openssl x509 -noout -fingerprint -sha256 -serial -subject -nameopt RFC2253";
    String theirs = String.join("\n", Tool.run("sh", "-c", client));
    TlsCertificate leaf = ours.certificates().get(0);
    assertThat(ours.complete()).isTrue();
    assertThat(theirs.replace(":", "").toLowerCase(Locale.ROOT))
        .contains("sha256 fingerprint=" + leaf.fingerprint());
    // openssl prints whole bytes, thus leading zeros.
    assertThat(new BigInteger(leaf.serialNumber(), 16))
        .isEqualTo(new BigInteger(field("serial", theirs), 16));
    assertThat(leaf.subject()).isEqualTo(field("subject", theirs));
    assertThat(theirs).contains("New, " + ours.version().orElseThrow());
    assertThat(Pattern.compile("BEGIN CERTIFICATE").matcher(theirs).results().count())
        .isBetween((long) ours.certificates().size(), ours.certificates().size() + 1L);
    assertThat(theirs)
        .contains(ours.alpn().map(name -> "ALPN protocol: " + name).orElse("No ALPN negotiated"));
  }

  @Test
  void clientCertificateAndExpiry_areReported() {
    assertThat(probe(Lab.SRV, 8443, "").clientCertificateRequested()).isTrue();
    assertThat(probe(Lab.SRV, 443, "").clientCertificateRequested()).isFalse();
    assertThat(probe(Lab.SRV, 8444, "").daysLeft().orElseThrow()).isNegative();
  }

  @ParameterizedTest
  @CsvSource({"198.18.77.30, 443", "198.18.77.30, 8444", "198.18.77.20, 636"})
  void acceptedVersions_areThoseOfNmap(String host, int port) {
    TlsResult ours =
        LAB.tcp(host, port)
            .as("tls")
            .option(Tls.ALL_VERSIONS, true)
            .report()
            .join()
            .finding(TlsResult.class)
            .orElseThrow();
    List<String> nmaps =
        Tool.run("nmap", "-Pn", "-n", "-p" + port, "--script", "ssl-enum-ciphers", host).stream()
            .map(line -> line.replaceAll("[|_ :]", ""))
            .filter(line -> line.matches("(TLSv1[.][0-3]|SSLv3)"))
            .map(line -> line.replace("TLSv1.0", "TLSv1"))
            .toList();
    assertThat(ours.acceptedVersions()).containsExactlyInAnyOrderElementsOf(nmaps);
    assertThat(ours.rejectedVersions()).hasSize(5 - nmaps.size());
  }

  /** The server accepts TLS 1.2 only. */
  @Test
  void refusedVersion_hasTheAlert() {
    TlsResult result =
        LAB.tcp(Lab.SRV, 8444)
            .as("tls")
            .option(Tls.VERSIONS, "TLSv1.3")
            .report()
            .join()
            .finding(TlsResult.class)
            .orElseThrow();
    assertThat(result.complete()).isFalse();
    assertThat(result.failure()).isPresent();
    assertThat(result.version()).contains("TLSv1.2");
  }

  @ParameterizedTest
  @CsvSource({"22", "25", "80"})
  void serverWithoutTls_isAMismatch(int port) {
    DialogueReport dialogue =
        LAB.tcp(Lab.SRV, port).as("tls").report().join().dialogue().orElseThrow();
    assertThat(dialogue.cause()).isEqualTo(DialogueReport.Cause.MISMATCH);
  }
}
