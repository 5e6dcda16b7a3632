package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.DatagramFragments;
import io.portprobe.protocols.internal.msrpc.wire.DatagramPdu;
import io.portprobe.protocols.internal.msrpc.wire.DatagramWriter;
import io.portprobe.protocols.internal.msrpc.wire.RandomUuid;
import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import io.portprobe.protocols.internal.msrpc.wire.RpcInterface;
import io.portprobe.protocols.internal.msrpc.wire.RpcStatus;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The connectionless protocol (C706 chapters 10 and 12): the calls of a {@link CallSequence} under
 * one activity, one after the other. Fragments are acknowledged, a server that works on a call is
 * pinged instead of sent the request again, and its callback is responded to.
 */
final class DatagramDialogue implements Dialogue {
  private static final long UNKNOWN_INTERFACE = 0x1c01_0003L; // nca_unk_if

  private enum State {
    /** Nothing that is RPC has been received. */
    UNCONFIRMED,
    CALLING,
    /** The finding is complete; the response to the last call does not matter. */
    LAST_CALL
  }

  private final CallSequence calls;
  private final RpcInterface rpcInterface;
  private final UUID activity;
  private final DatagramWriter writer;
  private final ConvCallbackResponder callbacks;

  private State state = State.UNCONFIRMED;
  private PendingCall pending;
  private long serverBoot;

  /** The end of the dialogue; null before {@link State#LAST_CALL}. */
  private @Nullable Step end;

  /** A call without a complete response. */
  private static final class PendingCall {
    final RpcCall call;
    final long sequence;
    final DatagramFragments fragments = new DatagramFragments();

    /** Whether the server has the request, so that a ping replaces it. */
    boolean received;

    /** Whether the request was sent again at once after a nocall. */
    boolean resent;

    PendingCall(RpcCall call, long sequence) {
      this.call = call;
      this.sequence = sequence;
    }
  }

  DatagramDialogue(CallSequence calls, DialogueContext context) {
    this.calls = calls;
    rpcInterface = calls.rpcInterface();
    activity = RandomUuid.of(context.random());
    writer = new DatagramWriter(activity, rpcInterface);
    callbacks =
        new ConvCallbackResponder(
            activity, RandomUuid.of(context.random()), context.clock().instant().getEpochSecond());
    pending = new PendingCall(calls.firstCall(), 0);
  }

  @Override
  public Step start() {
    return Step.send(request());
  }

  private byte[] request() {
    return writer.request(pending.call, pending.sequence, serverBoot);
  }

  private byte[] ping() {
    return writer.ping(pending.call, pending.sequence, serverBoot);
  }

  @Override
  public Step received(ByteBuffer bytes) {
    DatagramPdu pdu;
    try {
      pdu = DatagramPdu.read(bytes);
    } catch (RpcFormatException e) {
      return Step.await("not a connectionless RPC PDU: " + e.why());
    }
    if (pdu.type() == DatagramPdu.REQUEST) {
      return onCallback(pdu);
    }
    if (!pdu.activity().equals(activity) || pdu.sequence() != pending.sequence) {
      return Step.await("an RPC PDU for another client's call, or for a completed one");
    }
    try {
      return onReply(pdu);
    } catch (RpcFormatException e) {
      return violation("RPC protocol violation by the peer: " + e.why());
    }
  }

  private void confirm() {
    if (state == State.UNCONFIRMED) {
      state = State.CALLING;
    }
  }

  /** Responds to the server's call. The client's call remains pending. */
  private Step onCallback(DatagramPdu request) {
    Optional<byte[]> response;
    try {
      response = callbacks.respond(request, pending.sequence, serverBoot);
    } catch (RpcFormatException e) {
      return Step.await("a malformed callback: " + e.why());
    }
    if (response.isEmpty()) {
      return Step.await("more callbacks than a server sends");
    }
    if (callbacks.namedActivity()) {
      confirm();
    }
    return Step.send(
        ByteBuffer.wrap(response.get()), Step.poll(pending.received ? ping() : request()));
  }

  private Step onReply(DatagramPdu pdu) throws RpcFormatException {
    confirm();
    serverBoot = pdu.serverBoot() == 0 ? serverBoot : pdu.serverBoot();
    return switch (pdu.type()) {
      case DatagramPdu.RESPONSE -> onResponse(pdu);
      case DatagramPdu.FAULT -> onRefusal("fault", pdu.status());
      case DatagramPdu.REJECT -> onRefusal("reject", pdu.status());
      case DatagramPdu.WORKING -> {
        pending.received = true;
        yield Step.poll(ping());
      }
      case DatagramPdu.NOCALL -> onNocall();
      case DatagramPdu.FACK -> Step.poll(ping()); // the server has the request
      default -> Step.await("an RPC PDU of type " + pdu.type() + ", which only clients send");
    };
  }

  private Step onResponse(DatagramPdu pdu) throws RpcFormatException {
    if (!pending.fragments.add(pdu)) {
      // A server would respond to a repeated request with every fragment it has sent.
      pending.received = true;
      return pdu.has(DatagramPdu.NO_FACK)
          ? Step.poll(ping())
          : Step.send(ByteBuffer.wrap(fack(pdu.serial())), Step.poll(ping()));
    }
    boolean ackRequired = pending.fragments.isFragmented() || !pending.call.idempotent();
    if (end != null) {
      return acknowledge(ackRequired, end);
    }
    NextCall next = calls.onResponse(pending.fragments.toStub(), pending.fragments.order());
    return next(next, ackRequired);
  }

  private byte[] fack(int serial) {
    return writer.fack(pending.call, pending.sequence, serverBoot, pending.fragments, serial);
  }

  private Step onRefusal(String pduType, long status) {
    if (end != null) {
      return end;
    }
    String refusal = pduType + " " + RpcStatus.describe(status);
    if (status == UNKNOWN_INTERFACE && pending.sequence == 0) {
      return Step.refused(
          "the server does not offer the " + rpcInterface.name() + " interface: " + refusal);
    }
    return next(calls.onFault("responded with " + refusal), !pending.call.idempotent());
  }

  /** Sends the request again, the first time at once: the server does not know the call. */
  private Step onNocall() {
    if (end != null) {
      return end; // the server has already freed the handle
    }
    pending.received = false;
    if (pending.resent) {
      return Step.poll(request());
    }
    pending.resent = true;
    return Step.send(request());
  }

  /**
   * Carries out a decision.
   *
   * @param ackRequired whether the server waits for an acknowledgement; the next request is one
   */
  private Step next(NextCall next, boolean ackRequired) {
    if (next.call() == null) {
      return acknowledge(ackRequired, Objects.requireNonNull(next.end(), "end"));
    }
    pending = new PendingCall(next.call(), pending.sequence + 1);
    if (next.end() != null) {
      state = State.LAST_CALL;
      end = next.end();
    }
    return Step.send(request());
  }

  private Step acknowledge(boolean ackRequired, Step last) {
    return ackRequired
        ? Step.send(ByteBuffer.wrap(writer.ack(pending.call, pending.sequence, serverBoot)), last)
        : last;
  }

  /** Keeps what a server sent before it violated the protocol. */
  private Step violation(String why) {
    if (end != null) {
      return end;
    }
    return calls.incomplete(why).map(Step::finish).orElseGet(() -> Step.mismatch(why));
  }

  @Override
  public Step closed() {
    return Step.mismatch("end of stream: received (expected: datagrams only)");
  }

  /** Returns what was received, once the peer has sent a PDU. */
  @Override
  public Optional<Finding> partial() {
    if (end instanceof Step.Finish finish) {
      return Optional.of(finish.finding());
    }
    return state == State.UNCONFIRMED ? Optional.empty() : calls.cutShort();
  }
}
