package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.ntp.NtpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares NTPsec (pp-srv) and chrony (pp-alt) with the script ntp-info of nmap. */
@InLab
class NtpLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.31", "2001:db8:77::31"})
  void clockOfChrony_isThatOfThisMachine(String host) {
    assertClockOfThisMachine(response(host));
  }

  /** NTPsec calls itself unsynchronized for some minutes after its start (leap 3, stratum 0). */
  @ParameterizedTest
  @ValueSource(strings = {"198.18.77.30", "2001:db8:77::30"})
  void clockOfNtpsec_isThatOfThisMachine_orNotSynchronizedYet(String host) {
    NtpResponse ours = response(host);

    if (ours.kissCode().isEmpty()) {
      assertClockOfThisMachine(ours);
    } else {
      assertThat(ours.kissCode()).contains("INIT");
      assertThat(ours.leap()).isEqualTo(NtpResponse.Leap.UNSYNCHRONIZED);
      assertThat(ours.isSynchronized()).isFalse();
      assertThat(ours.serverTime()).isEmpty();
    }
  }

  @Test
  void serverTime_isThatOfNmap() {
    NtpResponse ours = response("198.18.77.31");
    List<String> theirs =
        Tool.run("nmap", "-n", "-Pn", "-sU", "-p123", "--script", "ntp-info", "198.18.77.31");

    String time = ours.serverTime().orElseThrow().toString().substring(0, 10);
    assertThat(String.join("\n", theirs)).contains("receive time stamp: " + time);
  }

  private static NtpResponse response(String host) {
    ProbeReport report = LAB.udp(host, 123).report().join();

    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    return report.finding(NtpResponse.class).orElseThrow();
  }

  private static void assertClockOfThisMachine(NtpResponse ours) {
    assertThat(ours.version()).isEqualTo(4);
    assertThat(ours.kissCode()).isEmpty();
    assertThat(ours.offset().orElseThrow().abs()).isLessThan(Duration.ofSeconds(1));
    assertThat(ours.delay().orElseThrow()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
  }
}
