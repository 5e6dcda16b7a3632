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
 * Answers a server that wants to know whether its client is who it seems to be, by the conversation
 * manager interface (C706 appendix P). A server asks before it executes a call that must not happen
 * twice.
 */
final class ConvCallbackResponder {
  /** A server asks once, or again if our answer was lost; more would be abuse. */
  private static final int MOST = 64;

  private static final int WHO_ARE_YOU = 0;
  private static final int WHO_ARE_YOU_2 = 1;
  private static final int ARE_YOU_THERE = 2;

  private static final long BAD_ACTIVITY = 0x1c00_000aL; // nca_s_bad_actid
  private static final long CRASHED = 0x1c01_0009L; // nca_s_you_crashed
  private static final long NO_SUCH_OPERATION = 0x1c01_0002L; // nca_op_rng_error
  private static final long NO_SUCH_INTERFACE = 0x1c01_0003L; // nca_unk_if

  private final UUID activity;
  private final UUID addressSpace;
  private final long boot;
  private int answered;

  /**
   * Answers for one client.
   *
   * @param activity the UUID it goes by
   * @param addressSpace the UUID of what would be the process
   * @param boot when it started, in seconds since 1970
   */
  ConvCallbackResponder(UUID activity, UUID addressSpace, long boot) {
    this.activity = activity;
    this.addressSpace = addressSpace;
    this.boot = boot;
  }

  /**
   * Answers a request.
   *
   * @param sequence of the call that we made last
   * @param serverBoot what the server says elsewhere of when it started; 0 if it said nothing yet
   * @return empty if the server has asked too often
   * @throws RpcFormatException if the parameters are not what they should be
   */
  Optional<byte[]> respond(DatagramPdu question, long sequence, long serverBoot)
      throws RpcFormatException {
    if (++answered > MOST) {
      return Optional.empty();
    }
    if (!question.interfaceId().equals(RpcInterface.CONVERSATION.id())) {
      return Optional.of(reject(question, NO_SUCH_INTERFACE));
    }
    if (question.operation() > ARE_YOU_THERE) {
      return Optional.of(reject(question, NO_SUCH_OPERATION));
    }
    NdrReader in = question.reader();
    UUID about = in.uuid("actuid");
    long claimedBoot = in.u32("boot_time");
    long status = status(about, claimedBoot, serverBoot);
    NdrWriter out = new NdrWriter();
    switch (question.operation()) {
      case WHO_ARE_YOU -> out.u32(sequence);
      case WHO_ARE_YOU_2 -> out.u32(sequence).uuid(addressSpace);
      default -> {} // conv_are_you_there tells nothing but its status
    }
    return Optional.of(DatagramWriter.reply(question, DatagramPdu.RESPONSE, boot, out.u32(status)));
  }

  private long status(UUID about, long claimedBoot, long serverBoot) {
    if (!about.equals(activity)) {
      return BAD_ACTIVITY;
    }
    return serverBoot != 0 && claimedBoot != serverBoot ? CRASHED : RpcStatus.OK;
  }

  private byte[] reject(DatagramPdu question, long status) {
    return DatagramWriter.reply(question, DatagramPdu.REJECT, boot, new NdrWriter().u32(status));
  }
}
