package io.portprobe.protocols.msrpc;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The conversation with an endpoint mapper: bind, then one {@code ept_lookup} after the other, each
 * with the handle that the one before returned.
 */
final class MapperDialogue implements Dialogue {
  private enum State {
    BINDING,
    LISTING,
    DONE
  }

  private final PduStream stream = new PduStream();
  private final Collector collector;
  private State state = State.BINDING;
  private int callId = 1;
  private Fragments fragments = new Fragments();

  /**
   * Begins.
   *
   * @param asked the host as the caller named it
   */
  MapperDialogue(String asked) {
    collector = new Collector(new EntryReader(asked));
  }

  @Override
  public Step start() {
    return Step.send(Requests.bind(callId));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    try {
      for (Pdu pdu = stream.next(bytes); pdu != null; pdu = stream.next(bytes)) {
        Step step = answer(pdu);
        if (!(step instanceof Step.Await)) {
          return step instanceof Step.Send && state == State.LISTING ? alone(step, bytes) : step;
        }
      }
      return Step.await();
    } catch (RpcFormatException e) {
      return broken(e);
    }
  }

  /** A peer that has answered with entries is an endpoint mapper, and they are worth keeping. */
  private Step broken(RpcFormatException e) {
    String why = "the peer breaks the RPC protocol: " + e.why();
    return collector.size() == 0 ? Step.mismatch(why) : finish(collector.incomplete(why));
  }

  /** A server has no say until it is asked: more octets would answer what was not sent yet. */
  private static Step alone(Step step, ByteBuffer bytes) throws RpcFormatException {
    if (bytes.hasRemaining()) {
      throw new RpcFormatException(
          "the server sent " + bytes.remaining() + " octets more than its reply");
    }
    return step;
  }

  private Step answer(Pdu pdu) throws RpcFormatException {
    if (pdu.callId() != callId && pdu.type() != Pdu.SHUTDOWN) {
      throw RpcFormatException.of("call_id", pdu.callId(), Integer.toString(callId));
    }
    return state == State.BINDING ? bound(pdu) : listed(pdu);
  }

  private Step bound(Pdu pdu) throws RpcFormatException {
    return switch (pdu.type()) {
      case Pdu.BIND_ACK -> accepted(BindReply.refusalIn(pdu));
      case Pdu.BIND_NAK -> Step.mismatch(BindReply.describeNak(pdu));
      case Pdu.FAULT -> Step.mismatch("the server answered the bind with " + Fault.describe(pdu));
      default -> throw unexpected(pdu, "bind_ack");
    };
  }

  private Step accepted(Optional<String> refusal) {
    if (refusal.isPresent()) {
      return Step.mismatch(refusal.get());
    }
    state = State.LISTING;
    return lookup(ContextHandle.NULL);
  }

  private Step listed(Pdu pdu) throws RpcFormatException {
    return switch (pdu.type()) {
      case Pdu.RESPONSE -> fragments.add(pdu) ? page() : Step.await();
      case Pdu.FAULT ->
          finish(collector.incomplete("the server answered with " + Fault.describe(pdu)));
      case Pdu.SHUTDOWN -> finish(collector.incomplete("the server asked to close the connection"));
      default -> throw unexpected(pdu, "response");
    };
  }

  private Step page() throws RpcFormatException {
    LookupReply reply = fragments.toLookupReply();
    Optional<String> bound = collector.add(reply.entries(), fragments.size());
    if (reply.status() != RpcStatus.OK && reply.status() != RpcStatus.NO_MORE_ENTRIES) {
      String status = RpcStatus.describe(reply.status());
      return leave(reply, collector.incomplete("the server ended the list with status " + status));
    }
    if (bound.isPresent()) {
      return leave(reply, collector.incomplete(bound.get()));
    }
    if (reply.status() == RpcStatus.NO_MORE_ENTRIES || reply.handle().isNull()) {
      return leave(reply, collector.complete());
    }
    return lookup(reply.handle());
  }

  private Step lookup(ContextHandle handle) {
    fragments = new Fragments();
    return Step.send(Requests.lookup(++callId, handle));
  }

  /** Ends the list, and gives the handle back if the server still holds one. */
  private Step leave(LookupReply reply, EndpointMap map) {
    Step last = finish(map);
    if (reply.handle().isNull()) {
      return last;
    }
    byte[] free = Requests.lookupHandleFree(++callId, reply.handle());
    return new Step.Send(ByteBuffer.wrap(free), last);
  }

  private Step finish(EndpointMap map) {
    state = State.DONE;
    return Step.finish(map);
  }

  private static RpcFormatException unexpected(Pdu pdu, String expected) {
    return new RpcFormatException("PTYPE: " + pdu.typeName() + " (expected: " + expected + ")");
  }

  @Override
  public Step closed() {
    if (state == State.LISTING && collector.size() > 0) {
      return finish(
          collector.incomplete("the server closed the connection before the end of the list"));
    }
    return Step.mismatch(
        "the peer closed the connection "
            + (stream.atBoundary() && fragments.isEmpty() ? "before" : "in the middle of")
            + (state == State.BINDING ? " its answer to the bind" : " its first page of the map"));
  }

  /** The entries so far, once the server has accepted the bind. */
  @Override
  public Optional<Finding> partial() {
    return state == State.LISTING
        ? Optional.of(collector.incomplete("cut short after " + collector.size() + " entries"))
        : Optional.empty();
  }
}
