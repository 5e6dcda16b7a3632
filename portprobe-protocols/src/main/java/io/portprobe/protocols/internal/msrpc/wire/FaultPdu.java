package io.portprobe.protocols.internal.msrpc.wire;

/** A decoder of fault PDUs (C706 section 12.6.4.7). */
public final class FaultPdu {
  private FaultPdu() {}

  /** Returns the status of a fault, as in {@code "fault 0x1c010003 (nca_unk_if)"}. */
  public static String describe(ConnectionPdu pdu) throws RpcFormatException {
    NdrReader body = pdu.body();
    body.skip(8, "alloc_hint, p_cont_id, cancel_count");
    return "fault " + RpcStatus.describe(body.u32("status"));
  }
}
