package io.portprobe.examples.portprobe.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameRecordTest {
  @Test
  void seen_nameWithAddresses_namesThem() {
    assertThat(SampleResult.hostName("db", List.of("10.0.4.7", "10.0.4.8"), "resolves").seen())
        .isEqualTo("resolves to 10.0.4.7, 10.0.4.8");
  }

  @Test
  void seen_withoutAddress_isProvenOnlyIfItMeetsTheExpectation() {
    assertThat(SampleResult.hostName("gone", List.of(), "does not resolve").seen())
        .isEqualTo("does not resolve");
    assertThat(SampleResult.hostName("x", List.of(), "resolves", "name servers failed").seen())
        .isEqualTo("has no known address");
  }
}
