package io.portprobe.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceFactsTest {
  /** A server may send a field twice, and findings name their lines by such fields. */
  @Test
  void volatileNames_thatOccurTwice_areKeptOnce() {
    ServiceFacts facts =
        ServiceFacts.of("http")
            .withVolatileComponents("fields", "time", "fields")
            .withVolatileLines("Date:", "Date:");

    assertThat(facts.volatileComponents()).containsExactlyInAnyOrder("fields", "time");
    assertThat(facts.isVolatile("Date: Fri")).isTrue();
  }
}
