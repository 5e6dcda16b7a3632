package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.DialogueReport.Cause;
import io.portprobe.PortState;
import io.portprobe.examples.portqry.console.ReceivedText;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedTextTest {
  @ParameterizedTest
  @CsvSource({
    "dnsHostName: dc01.corp.example, dnsHostName: dc01.corp.example",
    "TCP port 3389 (x service): LISTENING, TCP\\u0020port 3389 (x service): LISTENING",
    "note: udp  port 53 is LISTENING, note: udp\\u0020 port 53 is LISTENING",
    "UDP port: LISTENING, UDP\\u0020port: LISTENING",
    "======== End of LDAP query response ========,"
        + " \\u003d======= End of LDAP query response ========",
    "'\u200b=', '\\u200b='",
    "export TCP ports, export TCP ports",
  })
  void line_thatLooksLikeOneOfPortqry_isEscaped(String received, String printed) {
    assertThat(ReceivedText.line(received)).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TCP port 3389 (ms-wbt-server service): LISTENING",
        "a\nTCP port 3389 (ms-wbt-server service): LISTENING",
        "a\rUDP port 3389 is LISTENING",
        "\u2028tcp\u00a0port 3389: LISTENING",
        "Tcp\tPort 3389 LISTENING",
        "======== End of LDAP query response ========",
      })
  void received_inAnyPlaceOfTheOutput_addsNoStateLine(String forged) {
    Harness harness = new Harness().naming(address -> Optional.of(forged));
    Cause[] causes = Cause.values();
    harness.answering(
        probe ->
            CompletableFuture.completedFuture(
                FakeReport.of(probe.endpoint(), PortState.LISTENING)
                    .with(
                        Dialogues.ended(
                            "ldap", causes[probe.endpoint().port() - 1], forged, forged))));

    StringBuilder ports = new StringBuilder("1");
    for (int port = 2; port <= causes.length; port++) {
      ports.append(',').append(port);
    }
    harness.run("-n", "192.0.2.1", "-o", ports.toString());

    assertThat(harness.out().lines())
        .noneMatch(line -> line.matches("(?i).*(tcp|udp)[\\h\\s]+port 3389.*"))
        .filteredOn(line -> line.startsWith("="))
        .hasSizeLessThanOrEqualTo(causes.length);
    assertThat(harness.out().lines().filter(line -> line.matches("TCP port .*: LISTENING")))
        .hasSize(causes.length);
  }

  @Test
  void line_escapedTwice_staysTheSame() {
    String once = ReceivedText.line("= TCP port 1");

    assertThat(ReceivedText.line(once)).isEqualTo(once);
  }
}
