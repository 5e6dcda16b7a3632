package io.portprobe.protocols.internal.http2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A decoder of header blocks (RFC 7541) with the dynamic table of one connection. Bounded by {@link
 * #MAX_FIELDS} and {@link #MAX_BYTES} for each block. Not thread-safe.
 */
final class HpackDecoder {
  static final int MAX_FIELDS = 200;
  static final int MAX_BYTES = 64 << 10;

  private static final int TABLE_SIZE = 4_096; // SETTINGS_HEADER_TABLE_SIZE, which we do not change
  private static final int ENTRY_OVERHEAD = 32; // RFC 7541 section 4.1
  private static final int MAX_CONTINUATION = 4;

  private final Deque<HeaderField> table = new ArrayDeque<>(); // the newest entry first
  private int tableSize;
  private int maxTableSize = TABLE_SIZE;

  /** Decodes all remaining bytes. */
  List<HeaderField> decode(ByteBuffer block) throws HpackException {
    List<HeaderField> fields = new ArrayList<>();
    int left = MAX_BYTES;
    while (block.hasRemaining()) {
      int octet = block.get(block.position()) & 0xff;
      if ((octet & 0xe0) == 0x20) {
        setTableSize(integer(block, 5), fields.isEmpty());
        continue;
      }
      HeaderField field = field(block, octet);
      left -= size(field);
      if (fields.size() == MAX_FIELDS || left < 0) {
        throw new HpackException("more than " + MAX_FIELDS + " fields or " + MAX_BYTES + " bytes");
      }
      fields.add(field);
    }
    return fields;
  }

  private HeaderField field(ByteBuffer block, int octet) throws HpackException {
    if (octet >= 0x80) {
      return entry(integer(block, 7));
    }
    boolean indexed = (octet & 0x40) != 0;
    int index = integer(block, indexed ? 6 : 4);
    String name = index == 0 ? string(block) : entry(index).name();
    HeaderField field = new HeaderField(name, string(block));
    if (indexed) {
      add(field);
    }
    return field;
  }

  private HeaderField entry(int index) throws HpackException {
    if (index >= 1 && index <= HpackTable.SIZE) {
      return HpackTable.get(index);
    }
    int skipped = index - HpackTable.SIZE - 1;
    if (index == 0 || skipped >= table.size()) {
      throw new HpackException("index: " + index + " (expected: an entry of the table)");
    }
    Iterator<HeaderField> entries = table.iterator();
    for (int i = 0; i < skipped; i++) {
      entries.next();
    }
    return entries.next();
  }

  private void setTableSize(int size, boolean first) throws HpackException {
    if (!first || size > TABLE_SIZE) {
      throw new HpackException("size of the table: " + size + " (expected: 0-" + TABLE_SIZE + ")");
    }
    maxTableSize = size;
    evict(0);
  }

  /** An entry that is larger than the table empties it (RFC 7541 section 4.4). */
  private void add(HeaderField field) {
    evict(size(field));
    if (size(field) <= maxTableSize) {
      table.addFirst(field);
      tableSize += size(field);
    }
  }

  private void evict(int room) {
    while (!table.isEmpty() && tableSize + room > maxTableSize) {
      tableSize -= size(table.removeLast());
    }
  }

  private static int size(HeaderField field) {
    return field.name().length() + field.value().length() + ENTRY_OVERHEAD;
  }

  /** Reads an integer (RFC 7541 section 5.1) of at most 28 bits beyond its prefix. */
  private static int integer(ByteBuffer block, int prefix) throws HpackException {
    int mask = (1 << prefix) - 1;
    int value = next(block) & mask;
    if (value < mask) {
      return value;
    }
    for (int i = 0; i < MAX_CONTINUATION; i++) {
      int octet = next(block);
      value += (octet & 0x7f) << (7 * i);
      if ((octet & 0x80) == 0) {
        return value;
      }
    }
    throw new HpackException("an integer of more than 28 bits");
  }

  private static int next(ByteBuffer block) throws HpackException {
    if (!block.hasRemaining()) {
      throw new HpackException("the block ends within a field");
    }
    return block.get() & 0xff;
  }

  private static String string(ByteBuffer block) throws HpackException {
    if (!block.hasRemaining()) {
      throw new HpackException("the block ends within a field");
    }
    boolean huffman = (block.get(block.position()) & 0x80) != 0;
    int length = integer(block, 7);
    if (length > block.remaining()) {
      throw new HpackException("the block ends within a string");
    }
    ByteBuffer text = block.slice(block.position(), length);
    block.position(block.position() + length);
    return huffman
        ? new String(Huffman.decode(text), StandardCharsets.ISO_8859_1)
        : StandardCharsets.ISO_8859_1.decode(text).toString();
  }
}
