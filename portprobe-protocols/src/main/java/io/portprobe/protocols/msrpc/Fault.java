package io.portprobe.protocols.msrpc;

/** A fault PDU (C706 section 12.6.4.7). */
final class Fault {
  private Fault() {}

  /** Reads the status and names it. */
  static String describe(Pdu pdu) throws RpcFormatException {
    NdrReader body = pdu.body();
    body.skip(8, "alloc_hint, p_cont_id, cancel_count");
    return "fault " + RpcStatus.describe(body.u32("status"));
  }
}
