package io.portprobe.protocols.internal.msrpc.wire;

import java.util.Optional;
import java.util.UUID;

/**
 * A decoder of bind_ack and bind_nak (C706 sections 12.6.4.4 and 12.6.4.5; MS-RPCE 2.2.2.5 and
 * 2.2.2.6).
 */
public final class BindReply {
  private static final String[] NAK_REASONS = {
    "reason not specified",
    "temporary congestion",
    "local limit exceeded",
    "called paddr unknown",
    "protocol version not supported",
    "default context not supported",
    "user data not readable",
    "no psap available",
    "authentication type not recognized",
    "invalid checksum"
  };
  private static final String[] RESULTS = {
    "acceptance", "user rejection", "provider rejection", "negotiate ack"
  };
  private static final String[] RESULT_REASONS = {
    "reason not specified",
    "abstract syntax not supported",
    "proposed transfer syntaxes not supported",
    "local limit exceeded"
  };

  private BindReply() {}

  /**
   * Decodes a bind_ack. A server that negotiates bind-time features may send more results than the
   * client sent contexts; these are ignored.
   *
   * @param rpcInterface the interface in the bind
   * @return the reason of a refusal; empty if the server accepts the interface in NDR 2.0
   * @throws RpcFormatException if the PDU is malformed
   */
  public static Optional<String> refusalIn(ConnectionPdu ack, RpcInterface rpcInterface)
      throws RpcFormatException {
    NdrReader body = ack.body();
    body.skip(8, "max_xmit_frag, max_recv_frag, assoc_group_id");
    body.skip(body.u16("sec_addr length"), "sec_addr");
    body.align(4, "p_result_list");
    int results = body.u8("n_results");
    if (results == 0) {
      throw RpcFormatException.of("n_results", 0, "1");
    }
    body.skip(3, "p_result_list");
    int result = body.u16("result");
    int reason = body.u16("reason");
    UUID syntax = body.uuid("transfer_syntax");
    long version = body.u32("transfer_syntax version");
    if (result != 0) {
      return Optional.of(name(RESULTS, result) + ", " + name(RESULT_REASONS, reason));
    }
    if (!syntax.equals(ConnectionWriter.NDR) || version != 2) {
      throw new RpcFormatException(
          "transfer_syntax: " + syntax + " version " + version + " (expected: NDR version 2)");
    }
    return Optional.empty();
  }

  /** Decodes a bind_nak into a clause. */
  public static String describeNak(ConnectionPdu pdu) throws RpcFormatException {
    return "the server refused the bind: " + name(NAK_REASONS, pdu.body().u16("reject reason"));
  }

  private static String name(String[] names, int value) {
    return value < names.length ? names[value] : "code " + value;
  }
}
