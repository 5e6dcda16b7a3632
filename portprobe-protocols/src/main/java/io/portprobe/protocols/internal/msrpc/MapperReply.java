package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.ContextHandle;
import io.portprobe.protocols.internal.msrpc.wire.NdrReader;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The out parameters of {@code ept_lookup} and {@code ept_map} (C706 appendix O; NDR: chapter 14).
 *
 * @param handle the position in the server's list; the null handle at its end
 * @param entries the entries of one page
 * @param status the status of the call
 */
record MapperReply(ContextHandle handle, List<Entry> entries, long status) {
  /** {@code ept_max_annotation_size} is 64; longer annotations are tolerated. */
  private static final int MAX_ANNOTATION = 256;

  /** Real towers have 75 to 150 octets. */
  private static final int MAX_TOWER = 4096;

  /** The object, the tower's referent and the two counts of the annotation. */
  private static final int LEAST_ENTRY = 28;

  /** An {@code ept_entry_t}, undecoded. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
  record Entry(UUID object, byte[] annotation, byte[] tower) {}

  /** The part of an entry in the array itself; the towers follow after the last entry. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
  private record Head(UUID object, long referent, byte[] annotation) {}

  /**
   * Reads the out parameters of {@code ept_lookup}.
   *
   * @throws RpcFormatException if the stub data is something else
   */
  static MapperReply readLookup(byte[] stub, ByteOrder order) throws RpcFormatException {
    NdrReader in = new NdrReader(stub, order);
    ContextHandle handle = ContextHandle.read(in);
    int count = in.count("num_ents", MapperCalls.MAX_ENTRIES);
    List<Head> heads = heads(in, count);
    List<Entry> entries = towers(in, heads);
    return new MapperReply(handle, entries, in.u32("status"));
  }

  /**
   * Reads the out parameters of {@code ept_map}, whose array has pointers to towers only.
   *
   * @throws RpcFormatException if the stub data is something else
   */
  static MapperReply readMap(byte[] stub, ByteOrder order) throws RpcFormatException {
    NdrReader in = new NdrReader(stub, order);
    ContextHandle handle = ContextHandle.read(in);
    int count = in.count("num_towers", MapperCalls.MAX_ENTRIES);
    checkArray(in, "towers", count);
    if ((long) count * 4 > in.remaining()) {
      throw RpcFormatException.of("num_towers", count, "at most " + in.remaining() / 4);
    }
    List<Head> heads = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      heads.add(new Head(ContextHandle.NULL.uuid(), in.u32("tower referent"), new byte[0]));
    }
    return new MapperReply(handle, towers(in, heads), in.u32("status"));
  }

  /** Reads the head of a conformant varying array: size, offset of the first element, count. */
  private static void checkArray(NdrReader in, String name, int count) throws RpcFormatException {
    long size = in.u32(name + " max_count");
    expect(name + " offset", in.u32(name + " offset"), 0);
    expect(name + " actual_count", in.u32(name + " actual_count"), count);
    if (size < count) {
      throw RpcFormatException.of(name + " max_count", size, "at least " + count);
    }
  }

  private static List<Head> heads(NdrReader in, int count) throws RpcFormatException {
    checkArray(in, "entries", count);
    if ((long) count * LEAST_ENTRY > in.remaining()) {
      throw RpcFormatException.of("num_ents", count, "at most " + in.remaining() / LEAST_ENTRY);
    }
    List<Head> heads = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      heads.add(new Head(in.uuid("object"), in.u32("tower referent"), annotation(in)));
    }
    return heads;
  }

  /** Reads a varying string: offset of the first octet, count including the NUL, octets. */
  private static byte[] annotation(NdrReader in) throws RpcFormatException {
    expect("annotation offset", in.u32("annotation offset"), 0);
    return in.octets(in.count("annotation actual_count", MAX_ANNOTATION), "annotation");
  }

  /**
   * Reads the towers, in the order of the entries. They are full pointers: null is no tower, and a
   * repeated referent is the tower sent before, which is not sent again (C706 section 14.3.11.1).
   */
  private static List<Entry> towers(NdrReader in, List<Head> heads) throws RpcFormatException {
    Map<Long, byte[]> known = new HashMap<>();
    known.put(0L, new byte[0]);
    List<Entry> entries = new ArrayList<>(heads.size());
    for (Head head : heads) {
      byte[] tower = known.get(head.referent);
      if (tower == null) {
        tower = tower(in);
        known.put(head.referent, tower);
      }
      entries.add(new Entry(head.object, head.annotation, tower));
    }
    return entries;
  }

  /** Reads a {@code twr_t}, a conformant structure: the size of its array comes first. */
  private static byte[] tower(NdrReader in) throws RpcFormatException {
    int size = in.count("tower max_count", MAX_TOWER);
    expect("tower_length", in.u32("tower_length"), size);
    return in.octets(size, "tower_octet_string");
  }

  private static void expect(String field, long value, long expected) throws RpcFormatException {
    if (value != expected) {
      throw RpcFormatException.of(field, value, Long.toString(expected));
    }
  }
}
