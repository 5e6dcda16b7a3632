package io.portprobe.examples.lab.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.ntp.NtpResponse;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares NTPsec (pp-srv) and chrony (pp-alt) with the script ntp-info of nmap. */
@InLab
class NtpLabTest {
  private static final Pattern NMAP_TIME =
      Pattern.compile("receive time stamp: (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)");

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

    Matcher time = NMAP_TIME.matcher(String.join("\n", theirs));
    assertThat(time.find()).as("%s", theirs).isTrue();
    assertThat(LocalDateTime.parse(time.group(1)).toInstant(ZoneOffset.UTC))
        .isCloseTo(ours.serverTime().orElseThrow(), within(5, ChronoUnit.MINUTES));
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
