package io.portprobe.examples.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The share of a reader in the limit of probes a second. */
class SliceReaderTest {
  private static final ScanSpec SPEC =
      ScanSpec.tcp(List.of("127.9.2.0/28"), "1-1000").withRate(1_000);

  private final SliceReader reader = new SliceReader(contextOf(4), SPEC);

  @AfterEach
  void close() {
    reader.close();
  }

  private static SourceReaderContext contextOf(int readers) {
    return (SourceReaderContext)
        Proxy.newProxyInstance(
            SliceReaderTest.class.getClassLoader(),
            new Class<?>[] {SourceReaderContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "currentParallelism" -> readers;
                  case "getIndexOfSubtask" -> 0;
                  case "getUserCodeClassLoader" ->
                      SimpleUserCodeClassLoader.create(SliceReaderTest.class.getClassLoader());
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void share_isThatOfAllReaders_untilTheEnumeratorSendsAnother() {
    assertThat(reader.share()).isEqualTo(250);

    reader.handleSourceEvents(new RateShare(500));

    assertThat(reader.share()).isEqualTo(500);
  }

  @Test
  void anotherEvent_isRejected() {
    assertThatThrownBy(() -> reader.handleSourceEvents(new SourceEvent() {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a RateShare");
  }

  @Test
  void share_limitsTheScanOfASlice() throws Exception {
    ScanSlice slice = ScanSlice.unstarted(VantagePoint.anywhere("here"), 0, 2);
    try (var client = ProbeClient.create()) {
      Duration quarter = SPEC.scan(client, slice, 250).plan().worstCaseDuration();
      Duration half = SPEC.scan(client, slice, 500).plan().worstCaseDuration();

      // 8,000 ports are sent twice at most.
      assertThat(quarter.minus(half)).isEqualTo(Duration.ofSeconds(64 - 32));
    }
  }
}
