package io.portprobe.protocols.internal.msrpc.wire;

import java.nio.ByteOrder;

/**
 * One connection-oriented PDU (C706 section 12.6.3), its common header already read.
 *
 * @param type the PTYPE
 * @param flags pfc_flags
 * @param order the integer byte order of its data representation label
 * @param callId which request it answers
 * @param octets the whole PDU, header included, so that alignment can be kept
 */
public @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
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

  /** A reader that stands behind the common header. */
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

  /** The name of the type in C706 section 12.6.4.1, or its number. */
  public String typeName() {
    return type < NAMES.length ? NAMES[type] : "PDU of type " + type;
  }
}
