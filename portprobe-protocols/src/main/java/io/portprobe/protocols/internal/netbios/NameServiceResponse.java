package io.portprobe.protocols.internal.netbios;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A decoded response of the name service (RFC 1002 section 4.2.1). The names of records are
 * skipped, so a compression pointer is never followed.
 */
final class NameServiceResponse {
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int TRUNCATED = 0x0200;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int RCODE = 0x000f;

  private static final int HEADER = 12;

  /** The length of a name without a scope, with its length and its end. */
  private static final int ENCODED_NAME = 34;

  /** More than fit into the 576 bytes of RFC 1002. */
  private static final int MAX_RECORDS = 64;

  /** RFC 1002 sections 4.2.6, 4.2.11 and 4.2.14. */
  private static final List<String> RCODES =
      List.of("", "FMT_ERR", "SRV_ERR", "NAM_ERR", "IMP_ERR", "RFS_ERR", "ACT_ERR", "CFT_ERR");

  private final ByteBuffer in;
  private final int flags;
  private final List<ResourceRecord> records = new ArrayList<>();

  /**
   * Returns whether a datagram is a response with one record, whose name is an encoded NetBIOS name
   * (RFC 1001 section 14.1) and whose type is NB or NBSTAT.
   */
  static boolean isResponse(ByteBuffer datagram) {
    ByteBuffer in = datagram.slice();
    if (in.remaining() < HEADER + ENCODED_NAME + 2 * Short.BYTES
        || (in.getShort(2) & (RESPONSE | OPCODE)) != RESPONSE
        || in.getShort(4) != 0
        || in.getShort(6) != 1
        || in.get(HEADER) != ENCODED_NAME - 2
        || in.get(HEADER + ENCODED_NAME - 1) != 0) {
      return false;
    }
    for (int i = 1; i < ENCODED_NAME - 1; i++) {
      int letter = in.get(HEADER + i);
      if (letter < 'A' || letter > 'P') {
        return false;
      }
    }
    int type = in.getShort(HEADER + ENCODED_NAME);
    return (type == NameServiceRequest.NB || type == NameServiceRequest.NBSTAT)
        && in.getShort(HEADER + ENCODED_NAME + Short.BYTES) == NameServiceRequest.INTERNET;
  }

  /**
   * A resource record of any section.
   *
   * @param owner the position of its name
   * @param data the data present in the datagram
   * @param announced the length of the data in the header of the record
   */
  record ResourceRecord(
      int owner, int type, int recordClass, long ttl, ByteBuffer data, int announced) {
    boolean hasType(int wanted) {
      return type == wanted && recordClass == NameServiceRequest.INTERNET;
    }
  }

  /**
   * Decodes a datagram.
   *
   * @param id the transaction id of the request
   * @param datagram from its first byte
   * @throws UnrelatedDatagramException if it is not a response to the request; no other exception
   *     is thrown
   */
  static NameServiceResponse read(int id, ByteBuffer datagram) throws UnrelatedDatagramException {
    try {
      return new NameServiceResponse(id, datagram.slice());
    } catch (BufferUnderflowException e) {
      throw new UnrelatedDatagramException("the datagram ends in the header");
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
      // The records before the end are kept; the readers check what is missing.
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
      records.add(new ResourceRecord(owner, type, recordClass, ttl, data, length));
      skip(length);
    }
  }

  /** Returns the error code of a negative response; empty if it is positive. */
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

  /** Returns the first record of a type in any section. */
  Optional<ResourceRecord> firstRecord(int type) {
    return records.stream().filter(record -> record.hasType(type)).findFirst();
  }

  /** Returns the records of all sections. */
  List<ResourceRecord> records() {
    return records;
  }

  /** Returns whether the name of a record starts with a name, which ignores its scope. */
  boolean hasName(ResourceRecord record, NetBiosName name) {
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
