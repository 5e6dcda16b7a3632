package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.protocols.smb.Smb;
import io.portprobe.protocols.smb.SmbResult;
import io.portprobe.protocols.smb.SmbVersions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares SMB with the scripts of nmap. */
@InLab
class SmbLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  private static final String FILE_SERVER = "198.18.77.21";

  private static List<String> nmap(String host, String scripts) {
    return Tool.run("nmap", "-n", "-Pn", "-sT", "-p445", "--script", scripts, host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.20", "198.18.77.21"})
  void dialectSigningAndClock_areThoseOfNmap(String host) {
    SmbResult ours = LAB.tcp(host, 445).report().join().finding(SmbResult.class).orElseThrow();

    String theirs = String.join("\n", nmap(host, "smb-protocols,smb2-security-mode"));
    assertThat(ours.dialect()).isEqualTo("3.1.1");
    assertThat(theirs).contains("311");
    assertThat(theirs)
        .contains(
            ours.signingRequired()
                ? "Message signing enabled and required"
                : "Message signing enabled but not required");
    assertThat(ours.clockOffset().orElseThrow().abs()).isLessThan(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({
    "198.18.77.20, 445, DC1, PORTPROBE, dc1.ad.portprobe.test, ad.portprobe.test",
    "198.18.77.20, 139, DC1, PORTPROBE, dc1.ad.portprobe.test, ad.portprobe.test",
    "198.18.77.21, 445, FILESRV, FILESRV, smb.portprobe.test, portprobe.test",
    "2001:db8:77::20, 445, DC1, PORTPROBE, dc1.ad.portprobe.test, ad.portprobe.test"
  })
  void names_areThoseOfTheServer(
      String host, int port, String computer, String domain, String dnsName, String dnsDomain) {
    SmbResult ours =
        LAB.tcp(host, port).as("smb").report().join().finding(SmbResult.class).orElseThrow();

    NtlmTarget target = ours.ntlm().orElseThrow();
    assertThat(target.netBiosComputer()).contains(computer);
    assertThat(target.netBiosDomain()).contains(domain);
    assertThat(target.dnsComputer()).contains(dnsName);
    assertThat(target.dnsDomain()).contains(dnsDomain);
  }

  @Test
  void smb1_hasTheTextsOfNmap() {
    SmbResult ours =
        LAB.tcp(FILE_SERVER, 445)
            .option(Smb.VERSIONS, SmbVersions.SMB1)
            .report()
            .join()
            .finding(SmbResult.class)
            .orElseThrow();

    assertThat(nmap(FILE_SERVER, "smb-os-discovery"))
        .contains(
            "|   OS: "
                + ours.nativeOs().orElseThrow()
                + " ("
                + ours.nativeLanManager().orElseThrow()
                + ")");
  }
}
