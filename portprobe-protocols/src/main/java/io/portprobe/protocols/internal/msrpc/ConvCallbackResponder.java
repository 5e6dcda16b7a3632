package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.DatagramPdu;
import io.portprobe.protocols.internal.msrpc.wire.DatagramWriter;
import io.portprobe.protocols.internal.msrpc.wire.NdrReader;
import io.portprobe.protocols.internal.msrpc.wire.NdrWriter;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import io.portprobe.protocols.internal.msrpc.wire.RpcInterface;
import io.portprobe.protocols.internal.msrpc.wire.RpcStatus;
import java.util.Optional;
import java.util.UUID;

/**
 * The client's side of the conversation manager interface (C706 appendix P). Before a datagram
 * server executes a call that is not idempotent, it calls the client back to check that the client
 * exists.
 */
final class ConvCallbackResponder {
  /** A server calls once, or again if the response was lost. */
  private static final int MAX_RESPONSES = 64;

  private static final int WHO_ARE_YOU = 0;
  private static final int WHO_ARE_YOU_2 = 1;
  private static final int ARE_YOU_THERE = 2;

  private static final long BAD_ACTIVITY = 0x1c00_000aL; // nca_s_bad_actid
  private static final long CRASHED = 0x1c01_0009L; // nca_s_you_crashed
  private static final long NO_SUCH_OPERATION = 0x1c01_0002L; // nca_op_rng_error
  private static final long NO_SUCH_INTERFACE = 0x1c01_0003L; // nca_unk_if

  private final UUID activity;
  private final UUID addressSpace;
  private final long bootTime;
  private int responses;
  private boolean namedActivity;

  /**
   * Creates the responder of one client.
   *
   * @param activity the activity UUID of the client's calls
   * @param addressSpace the address space UUID of the client
   * @param bootTime the boot time of the client, in seconds since 1970
   */
  ConvCallbackResponder(UUID activity, UUID addressSpace, long bootTime) {
    this.activity = activity;
    this.addressSpace = addressSpace;
    this.bootTime = bootTime;
  }

  /**
   * Encodes the response to a callback.
   *
   * @param request the server's request
   * @param sequence the sequence number of the client's last call
   * @param serverBoot the boot time in the server's other PDUs; 0 if there were none
   * @return empty if the server exceeded the limit of callbacks
   * @throws RpcFormatException if the in parameters are malformed
   */
  Optional<byte[]> respond(DatagramPdu request, long sequence, long serverBoot)
      throws RpcFormatException {
    if (++responses > MAX_RESPONSES) {
      return Optional.empty();
    }
    if (!request.interfaceId().equals(RpcInterface.CONVERSATION.id())) {
      return Optional.of(reject(request, NO_SUCH_INTERFACE));
    }
    if (request.operation() > ARE_YOU_THERE) {
      return Optional.of(reject(request, NO_SUCH_OPERATION));
    }
    NdrReader in = request.reader();
    UUID requestedActivity = in.uuid("actuid");
    namedActivity |= requestedActivity.equals(activity);
    long requestedBoot = in.u32("boot_time");
    NdrWriter out = new NdrWriter();
    switch (request.operation()) {
      case WHO_ARE_YOU -> out.u32(sequence);
      case WHO_ARE_YOU_2 -> out.u32(sequence).uuid(addressSpace);
      default -> {} // conv_are_you_there returns a status only
    }
    out.u32(status(requestedActivity, requestedBoot, serverBoot));
    return Optional.of(DatagramWriter.reply(request, DatagramPdu.RESPONSE, bootTime, out));
  }

  /** Returns whether a callback named the activity of the client, which only its peer knows. */
  boolean namedActivity() {
    return namedActivity;
  }

  private long status(UUID requestedActivity, long requestedBoot, long serverBoot) {
    if (!requestedActivity.equals(activity)) {
      return BAD_ACTIVITY;
    }
    return serverBoot != 0 && requestedBoot != serverBoot ? CRASHED : RpcStatus.OK;
  }

  private byte[] reject(DatagramPdu request, long status) {
    NdrWriter body = new NdrWriter().u32(status);
    return DatagramWriter.reply(request, DatagramPdu.REJECT, bootTime, body);
  }
}
