package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Encodes messages as RFC 1035 section 4.1 defines them, independently of dnsjava. */
final class DnsMessageWriter {
  static final int RESPONSE = 0x8000;
  static final int AUTHORITATIVE = 0x0400;
  static final int TRUNCATED = 0x0200;
  static final int RECURSION_DESIRED = 0x0100;
  static final int RECURSION_AVAILABLE = 0x0080;
  static final int AUTHENTIC = 0x0020;
  static final int CHECKING_DISABLED = 0x0010;

  static final int A = 1;
  static final int NS = 2;
  static final int SOA = 6;
  static final int HIP = 55;
  static final int OPT = 41;
  static final int IN = 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private DnsMessageWriter() {}

  /** Starts a message with its header. */
  static DnsMessageWriter message(int id, int flags, int... counts) {
    DnsMessageWriter message = new DnsMessageWriter().u16(id, flags);
    for (int section = 0; section < 4; section++) {
      message.u16(section < counts.length ? counts[section] : 0);
    }
    return message;
  }

  DnsMessageWriter u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  DnsMessageWriter u16(int... values) {
    for (int value : values) {
      u8(value >> 8, value);
    }
    return this;
  }

  DnsMessageWriter u32(long value) {
    return u16((int) (value >> 16), (int) value);
  }

  DnsMessageWriter hex(String digits) {
    out.writeBytes(HexFormat.of().parseHex(digits.replace(" ", "")));
    return this;
  }

  DnsMessageWriter bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Appends an uncompressed name; {@code "."} is the root. */
  DnsMessageWriter name(String name) {
    for (String label : name.equals(".") ? new String[0] : name.split("\\.")) {
      u8(label.length()).bytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    return u8(0);
  }

  /** Appends a compression pointer. */
  DnsMessageWriter pointer(int offset) {
    return u16(0xc000 | offset);
  }

  DnsMessageWriter question(String name, int type, int dnsClass) {
    return name(name).u16(type, dnsClass);
  }

  /** Appends a record without its owner. */
  DnsMessageWriter record(int type, long ttl, byte... data) {
    return u16(type, IN).u32(ttl).u16(data.length).bytes(data);
  }

  /** Appends an EDNS pseudo-record (RFC 6891 section 6.1.2). */
  DnsMessageWriter opt(int payload, int extendedRcode, int version, int flags, byte... options) {
    return u8(0)
        .u16(OPT, payload)
        .u8(extendedRcode, version)
        .u16(flags, options.length)
        .bytes(options);
  }

  int length() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  ByteBuffer toBuffer() {
    return ByteBuffer.wrap(toBytes()).asReadOnlyBuffer();
  }

  /** Returns the message preceded by its length, as over TCP. */
  byte[] framed() {
    return new DnsMessageWriter().u16(length()).bytes(toBytes()).toBytes();
  }

  static TestDialogueContext context(Transport transport) {
    return TestDialogueContext.of(transport, 53);
  }

  /** Returns a context with a query for the address of {@code www.example}. */
  static TestDialogueContext asking(Transport transport) {
    return context(transport).with(Dns.NAME, "www.example").with(Dns.TYPE, "A");
  }

  /** Returns the query that a context describes. */
  static DnsQuery question(TestDialogueContext context) {
    return DnsQuery.of(context, QueryOptions.of(context));
  }

  /** Returns the bytes that a step sends. */
  static byte[] sent(Step step) {
    ByteBuffer bytes = ((Step.Send) step).bytes();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }
}
