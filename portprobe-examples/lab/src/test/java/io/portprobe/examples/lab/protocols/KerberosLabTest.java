package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.protocols.kerberos.KdcResponse;
import io.portprobe.protocols.kerberos.Kerberos;
import io.portprobe.protocols.kerberos.KpasswdResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@InLab
class KerberosLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final String DC = "198.18.77.20";
  private static final String REALM = "AD.PORTPROBE.TEST";

  /** Returns what kinit prints about its exchange with the KDC. */
  private static String kinit(String principal) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("kinit", principal).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    process.waitFor();
    return output;
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void unknownPrincipal_isUnknownToKinitToo(Transport transport) throws Exception {
    ProbeReport report =
        LAB.probe(transport, DC, 88)
            .option(Kerberos.REALM, REALM)
            .option(Kerberos.PRINCIPAL, "portprobe-nosuch")
            .report()
            .join();
    KdcResponse ours = report.finding(KdcResponse.class).orElseThrow();

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(ours.errorName()).contains("KDC_ERR_C_PRINCIPAL_UNKNOWN");
    assertThat(ours.realm()).isEqualTo(REALM);
    assertThat(ours.clockOffset().orElseThrow().abs()).isLessThan(Duration.ofSeconds(30));
    assertThat(kinit("portprobe-nosuch@" + REALM)).contains("not found in Kerberos database");
  }

  @ParameterizedTest
  @CsvSource({"Administrator, AD.PORTPROBE.TEST", "Administrator, PORTPROBE"})
  void existingPrincipal_namesTheRealm(String principal, String realm) throws Exception {
    KdcResponse ours =
        LAB.udp(DC, 88)
            .option(Kerberos.REALM, realm)
            .option(Kerberos.PRINCIPAL, principal)
            .report()
            .join()
            .finding(KdcResponse.class)
            .orElseThrow();

    assertThat(ours.errorName()).contains("KDC_ERR_PREAUTH_REQUIRED");
    assertThat(ours.learnedRealm()).contains(REALM);
    assertThat(ours.encryptionTypes()).isNotEmpty();
    assertThat(kinit(principal + "@" + REALM)).contains("Password for " + principal);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void passwordService_namesItsRealm(Transport transport) {
    ProbeReport report = LAB.probe(transport, DC, 464).report().join();
    KpasswdResponse ours = report.finding(KpasswdResponse.class).orElseThrow();

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(ours.realm()).isEqualTo(REALM);
    assertThat(ours.clockOffset().abs()).isLessThan(Duration.ofSeconds(30));
  }
}
