package io.portprobe.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.TcpPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The scan of the benchmarks")
class ScanTest {
  @ParameterizedTest
  @ValueSource(strings = {"--transport=auto", "--transport=nio", "--adaptive", "--each"})
  @DisplayName("counts open and closed ports as they are")
  void counts(String option) throws InterruptedException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing()) {
      Tally tally = new Tally();
      for (int port : new int[] {open.port(), closed.port()}) {
        try (Scanner scanner = Commands.parsed("127.0.0.1", "" + port, option).scanner()) {
          scanner.scan(tally);
        }
      }

      assertThat(tally).hasToString("open=1 closed=1 filtered=0 failed=0");
    }
  }
}
