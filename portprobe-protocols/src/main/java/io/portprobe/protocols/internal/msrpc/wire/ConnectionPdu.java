package io.portprobe.protocols.internal.msrpc.wire;

import java.nio.ByteOrder;

/**
 * A connection-oriented PDU with a decoded common header (C706 section 12.6.3).
 *
 * @param type the PTYPE
 * @param flags pfc_flags
 * @param order the integer byte order of its data representation label
 * @param callId the request it responds to
 * @param octets the whole PDU, header included, because alignment is relative to its start
 */
public @SuppressWarnings("ArrayRecordComponent") // never compared, never exposed
record ConnectionPdu(int type, int flags, ByteOrder order, int callId, byte[] octets) {
  static final int HEADER = 16;

  static final int REQUEST = 0;
  public static final int RESPONSE = 2;
  public static final int FAULT = 3;
  public static final int BIND = 11;
  public static final int BIND_ACK = 12;
  public static final int BIND_NAK = 13;
  public static final int SHUTDOWN = 17;

  static final int FIRST_FRAGMENT = 0x01;
  static final int LAST_FRAGMENT = 0x02;

  private static final String[] NAMES = {
    "request",
    "ping",
    "response",
    "fault",
    "working",
    "nocall",
    "reject",
    "ack",
    "cl_cancel",
    "fack",
    "cancel_ack",
    "bind",
    "bind_ack",
    "bind_nak",
    "alter_context",
    "alter_context_resp",
    "auth3",
    "shutdown",
    "co_cancel",
    "orphaned"
  };

  /** Returns a reader at the first octet after the common header. */
  NdrReader body() throws RpcFormatException {
    NdrReader reader = new NdrReader(octets, order);
    reader.skip(HEADER, "header");
    return reader;
  }

  boolean isFirstFragment() {
    return (flags & FIRST_FRAGMENT) != 0;
  }

  boolean isLastFragment() {
    return (flags & LAST_FRAGMENT) != 0;
  }

  /** Returns the name of the type in C706 section 12.6.4.1, or its number. */
  public String typeName() {
    return type < NAMES.length ? NAMES[type] : "PDU of type " + type;
  }
}
