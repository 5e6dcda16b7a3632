package io.portprobe.protocols.internal.msrpc.wire;

/** A fault PDU (C706 section 12.6.4.7). */
public final class FaultPdu {
  private FaultPdu() {}

  /** Reads the status and names it. */
  public static String describe(ConnectionPdu pdu) throws RpcFormatException {
    NdrReader body = pdu.body();
    body.skip(8, "alloc_hint, p_cont_id, cancel_count");
    return "fault " + RpcStatus.describe(body.u32("status"));
  }
}
