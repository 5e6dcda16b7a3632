package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.Transport;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A dialogue of calls and replies, one after the other. Confined to the event loop. */
abstract class RpcDialogue extends FrameDialogue {
  private final DialogueContext context;
  private int xid;

  RpcDialogue(DialogueContext context) {
    super(context, new RecordMarking());
    this.context = context;
  }

  /** Processes the reply to the last call. */
  abstract Step reply(RpcReply reply);

  /** Returns a step that sends a call with a new transaction id, then does another step. */
  final Step call(long program, long version, int procedure, Step then) {
    xid = context.random().nextInt();
    return request(new RpcCall(xid, program, version, procedure).encode(), then);
  }

  @Override
  protected final Step message(ByteBuffer received) {
    boolean udp = transport() == Transport.UDP;
    Optional<RpcReply> reply = RpcReply.read(xid, udp ? received : RecordMarking.message(received));
    if (reply.isPresent()) {
      return reply(reply.get());
    }
    String why = "received a message that is no reply to the call";
    return udp ? Step.await(why) : Step.mismatch(why);
  }

  /** Ends with what was found, if the server closes before the last reply. */
  @Override
  protected final Step onClosed(int rest) {
    return partial().map(Step::finish).orElseGet(Step::await);
  }
}
