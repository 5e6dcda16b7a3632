package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.DatagramFragments;
import io.portprobe.protocols.internal.msrpc.wire.DatagramPdu;
import io.portprobe.protocols.internal.msrpc.wire.DatagramWriter;
import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import io.portprobe.protocols.internal.msrpc.wire.RpcInterface;
import io.portprobe.protocols.internal.msrpc.wire.RandomUuid;
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
 * Holds an interview in datagrams (C706 chapters 10 and 12): one request after the other under one
 * activity, fragments acknowledged, pings instead of repetitions once the server works on a call,
 * and answers to its callback.
 */
final class DatagramDialogue implements Dialogue {
  private static final long UNKNOWN_INTERFACE = 0x1c01_0003L; // nca_unk_if

  private final CallSequence interview;
  private final RpcInterface subject;
  private final UUID activity;
  private final DatagramWriter writer;
  private final ConvCallbackResponder callbacks;

  private RpcCall call;
  private long sequence;
  private long serverBoot;
  private DatagramFragments fragments = new DatagramFragments();
  private boolean working;
  private boolean forgotten;
  private boolean understood;

  /** How it ends once the server has answered the last call; null before that. */
  private @Nullable Step end;

  DatagramDialogue(CallSequence interview, DialogueContext context) {
    this.interview = interview;
    subject = interview.rpcInterface();
    activity = RandomUuid.of(context.random());
    writer = new DatagramWriter(activity);
    callbacks =
        new ConvCallbackResponder(
            activity, RandomUuid.of(context.random()), context.clock().instant().getEpochSecond());
    call = interview.firstCall();
  }

  @Override
  public Step start() {
    return Step.send(request());
  }

  private byte[] request() {
    return writer.request(subject, call, sequence, serverBoot);
  }

  private byte[] ping() {
    return writer.ping(subject, call, sequence, serverBoot);
  }

  @Override
  public Step received(ByteBuffer bytes) {
    DatagramPdu pdu;
    try {
      pdu = DatagramPdu.read(bytes);
    } catch (RpcFormatException e) {
      return understood
          ? Step.await()
          : Step.mismatch("the peer does not speak RPC in datagrams: " + e.why());
    }
    try {
      return pdu.type() == DatagramPdu.REQUEST ? calledBack(pdu) : heard(pdu);
    } catch (RpcFormatException e) {
      return broken("the peer breaks the RPC protocol: " + e.why());
    }
  }

  /** Whatever the server asks, the call is not answered by it. */
  private Step calledBack(DatagramPdu question) throws RpcFormatException {
    Optional<byte[]> answer = callbacks.respond(question, sequence, serverBoot);
    if (answer.isEmpty()) {
      return Step.await();
    }
    understood = true;
    return new Step.Send(ByteBuffer.wrap(answer.get()), Step.poll(working ? ping() : request()));
  }

  private Step heard(DatagramPdu pdu) throws RpcFormatException {
    if (!pdu.activity().equals(activity) || pdu.sequence() != sequence) {
      return Step.await(); // about somebody else's call, or one that is over
    }
    understood = true;
    serverBoot = pdu.serverBoot() == 0 ? serverBoot : pdu.serverBoot();
    return switch (pdu.type()) {
      case DatagramPdu.RESPONSE -> responded(pdu);
      case DatagramPdu.FAULT -> refused("fault", pdu.status());
      case DatagramPdu.REJECT -> refused("reject", pdu.status());
      case DatagramPdu.WORKING -> {
        working = true;
        yield Step.poll(ping());
      }
      case DatagramPdu.NOCALL -> forgotten();
      case DatagramPdu.FACK -> Step.poll(ping()); // it has the request
      default -> Step.await(); // what only clients send
    };
  }

  private Step responded(DatagramPdu pdu) throws RpcFormatException {
    if (!fragments.add(pdu)) {
      working = true; // it has the request, and would answer a repetition with all it has sent
      return pdu.has(DatagramPdu.NO_FACK)
          ? Step.poll(ping())
          : new Step.Send(ByteBuffer.wrap(fack(pdu.serial())), Step.poll(ping()));
    }
    boolean owed = fragments.isFragmented() || !call.idempotent();
    if (end != null) {
      return acknowledged(owed, end);
    }
    return carryOut(interview.onResponse(fragments.toStub(), fragments.order()), owed);
  }

  private byte[] fack(int serial) {
    return writer.fack(
        subject,
        call,
        sequence,
        serverBoot,
        fragments.lastContiguous(),
        serial,
        fragments.selectiveAckMask());
  }

  private Step refused(String how, long status) {
    if (end != null) {
      return end;
    }
    if (status == UNKNOWN_INTERFACE && sequence == 0) {
      return Step.mismatch(
          "the server does not offer the "
              + subject.name()
              + " interface: "
              + how
              + " "
              + RpcStatus.describe(status));
    }
    NextCall turn = interview.onFault("answered with " + how + " " + RpcStatus.describe(status));
    return carryOut(turn, !call.idempotent());
  }

  /**
   * The server knows nothing of the call: it gets it again, at once if it is for the first time.
   */
  private Step forgotten() {
    if (end != null) {
      return end; // what was to be given back is gone
    }
    working = false;
    if (forgotten) {
      return Step.poll(request());
    }
    forgotten = true;
    return Step.send(request());
  }

  /**
   * Goes on.
   *
   * @param owed whether the server waits for an acknowledgement; the next request is one, too
   */
  private Step carryOut(NextCall turn, boolean owed) {
    if (turn.call() == null) {
      return acknowledged(owed, Objects.requireNonNull(turn.end(), "end"));
    }
    byte[] next = next(turn.call());
    end = turn.end();
    return Step.send(next);
  }

  private byte[] next(RpcCall following) {
    call = following;
    sequence++;
    fragments = new DatagramFragments();
    working = false;
    forgotten = false;
    return request();
  }

  private Step acknowledged(boolean owed, Step last) {
    return owed
        ? new Step.Send(ByteBuffer.wrap(writer.ack(subject, call, sequence, serverBoot)), last)
        : last;
  }

  /** A peer that has told something is a server, and what it told is worth keeping. */
  private Step broken(String why) {
    if (end != null) {
      return end;
    }
    return interview.incomplete(why).map(Step::finish).orElseGet(() -> Step.mismatch(why));
  }

  @Override
  public Step closed() {
    return Step.mismatch("datagrams have no end of stream");
  }

  /** What there is so far, once the server has said anything. */
  @Override
  public Optional<Finding> partial() {
    if (end instanceof Step.Finish finish) {
      return Optional.of(finish.finding());
    }
    return understood ? interview.cutShort() : Optional.empty();
  }
}
