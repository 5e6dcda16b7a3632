package io.portprobe.examples.portprobe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DomainPageTest {
  @Test
  void cellOfSeveralBlockers_namesTheFirst_andCountsTheOthers() {
    assertThat(DomainPage.firstOf(List.of("88/udp silent"))).isEqualTo("88/udp silent");
    assertThat(DomainPage.firstOf(List.of("88/udp silent", "445/tcp refused", "389/tcp refused")))
        .isEqualTo("88/udp silent, and 2 more");
  }
}
