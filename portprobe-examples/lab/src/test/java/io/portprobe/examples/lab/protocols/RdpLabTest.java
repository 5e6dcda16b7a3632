package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.rdp.RdpResult;
import io.portprobe.protocols.rdp.RdpSecurity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares xrdp with the script rdp-enum-encryption of nmap. */
@InLab
class RdpLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  @Test
  void xrdp_offersWhatNmapFinds_butSelectsNoNla() {
    ProbeReport report = LAB.tcp("198.18.77.30", 3389).report().join();
    RdpResult ours = report.finding(RdpResult.class).orElseThrow();
    List<String> theirs =
        Tool.run(
            "nmap",
            "-n",
            "-Pn",
            "-sT",
            "-p3389",
            "--script",
            "rdp-enum-encryption",
            "198.18.77.30");

    // nmap counts every response that is no failure; xrdp responds to NLA by selecting another.
    assertThat(theirs).contains("|     Native RDP: SUCCESS", "|     SSL: SUCCESS");
    assertThat(ours.supported()).containsExactlyInAnyOrder(RdpSecurity.STANDARD, RdpSecurity.TLS);
    assertThat(ours.requiresNla()).isFalse();
    assertThat(ours.complete()).isTrue();
    assertThat(report.tls()).isNotEmpty();
  }
}
