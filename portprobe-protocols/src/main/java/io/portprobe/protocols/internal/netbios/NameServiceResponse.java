package io.portprobe.protocols.internal.netbios;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A response of the name service as it is on the wire (RFC 1002 section 4.2.1). Names of records
 * are stepped over, so a compression pointer is never followed.
 */
final class NameServiceResponse {
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int TRUNCATED = 0x0200;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int RCODE = 0x000f;

  /** More than any response has, or can have in the 576 bytes of RFC 1002. */
  private static final int MAX_RECORDS = 64;

  /** RFC 1002 sections 4.2.6, 4.2.11 and 4.2.14. */
  private static final List<String> RCODES =
      List.of("", "FMT_ERR", "SRV_ERR", "NAM_ERR", "IMP_ERR", "RFS_ERR", "ACT_ERR", "CFT_ERR");

  private final ByteBuffer in;
  private final int flags;
  private final List<Entry> records = new ArrayList<>();

  /**
   * A record of any section.
   *
   * @param owner where its name begins
   * @param data as much of its data as there is
   * @param announced how long that was said to be
   */
  record Entry(int owner, int type, int recordClass, long ttl, ByteBuffer data, int announced) {
    boolean is(int wanted) {
      return type == wanted && recordClass == NameServiceRequest.INTERNET;
    }
  }

  /**
   * Reads one datagram. Whatever the bytes are, nothing is thrown but UnrelatedDatagramException.
   *
   * @param id the transaction id that was sent
   * @param datagram from its first byte on
   */
  static NameServiceResponse read(int id, ByteBuffer datagram) throws UnrelatedDatagramException {
    try {
      return new NameServiceResponse(id, datagram.slice());
    } catch (BufferUnderflowException e) {
      throw new UnrelatedDatagramException("a datagram that ends too early");
    }
  }

  private NameServiceResponse(int id, ByteBuffer in) throws UnrelatedDatagramException {
    this.in = in;
    int actual = u16();
    this.flags = u16();
    if (actual != id) {
      throw new UnrelatedDatagramException("transaction id: " + actual + " (expected: " + id + ")");
    }
    if ((flags & RESPONSE) == 0 || (flags & OPCODE) != 0) {
      throw new UnrelatedDatagramException(
          "flags: " + flags + " (expected: a response to a query)");
    }
    int questions = u16();
    int announced = u16() + u16() + u16();
    try {
      readSections(questions, announced);
    } catch (BufferUnderflowException e) {
      // What is missing is missed by who asks for it.
      return;
    }
  }

  private void readSections(int questions, int announced) throws UnrelatedDatagramException {
    for (int i = 0; i < questions; i++) {
      skipName();
      skip(4);
    }
    for (int i = 0; i < Math.min(announced, MAX_RECORDS); i++) {
      int owner = in.position();
      skipName();
      int type = u16();
      int recordClass = u16();
      long ttl = in.getInt() & 0xffffffffL;
      int length = u16();
      int present = Math.min(length, in.remaining());
      ByteBuffer data = in.slice(in.position(), present);
      records.add(new Entry(owner, type, recordClass, ttl, data, length));
      skip(length);
    }
  }

  /** The error, if the response is a negative one. */
  Optional<String> error() {
    int rcode = flags & RCODE;
    if (rcode == 0) {
      return Optional.empty();
    }
    return Optional.of(
        rcode < RCODES.size() ? RCODES.get(rcode) + " (" + rcode + ")" : "code " + rcode);
  }

  boolean authoritative() {
    return (flags & AUTHORITATIVE) != 0;
  }

  boolean truncated() {
    return (flags & TRUNCATED) != 0;
  }

  boolean recursionAvailable() {
    return (flags & RECURSION_AVAILABLE) != 0;
  }

  /** The first record of a type, in whatever section. */
  Optional<Entry> firstRecord(int type) {
    return records.stream().filter(record -> record.is(type)).findFirst();
  }

  /** All records of whatever type. */
  List<Entry> records() {
    return records;
  }

  /** Whether a record's name begins as another does. */
  boolean hasName(Entry record, NetBiosName name) {
    byte[] wanted = name.encoded();
    if (in.limit() - record.owner() < wanted.length) {
      return false;
    }
    byte[] actual = new byte[wanted.length];
    in.get(record.owner(), actual);
    return Arrays.equals(actual, wanted);
  }

  private void skipName() throws UnrelatedDatagramException {
    int length = in.get() & 0xff;
    while (length > 0 && length <= 63) {
      skip(length);
      length = in.get() & 0xff;
    }
    if (length >= 0xc0) {
      skip(1);
    } else if (length != 0) {
      throw new UnrelatedDatagramException("label length: " + length + " (expected: 0-63)");
    }
  }

  private void skip(int bytes) {
    if (bytes > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + bytes);
  }

  private int u16() {
    return in.getShort() & 0xffff;
  }
}
