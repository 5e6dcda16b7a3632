package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortResultTextTest extends PrintedText {
  @Test
  @DisplayName("-v prints the reason of each address")
  void verbose() {
    harness.answering(
        sent ->
            CompletableFuture.completedFuture(
                FakeReport.of(sent.endpoint(), PortState.FILTERED)
                    .withAttempts(
                        FakeReport.attempt("192.0.2.1", PortState.FILTERED),
                        FakeReport.attempt("192.0.2.2", PortState.FILTERED))));

    assertThat(printed("-n server01 -v"))
        .endsWith(
            """

            TCP port 80 (http service): FILTERED

            Reason: 192.0.2.1: timed out after 0 ms (made by hand)

            Reason: 192.0.2.2: timed out after 0 ms (made by hand)

            """);
  }

  @Test
  @DisplayName("Quiet prints nothing")
  void quiet() {
    assertThat(printed("-n server01 -e 80 -q")).isEmpty();
  }

  @Test
  @DisplayName("The ASCII form of a name is probed, and the given form is printed")
  void internationalised() {
    assertThat(printed("-n b\u00fccher.example")).contains("\n b\u00fccher.example\n");
    assertThat(harness.sent())
        .extracting(FakeClient.SentProbe::endpoint)
        .containsExactly(Endpoint.tcp("xn--bcher-kva.example", 80));
  }
}
