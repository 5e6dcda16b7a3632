package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryCollectorTest {
  private final EntryCollector collector =
      new EntryCollector(new EntryReader("asked.example"), entry -> true, 64 << 20);

  private static MapperReply.Entry entry(int number) {
    return new MapperReply.Entry(new UUID(1, number), new byte[] {0}, new byte[] {0, 0});
  }

  private static List<MapperReply.Entry> page(int from, int to) {
    return IntStream.range(from, to).mapToObj(EntryCollectorTest::entry).toList();
  }

  @Test
  void add_endlessEntries_stopsAtLimit() {
    for (int from = 0; from < EntryCollector.MAX_ENTRIES; from += 512) {
      assertThat(collector.add(page(from, from + 512), 512)).isEmpty();
    }
    assertThat(collector.size()).isEqualTo(EntryCollector.MAX_ENTRIES);

    assertThat(collector.add(page(EntryCollector.MAX_ENTRIES, EntryCollector.MAX_ENTRIES + 1), 1))
        .contains("stopped at the limit of 65536 entries");
    assertThat(collector.size()).isEqualTo(EntryCollector.MAX_ENTRIES);
  }

  @Test
  void add_entriesOfManyBytes_stopsAtLimitOfMemory() {
    EntryCollector small =
        new EntryCollector(new EntryReader("h"), entry -> true, 10 * EntryCollector.ENTRY_BYTES);

    assertThat(small.add(page(0, 20), 1)).contains("stopped at the limit of 5120 bytes of memory");
    assertThat(small.size()).isEqualTo(9);
    assertThat(small.incomplete("cut").complete()).isFalse();
  }

  @Test
  void add_droppedEntries_areLimited() {
    EntryCollector none = new EntryCollector(new EntryReader("h"), entry -> false, 1);

    assertThat(none.add(page(0, EntryCollector.MAX_ENTRIES), 1)).isEmpty();
    assertThat(none.add(page(EntryCollector.MAX_ENTRIES, EntryCollector.MAX_ENTRIES + 1), 1))
        .contains("stopped at the limit of 65536 entries");
    assertThat(none.size()).isZero();
  }

  @Test
  void add_endlessOctets_stopsBeforePageOverLimit() {
    assertThat(collector.add(page(0, 1), EntryCollector.MAX_OCTETS)).isEmpty();

    assertThat(collector.add(page(1, 2), 1))
        .contains("stopped at 12582913 octets (expected: at most 12582912)");
    assertThat(collector.size()).isEqualTo(1);
  }

  @Test
  void add_occasionalStalePages_continues() {
    for (int i = 0; i < 100; i++) {
      for (int stale = 1; stale < EntryCollector.MAX_STALE_PAGES; stale++) {
        assertThat(collector.add(page(0, i), 1)).isEmpty();
      }
      assertThat(collector.add(page(i, i + 1), 1)).isEmpty();
    }
  }

  @Test
  void add_consecutiveStalePages_stopsAndDropsRepetitions() {
    collector.add(page(0, 10), 1);
    Optional<String> stop = Optional.empty();
    for (int i = 0; i < EntryCollector.MAX_STALE_PAGES; i++) {
      assertThat(stop).isEmpty();
      stop = collector.add(page(0, 10), 1);
    }

    assertThat(stop).contains("stopped after 4 consecutive pages without a new entry");
    assertThat(collector.size()).isEqualTo(10);
  }

  @Test
  void add_entriesDifferingInOnePart_areNew() {
    UUID object = new UUID(1, 2);
    MapperReply.Entry plain = new MapperReply.Entry(object, new byte[] {1}, new byte[] {2, 3});
    MapperReply.Entry shifted = new MapperReply.Entry(object, new byte[] {1, 2}, new byte[] {3});
    MapperReply.Entry moved =
        new MapperReply.Entry(new UUID(2, 1), new byte[] {1}, new byte[] {2, 3});

    collector.add(List.of(plain), 1);
    for (int i = 1; i < EntryCollector.MAX_STALE_PAGES; i++) {
      collector.add(List.of(plain), 1);
    }
    assertThat(collector.add(List.of(shifted), 1)).isEmpty();
    for (int i = 1; i < EntryCollector.MAX_STALE_PAGES; i++) {
      collector.add(List.of(plain), 1);
    }
    assertThat(collector.add(List.of(moved), 1)).isEmpty();
  }
}
