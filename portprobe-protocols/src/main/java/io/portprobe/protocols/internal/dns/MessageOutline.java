package io.portprobe.protocols.internal.dns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record counts of a message, found by a walk over its records that decodes none of them. They
 * exclude records that are missing and records that would cost a decoder unreasonable time, so that
 * a decoder that uses them is exposed to malformed data inside records only.
 */
final class MessageOutline {
  static final int HEADER = 12;

  /** The sections of a message: question, answer, authority, additional. */
  static final int SECTIONS = 4;

  /** Far more than a response to a probe has; only a zone transfer comes close. */
  static final int MAX_RECORDS = 1000;

  /** No encoder needs a pointer to a pointer. */
  private static final int MAX_POINTER_CHAIN = 4;

  /** The one type with an unbounded list of names (RFC 8005), two bytes each if compressed. */
  private static final int HIP = 55;

  /** Maximum length of all HIP records of a message. */
  private static final int MAX_HIP_BYTES = 1024;

  private static final int POINTER = 0xc0;

  private final byte[] wire;
  private final int[] counts = new int[SECTIONS];
  private final List<Integer> typeOffsets = new ArrayList<>();
  private int position = HEADER;
  private int hipBytes;
  private @Nullable String problem;

  private MessageOutline(byte[] wire) {
    this.wire = wire;
  }

  /** Returns the outline of a message of at least {@link #HEADER} bytes. */
  static MessageOutline of(byte[] wire) {
    MessageOutline outline = new MessageOutline(wire);
    boolean chained = outline.hasLongPointerChain();
    int sections = chained ? 1 : SECTIONS;
    int records = 0;
    for (int section = 0; section < sections && outline.problem == null; section++) {
      records = outline.walk(section, records);
    }
    if (chained) {
      outline.problem = "its compression pointers form chains";
    }
    return outline;
  }

  /** Returns the number of records of a section that can be decoded. */
  int count(int section) {
    return counts[section];
  }

  /** Returns the position of the type of each record after the questions that can be decoded. */
  List<Integer> typeOffsets() {
    return typeOffsets;
  }

  /** Returns why these are fewer than announced; null if they are not. */
  @Nullable String problem() {
    return problem;
  }

  /** Returns the number of bytes after the last record; 0 if a record is missing. */
  int trailing() {
    return problem == null ? wire.length - position : 0;
  }

  private int walk(int section, int before) {
    int announced = u16(4 + 2 * section);
    int records = before;
    while (counts[section] < announced && problem == null) {
      if (records == MAX_RECORDS) {
        problem = "it has more than " + MAX_RECORDS + " records";
      } else if (skipName() && (section == 0 ? skip(4) : skipRecord())) {
        counts[section]++;
        records++;
      } else if (problem == null) {
        problem = "it ends before its last record";
      }
    }
    return records;
  }

  private boolean skipName() {
    while (position < wire.length) {
      int length = wire[position] & 0xff;
      if (length >= POINTER) {
        return skip(2);
      }
      if (length > 63) {
        problem = "a label has the unknown type " + (length >> 6);
        return false;
      }
      if (!skip(1 + length)) {
        return false;
      }
      if (length == 0) {
        return true;
      }
    }
    return false;
  }

  private boolean skipRecord() {
    if (wire.length - position < 10) {
      return false;
    }
    int typeOffset = position;
    int length = u16(position + 8);
    hipBytes += u16(position) == HIP ? length : 0;
    if (hipBytes > MAX_HIP_BYTES) {
      problem = "its HIP records are longer than " + MAX_HIP_BYTES + " bytes";
      return false;
    }
    if (!skip(10 + length)) {
      return false;
    }
    typeOffsets.add(typeOffset);
    return true;
  }

  private boolean skip(int bytes) {
    if (bytes > wire.length - position) {
      return false;
    }
    position += bytes;
    return true;
  }

  /** Checks every byte pair that could be a pointer, whether it is one or not. */
  private boolean hasLongPointerChain() {
    byte[] chain = new byte[wire.length];
    for (int i = 0; i + 1 < wire.length; i++) {
      if ((wire[i] & 0xff) >= POINTER) {
        int target = u16(i) & 0x3fff;
        chain[i] = (byte) (target < i ? chain[target] + 1 : 1);
        if (chain[i] > MAX_POINTER_CHAIN) {
          return true;
        }
      }
    }
    return false;
  }

  private int u16(int at) {
    return (wire[at] & 0xff) << 8 | (wire[at + 1] & 0xff);
  }
}
