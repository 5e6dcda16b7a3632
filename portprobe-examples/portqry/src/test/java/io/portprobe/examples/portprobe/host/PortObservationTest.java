package io.portprobe.examples.portprobe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Reason;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortObservationTest {
  private static final String HOST = "192.0.2.7";

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "ACCEPTED, -, HANDSHAKE",
        "REFUSED, -, RESET",
        "REPLIED, -, UDP_REPLY",
        "UNEXPECTED_REPLY, -, UDP_REPLY",
        "PORT_UNREACHABLE, 192.0.2.7, ICMP_ERROR",
        "PORT_UNREACHABLE, 192.0.2.1, REJECTED",
        "PORT_UNREACHABLE, -, NONE",
        "PROTOCOL_UNREACHABLE, 192.0.2.7, ICMP_ERROR",
        "ADMIN_PROHIBITED, 192.0.2.7, ICMP_ERROR",
        "ADMIN_PROHIBITED, 192.0.2.1, REJECTED",
        "HOST_UNREACHABLE, 192.0.2.7, ICMP_ERROR",
        "HOST_UNREACHABLE, 192.0.2.1, UNREACHABLE",
        "HOST_UNREACHABLE, -, UNREACHABLE",
        "NET_UNREACHABLE, 192.0.2.1, UNREACHABLE",
        "UNREACHABLE, -, NONE",
        "TIMED_OUT, -, NONE",
        "SILENT, -, NONE"
      })
  void meaning_dependsOnTheReasonAndTheSender(Reason reason, String sender, Meaning expected)
      throws Exception {
    Optional<InetAddress> from =
        sender == null ? Optional.empty() : Optional.of(InetAddress.getByName(sender));

    assertThat(new PortObservation(true).meaning(reason, from, InetAddress.getByName(HOST)))
        .isEqualTo(expected);
  }

  @Test
  void refusal_whoseMessageIsNotKnown_isNoEvidence() throws Exception {
    assertThat(
            new PortObservation(false)
                .meaning(Reason.REFUSED, Optional.empty(), InetAddress.getByName(HOST)))
        .isEqualTo(Meaning.NONE);
  }
}
