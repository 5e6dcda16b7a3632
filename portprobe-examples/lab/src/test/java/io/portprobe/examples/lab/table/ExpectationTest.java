package io.portprobe.examples.lab.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpectationTest {
  @ParameterizedTest
  @MethodSource("io.portprobe.examples.lab.table.ExpectedTable#rows")
  @DisplayName("Every row has an expectation, with the ICMP error of its note")
  void everyRow_isMapped(ExpectedRow row) {
    assertThat(Expectation.byErrorNumber(row).icmp()).isEmpty();
    if (!row.icmp().isEmpty()) {
      assertThat(Expectation.byIcmp(row).icmp()).isEqualTo(row.icmp());
    } else {
      boolean hasNoMessage =
          WireReason.of(row).filter(word -> word != WireReason.ARP_FAILED).isEmpty();
      assertThat(Expectation.byIcmp(row).icmp().isEmpty()).isEqualTo(hasNoMessage);
    }
  }

  @ParameterizedTest(name = "{0} {2} {3} {4}: {5} {6}, by error number {7} {8}")
  @CsvSource({
    "tcp,198.18.77.40,open,syn-ack,-,LISTENING,ACCEPTED,LISTENING,ACCEPTED",
    "udp,198.18.77.40,open,udp-response,-,LISTENING,REPLIED,LISTENING,REPLIED",
    "tcp,198.18.77.40,closed,reset,ECONNREFUSED,NOT_LISTENING,REFUSED,NOT_LISTENING,REFUSED",
    "tcp,198.18.77.40,filtered,port-unreach,ECONNREFUSED,"
        + "FILTERED,PORT_UNREACHABLE,NOT_LISTENING,REFUSED",
    "udp,::1,closed,port-unreach,ECONNREFUSED,"
        + "NOT_LISTENING,PORT_UNREACHABLE,NOT_LISTENING,PORT_UNREACHABLE",
    "tcp,198.18.77.40,filtered,host-prohibited,EHOSTUNREACH,"
        + "FILTERED,ADMIN_PROHIBITED,FILTERED,UNREACHABLE",
    "udp,198.18.77.40,filtered,net-unreach,timeout,"
        + "FILTERED,NET_UNREACHABLE,LISTENING_OR_FILTERED,SILENT",
    "udp,::1,filtered,arp-failed,timeout,"
        + "FILTERED,HOST_UNREACHABLE,LISTENING_OR_FILTERED,SILENT",
    "tcp,198.18.77.40,filtered,no-response,timeout,FILTERED,TIMED_OUT,FILTERED,TIMED_OUT",
    "udp,198.18.77.40,open|filtered,no-response,timeout,"
        + "LISTENING_OR_FILTERED,SILENT,LISTENING_OR_FILTERED,SILENT",
    "udp,198.18.77.40,open,no-response,timeout,"
        + "LISTENING_OR_FILTERED,SILENT,LISTENING_OR_FILTERED,SILENT",
  })
  @DisplayName("nmap's states and reasons map to those of portprobe")
  void nmapsWords_inPortprobes(
      String transport,
      String ip,
      String state,
      String reason,
      String errno,
      PortState exactState,
      Reason exactReason,
      PortState numberState,
      Reason numberReason) {
    ExpectedRow row =
        ExpectedRow.parse(
            String.join("\t", "h", ip, transport, "1", state, reason, errno, "-", ""));

    assertThat(Expectation.byIcmp(row).state()).isEqualTo(exactState);
    assertThat(Expectation.byIcmp(row).reason()).isEqualTo(exactReason);
    assertThat(Expectation.byErrorNumber(row).state()).isEqualTo(numberState);
    assertThat(Expectation.byErrorNumber(row).reason()).isEqualTo(numberReason);
  }

  @Test
  @DisplayName("A TFTP server, which responds from another port, is listening")
  void tftp_isListening() {
    ExpectedRow row =
        ExpectedRow.parse("h\t198.18.77.30\tudp\t69\topen\tudp-response\t-\ttftp\tanother port");

    assertThat(Expectation.byIcmp(row).state()).isEqualTo(PortState.LISTENING);
    assertThat(Expectation.byIcmp(row).reason()).isEqualTo(Reason.REPLIED);
  }

  @Test
  @DisplayName("A missing route is a local failure")
  void noRoute_isALocalFault() {
    ExpectedRow row =
        ExpectedRow.parse("-\t198.18.80.1\ttcp\t80\tfiltered\tno-route-here\tENETUNREACH\t-\t");

    assertThat(Expectation.byIcmp(row).localFault()).isTrue();
    assertThat(Expectation.byErrorNumber(row).localFault()).isTrue();
  }
}
