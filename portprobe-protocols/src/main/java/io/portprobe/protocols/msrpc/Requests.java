package io.portprobe.protocols.msrpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** Encodes what the client sends: single fragments, little-endian, without authentication. */
final class Requests {
  /** The endpoint mapper, {@code ept} version 3.0 (C706 appendix O). */
  static final UUID ENDPOINT_MAPPER = UUID.fromString("e1af8308-5d1f-11c9-91a4-08002b14a0fa");

  /** NDR, version 2.0 (C706 section 14.1). */
  static final UUID NDR = UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860");

  /** The most that MS-RPCE 2.2.1.2.4 lets a client ask for in one call. */
  static final int MAX_ENTRIES = 500;

  /** What Windows offers; C706 asks for at least 1432. */
  private static final int FRAGMENT = 5840;

  private static final int LOOKUP = 2;
  private static final int LOOKUP_HANDLE_FREE = 4;
  private static final int INQUIRE_ALL = 0;
  private static final int ALL_VERSIONS = 1;

  private Requests() {}

  /** A bind with one context, number 0: the endpoint mapper in NDR (C706 section 12.6.4.3). */
  static byte[] bind(int callId) {
    ByteBuffer pdu = header(Pdu.BIND, 72, callId);
    pdu.putShort((short) FRAGMENT).putShort((short) FRAGMENT).putInt(0);
    pdu.putInt(1); // one context element, the rest is reserved
    pdu.putShort((short) 0).putShort((short) 1); // context 0 with one transfer syntax
    uuid(pdu, ENDPOINT_MAPPER).putInt(3);
    return uuid(pdu, NDR).putInt(2).array();
  }

  /**
   * {@code ept_lookup} of everything (C706 appendix O): no object, no interface, all versions.
   *
   * @param handle null handle to begin, then what the server returned
   */
  static byte[] lookup(int callId, ContextHandle handle) {
    ByteBuffer pdu = request(callId, LOOKUP, 40);
    pdu.putInt(INQUIRE_ALL).putInt(0).putInt(0).putInt(ALL_VERSIONS);
    return context(pdu, handle).putInt(MAX_ENTRIES).array();
  }

  /** {@code ept_lookup_handle_free}: what the server keeps for this list may go. */
  static byte[] lookupHandleFree(int callId, ContextHandle handle) {
    return context(request(callId, LOOKUP_HANDLE_FREE, 20), handle).array();
  }

  private static ByteBuffer request(int callId, int operation, int stub) {
    ByteBuffer pdu = header(Pdu.REQUEST, 24 + stub, callId);
    return pdu.putInt(stub).putShort((short) 0).putShort((short) operation);
  }

  private static ByteBuffer header(int type, int length, int callId) {
    ByteBuffer pdu = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    pdu.put((byte) 5).put((byte) 0).put((byte) type);
    pdu.put((byte) (Pdu.FIRST_FRAGMENT | Pdu.LAST_FRAGMENT));
    pdu.put((byte) 0x10).put(new byte[3]); // little-endian, ASCII, IEEE
    return pdu.putShort((short) length).putShort((short) 0).putInt(callId);
  }

  private static ByteBuffer context(ByteBuffer pdu, ContextHandle handle) {
    return uuid(pdu.putInt((int) handle.attributes()), handle.uuid());
  }

  private static ByteBuffer uuid(ByteBuffer pdu, UUID uuid) {
    long high = uuid.getMostSignificantBits();
    pdu.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    long low = uuid.getLeastSignificantBits();
    for (int shift = 56; shift >= 0; shift -= 8) {
      pdu.put((byte) (low >>> shift));
    }
    return pdu;
  }
}
