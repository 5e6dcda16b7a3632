package io.portprobe.protocols.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The server's side of one connection. As strict with a client as a real server: what it does not
 * expect is answered with the fault or the refusal that C706 has for it.
 */
final class MapperConnection {
  private static final UUID ENDPOINT_MAPPER =
      UUID.fromString("e1af8308-5d1f-11c9-91a4-08002b14a0fa");
  private static final UUID NDR = UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860");

  private static final int OUT_OF_RANGE = 0x1c01_0002; // nca_op_rng_error
  private static final int UNKNOWN_INTERFACE = 0x1c01_0003; // nca_unk_if
  private static final int PROTOCOL_ERROR = 0x1c01_000b; // nca_proto_error
  private static final int WRONG_CONTEXT = 0x1c00_001a; // nca_s_fault_context_mismatch
  private static final int BAD_STUB = 0x0000_06f7; // rpc_x_bad_stub_data

  private final MapperScript script;
  private final MapperLog log;
  private final MapperReplies replies;
  private final Map<UUID, Integer> handles = new HashMap<>();
  private int answered;
  private int handlesMade;
  private boolean bound;

  MapperConnection(MapperScript script, MapperLog log) {
    this.script = script;
    this.log = log;
    replies = new MapperReplies(script);
  }

  /** Answers until the client ends the stream. */
  void hold(InputStream in, OutputStream out) throws IOException {
    DataInputStream data = new DataInputStream(in);
    for (Optional<byte[]> pdu = next(data); pdu.isPresent(); pdu = next(data)) {
      for (byte[] reply : answer(pdu.get())) {
        out.write(reply);
      }
    }
  }

  /** The next PDU; empty if the client ended the stream before it. */
  private static Optional<byte[]> next(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    byte[] header = new byte[16];
    header[0] = (byte) first;
    in.readFully(header, 1, 15);
    int length = fields(header).getShort(8) & 0xffff;
    if (length < 16) {
      throw new IOException("frag_length: " + length + " (expected: at least 16)");
    }
    byte[] pdu = Arrays.copyOf(header, length);
    in.readFully(pdu, 16, length - 16);
    return Optional.of(pdu);
  }

  private static ByteBuffer fields(byte[] pdu) {
    boolean little = (pdu[4] & 0x10) != 0;
    return ByteBuffer.wrap(pdu).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /**
   * Answers one PDU.
   *
   * @param pdu whole
   * @return the PDUs of the answer
   */
  List<byte[]> answer(byte[] pdu) {
    ByteBuffer in = fields(pdu);
    int callId = in.getInt(12);
    boolean sound = pdu[0] == 5 && pdu[1] <= 1 && pdu[3] == 3 && in.getShort(10) == 0;
    try {
      in.position(16);
      if (sound && pdu[2] == 11 && !bound) {
        return List.of(bind(in, callId));
      }
      if (sound && pdu[2] == 0 && bound) {
        return request(in, callId);
      }
      return List.of(replies.fault(callId, PROTOCOL_ERROR));
    } catch (BufferUnderflowException e) {
      return List.of(replies.fault(callId, BAD_STUB)); // the client sent less than it should
    }
  }

  private byte[] bind(ByteBuffer in, int callId) {
    if (script.bindNak() != MapperScript.NONE) {
      return replies.bindNak(callId, script.bindNak());
    }
    int transmit = in.getShort() & 0xffff;
    int receive = in.getShort() & 0xffff;
    in.getInt(); // a new association
    if (transmit < 1432 || receive < 1432 || in.getInt() != 1) {
      return replies.bindNak(callId, 0);
    }
    boolean first = in.getShort() == 0 && in.getShort() == 1;
    if (!first || !uuid(in).equals(ENDPOINT_MAPPER) || in.getInt() != 3) {
      return replies.bindAck(callId, 2, 1); // abstract syntax not supported
    }
    if (!uuid(in).equals(NDR) || in.getInt() != 2 || in.hasRemaining()) {
      return replies.bindAck(callId, 2, 2); // proposed transfer syntaxes not supported
    }
    bound = script.result() == 0;
    return replies.bindAck(callId, script.result(), script.reason());
  }

  private List<byte[]> request(ByteBuffer in, int callId) {
    in.getInt(); // alloc_hint, no more than that
    if (in.getShort() != 0) {
      return List.of(replies.fault(callId, UNKNOWN_INTERFACE));
    }
    int operation = in.getShort();
    return switch (operation) {
      case 2 -> lookup(in, callId);
      case 4 -> free(in, callId);
      default -> List.of(replies.fault(callId, OUT_OF_RANGE));
    };
  }

  /** Only what the client asks: all elements, no object, no interface. */
  private List<byte[]> lookup(ByteBuffer in, int callId) {
    log.lookup();
    if (script.fault() != 0 && answered == script.faultAfter()) {
      return List.of(replies.fault(callId, script.fault()));
    }
    int inquiry = in.getInt();
    int object = in.getInt();
    int interfaceId = in.getInt();
    int versions = in.getInt();
    in.getInt(); // attributes of the handle
    UUID handle = uuid(in);
    int wanted = in.getInt();
    boolean all = inquiry == 0 && object == 0 && interfaceId == 0 && versions == 1;
    if (!all || wanted < 1 || wanted > 500 || in.hasRemaining()) {
      return List.of(replies.fault(callId, BAD_STUB));
    }
    Integer start = isNil(handle) ? Integer.valueOf(0) : handles.remove(handle);
    if (start == null) {
      return List.of(replies.fault(callId, WRONG_CONTEXT));
    }
    answered++;
    return page(callId, start, wanted);
  }

  private List<byte[]> page(int callId, int start, int wanted) {
    int total = script.entries().size();
    int end = Math.min(total, start + Math.min(wanted, script.pageSize()));
    MapperPage page =
        MapperPage.of(script.ending(), script.entries().subList(start, end), end == total);
    UUID handle = new UUID(0, 0);
    if (page.goesOn()) {
      handle = new UUID(0x6d61_7070_6572_0000L, ++handlesMade);
      handles.put(handle, page.beginsAnew() ? 0 : end);
    }
    return replies.lookup(callId, handle, page, wanted);
  }

  private List<byte[]> free(ByteBuffer in, int callId) {
    in.getInt(); // attributes of the handle
    if (handles.remove(uuid(in)) == null) {
      return List.of(replies.fault(callId, WRONG_CONTEXT));
    }
    log.handleFreed();
    return replies.handleFree(callId);
  }

  private static boolean isNil(UUID id) {
    return id.equals(new UUID(0, 0));
  }

  private static UUID uuid(ByteBuffer in) {
    long low = in.getInt() & 0xffff_ffffL;
    long mid = in.getShort() & 0xffffL;
    long high = in.getShort() & 0xffffL;
    long rest = 0;
    for (int i = 0; i < 8; i++) {
      rest = (rest << 8) | (in.get() & 0xffL);
    }
    return new UUID((low << 32) | (mid << 16) | high, rest);
  }
}
