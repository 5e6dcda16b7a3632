package io.portprobe.protocols.internal.netbios;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decoded data of a node status record: a count, names, and statistics. Missing parts are
 * omitted and noted.
 */
final class NodeStatusData {
  private static final int NAME_BYTES = 15;
  private static final int ENTRY_BYTES = NAME_BYTES + 3;

  /** The statistics after the unit id (RFC 1002 section 4.2.18), and their lengths in bytes. */
  private static final Map<String, Integer> STATISTICS = new LinkedHashMap<>();

  static {
    STATISTICS.put("JUMPERS", 1);
    STATISTICS.put("TEST_RESULT", 1);
    STATISTICS.put("VERSION_NUMBER", 2);
    STATISTICS.put("PERIOD_OF_STATISTICS", 2);
    STATISTICS.put("NUMBER_OF_CRCs", 2);
    STATISTICS.put("NUMBER_ALIGNMENT_ERRORS", 2);
    STATISTICS.put("NUMBER_OF_COLLISIONS", 2);
    STATISTICS.put("NUMBER_SEND_ABORTS", 2);
    STATISTICS.put("NUMBER_GOOD_SENDS", 4);
    STATISTICS.put("NUMBER_GOOD_RECEIVES", 4);
    STATISTICS.put("NUMBER_RETRANSMITS", 2);
    STATISTICS.put("NUMBER_NO_RESOURCE_CONDITIONS", 2);
    STATISTICS.put("NUMBER_FREE_COMMAND_BLOCKS", 2);
    STATISTICS.put("TOTAL_NUMBER_COMMAND_BLOCKS", 2);
    STATISTICS.put("MAX_TOTAL_NUMBER_COMMAND_BLOCKS", 2);
    STATISTICS.put("NUMBER_PENDING_SESSIONS", 2);
    STATISTICS.put("MAX_NUMBER_PENDING_SESSIONS", 2);
    STATISTICS.put("MAX_TOTAL_SESSIONS_POSSIBLE", 2);
    STATISTICS.put("SESSION_DATA_PACKET_SIZE", 2);
  }

  private static final int STATISTICS_BYTES =
      UnitId.LENGTH + STATISTICS.values().stream().mapToInt(Integer::intValue).sum();

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Long> statistics = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<String> unitId = Optional.empty();

  private NodeStatusData() {}

  /** A name, its suffix and its sixteen flags. */
  record Entry(String name, int suffix, int flags) {}

  /** Returns the data of a negative response: a note. */
  static NodeStatusData ofNegativeResponse(String note) {
    NodeStatusData data = new NodeStatusData();
    data.notes.add(note);
    return data;
  }

  /**
   * Decodes the data.
   *
   * @param in the data present in the datagram
   * @param announced the length of the data in the header of the record
   * @param truncated whether the response is marked as truncated
   */
  static NodeStatusData read(ByteBuffer in, int announced, boolean truncated) {
    NodeStatusData data = new NodeStatusData();
    if (truncated) {
      data.notes.add("the response is truncated: there are more names");
    }
    if (in.remaining() < announced) {
      data.notes.add(
          "the record ends after " + in.remaining() + " bytes (expected: " + announced + ")");
    }
    if (data.readNames(in)) {
      data.readStatistics(in);
    }
    return data;
  }

  /** Reads the names, and returns whether all are present, so that statistics follow. */
  private boolean readNames(ByteBuffer in) {
    int count = in.hasRemaining() ? in.get() & 0xff : 0;
    for (int i = 0; i < count; i++) {
      if (in.remaining() < ENTRY_BYTES) {
        notes.add("names in the record: " + i + " (expected: the " + count + " announced)");
        return false;
      }
      byte[] name = new byte[NAME_BYTES];
      in.get(name);
      entries.add(new Entry(NameText.of(name), in.get() & 0xff, in.getShort() & 0xffff));
    }
    return true;
  }

  private void readStatistics(ByteBuffer in) {
    int length = in.remaining();
    if (length >= UnitId.LENGTH) {
      byte[] id = new byte[UnitId.LENGTH];
      in.get(id);
      String hex = HexFormat.of().formatHex(id);
      unitId = Optional.of(hex);
      UnitId.whyNotMacAddress(hex).ifPresent(notes::add);
      STATISTICS.forEach((name, bytes) -> readStatistic(in, name, bytes));
    }
    if (length != STATISTICS_BYTES) {
      notes.add("bytes of statistics: " + length + " (expected: " + STATISTICS_BYTES + ")");
    }
  }

  private void readStatistic(ByteBuffer in, String name, int bytes) {
    if (in.remaining() < bytes) {
      in.position(in.limit());
      return;
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | (in.get() & 0xff);
    }
    statistics.put(name, value);
  }

  List<Entry> entries() {
    return entries;
  }

  Optional<String> unitId() {
    return unitId;
  }

  Map<String, Long> statistics() {
    return statistics;
  }

  List<String> notes() {
    return notes;
  }
}
