package io.portprobe.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.TcpPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {
  @ParameterizedTest
  @ValueSource(strings = {"--transport=auto", "--transport=nio", "--adaptive", "--each"})
  @DisplayName("A scan counts open and closed ports")
  void counts(String option) throws InterruptedException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      StateCounts counts = new StateCounts();
      for (int port : new int[] {open.port(), closed.port()}) {
        try (Scanner scanner = Commands.parsed("127.0.0.1", "" + port, option).scanner()) {
          scanner.scan(counts);
        }
      }

      assertThat(counts).hasToString("open=1 closed=1 filtered=0 failed=0");
    }
  }
}
