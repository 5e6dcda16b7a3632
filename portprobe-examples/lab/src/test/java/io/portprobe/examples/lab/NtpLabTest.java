package io.portprobe.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.protocols.ntp.NtpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares NTPsec (pp-srv) and chrony (pp-alt) with the script ntp-info of nmap. */
@InLab
class NtpLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.30", "198.18.77.31", "2001:db8:77::30", "2001:db8:77::31"})
  void clock_isThatOfThisMachine(String host) {
    ProbeReport report = LAB.udp(host, 123).report().join();
    NtpResponse ours = report.finding(NtpResponse.class).orElseThrow();

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    assertThat(ours.version()).isEqualTo(4);
    assertThat(ours.kissCode()).isEmpty();
    assertThat(ours.offset().orElseThrow().abs()).isLessThan(Duration.ofSeconds(1));
    assertThat(ours.delay().orElseThrow()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.30", "198.18.77.31"})
  void server_answersNmapToo(String host) {
    NtpResponse ours = LAB.udp(host, 123).report().join().finding(NtpResponse.class).orElseThrow();
    List<String> theirs =
        Tool.run("nmap", "-n", "-Pn", "-sU", "-p123", "--script", "ntp-info", host);

    String time = ours.serverTime().orElseThrow().toString().substring(0, 10);
    assertThat(String.join("\n", theirs)).contains("receive time stamp: " + time);
  }
}
