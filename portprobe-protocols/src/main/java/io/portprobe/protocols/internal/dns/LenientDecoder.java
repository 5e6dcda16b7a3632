package io.portprobe.protocols.internal.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/**
 * A decoder that passes over records that do not decode, so that those after them are read. It
 * changes the type of such a record to an unused one, for which dnsjava copies the data.
 */
final class LenientDecoder {
  /** Each costs a search for it. A server that is not hostile sends one or two. */
  private static final int MAX_UNREADABLE = 16;

  /** Most records to decode in all attempts together, a few milliseconds. */
  private static final int MAX_WORK = 20_000;

  /** The first type of the range for private use (RFC 6895 section 3.1). */
  private static final int PRIVATE_TYPES = 0xff00;

  private final byte[] wire;
  private final int[] counts = new int[MessageOutline.SECTIONS];
  private final List<Integer> typeOffsets;
  private final int unusedType;
  private final Set<Integer> passedOver = new HashSet<>();
  private Optional<String> problem = Optional.empty();
  private int work;

  /**
   * Creates a decoder.
   *
   * @param wire the message without the TC flag, with which dnsjava hides malformed records;
   *     changed
   * @param outline its outline
   */
  LenientDecoder(byte[] wire, MessageOutline outline) {
    this.wire = wire;
    Arrays.setAll(counts, outline::count);
    this.typeOffsets = outline.typeOffsets();
    this.unusedType = unusedType();
  }

  private int unusedType() {
    Set<Integer> used = new HashSet<>();
    typeOffsets.forEach(offset -> used.add((wire[offset] & 0xff) << 8 | (wire[offset + 1] & 0xff)));
    int type = PRIVATE_TYPES;
    while (used.contains(type)) { // a message has fewer records than there are types
      type = (type + 1) & 0xffff;
    }
    return type;
  }

  /**
   * Decodes the message.
   *
   * @throws ResponseMismatchException if the question cannot be decoded
   */
  Message decode() throws ResponseMismatchException {
    int end = typeOffsets.size();
    while (true) {
      try {
        return parse(end);
      } catch (IOException e) {
        int bad = firstUnreadable(end, e);
        problem = Optional.of("a record does not decode: " + e.getMessage());
        if (work > MAX_WORK || passedOver.size() == MAX_UNREADABLE || !passedOver.add(bad)) {
          end = bad; // its name does not decode, or there are many
        } else {
          int offset = typeOffsets.get(bad);
          wire[offset] = (byte) (unusedType >> 8);
          wire[offset + 1] = (byte) unusedType;
        }
      }
    }
  }

  /** Returns the index of the first record that does not decode, found by bisection. */
  private int firstUnreadable(int end, IOException failure) throws ResponseMismatchException {
    if (!decodes(0)) {
      throw new ResponseMismatchException("a message whose question does not decode", failure);
    }
    int good = 0;
    int bad = end;
    while (bad - good > 1) {
      int middle = (good + bad) >>> 1;
      if (decodes(middle)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }

  private boolean decodes(int records) {
    try {
      return parse(records).getHeader() != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Parses the questions and the first records after them. */
  private Message parse(int records) throws IOException {
    work += records;
    setCount(0, counts[0]);
    int left = records;
    for (int section = 1; section < counts.length; section++) {
      int taken = Math.min(left, counts[section]);
      setCount(section, taken);
      left -= taken;
    }
    try {
      return new Message(wire);
    } catch (RuntimeException e) { // dnsjava throws various ones for malformed messages
      throw new IOException(e.toString(), e);
    }
  }

  private void setCount(int section, int count) {
    wire[4 + 2 * section] = (byte) (count >> 8);
    wire[5 + 2 * section] = (byte) count;
  }

  /** Returns the index of the first record of a section among all records after the questions. */
  int firstIndexOf(int section) {
    return Arrays.stream(counts, 1, section).sum();
  }

  /** Returns the time to live of a record as received. */
  long ttl(int index) {
    return ByteBuffer.wrap(wire).getInt(typeOffsets.get(index) + 2 * Short.BYTES) & 0xffffffffL;
  }

  /** Returns whether a record of the message is one that did not decode. */
  boolean isPassedOver(Record decoded) {
    return decoded.getType() == unusedType;
  }

  /** Returns why not all records were decoded; empty if they were. */
  Optional<String> problem() {
    return passedOver.size() > 1
        ? problem.map(
            last -> "records that do not decode: " + passedOver.size() + ", the last: " + last)
        : problem;
  }
}
