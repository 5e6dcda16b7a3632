package io.portprobe.protocols.msrpc;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/** Holds an interview over a connection: bind, then one request after the other. */
final class ConnectionDialogue implements Dialogue {
  private enum State {
    BINDING,
    ASKING,
    DONE
  }

  private final PduStream stream = new PduStream();
  private final Interview interview;
  private State state = State.BINDING;
  private int callId = 1;
  private Fragments fragments = new Fragments();

  ConnectionDialogue(Interview interview) {
    this.interview = interview;
  }

  @Override
  public Step start() {
    return Step.send(Requests.bind(callId, interview.subject()));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    try {
      for (Pdu pdu = stream.next(bytes); pdu != null; pdu = stream.next(bytes)) {
        Step step = answer(pdu);
        if (!(step instanceof Step.Await)) {
          return step instanceof Step.Send && state == State.ASKING ? alone(step, bytes) : step;
        }
      }
      return Step.await();
    } catch (RpcFormatException e) {
      return broken("the peer breaks the RPC protocol: " + e.why());
    }
  }

  /** A peer that has told something is a server, and what it told is worth keeping. */
  private Step broken(String why) {
    return interview.incomplete(why).map(this::finish).orElseGet(() -> Step.mismatch(why));
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
    return state == State.BINDING ? bound(pdu) : told(pdu);
  }

  private Step bound(Pdu pdu) throws RpcFormatException {
    return switch (pdu.type()) {
      case Pdu.BIND_ACK -> accepted(BindReply.refusalIn(pdu, interview.subject()));
      case Pdu.BIND_NAK -> Step.mismatch(BindReply.describeNak(pdu));
      case Pdu.FAULT -> Step.mismatch("the server answered the bind with " + Fault.describe(pdu));
      default -> throw unexpected(pdu, "bind_ack");
    };
  }

  private Step accepted(Optional<String> refusal) {
    if (refusal.isPresent()) {
      return Step.mismatch(refusal.get());
    }
    state = State.ASKING;
    return call(interview.first());
  }

  private Step told(Pdu pdu) throws RpcFormatException {
    return switch (pdu.type()) {
      case Pdu.RESPONSE ->
          fragments.add(pdu)
              ? carryOut(interview.answered(fragments.toStub(), fragments.order()))
              : Step.await();
      case Pdu.FAULT -> carryOut(interview.faulted("answered with " + Fault.describe(pdu)));
      case Pdu.SHUTDOWN -> shutDown();
      default -> throw unexpected(pdu, "response");
    };
  }

  private Step shutDown() {
    String why = "the server asked to close the connection";
    return interview
        .incomplete(why)
        .map(this::finish)
        .orElseGet(() -> carryOut(interview.faulted("asked to close the connection")));
  }

  private Step carryOut(Turn turn) {
    if (turn.end() == null) {
      return call(Objects.requireNonNull(turn.call(), "call"));
    }
    state = State.DONE;
    return turn.call() == null
        ? turn.end()
        : new Step.Send(ByteBuffer.wrap(Requests.request(++callId, turn.call())), turn.end());
  }

  private Step call(Call call) {
    fragments = new Fragments();
    return Step.send(Requests.request(++callId, call));
  }

  private Step finish(Finding finding) {
    state = State.DONE;
    return Step.finish(finding);
  }

  private static RpcFormatException unexpected(Pdu pdu, String expected) {
    return new RpcFormatException("PTYPE: " + pdu.typeName() + " (expected: " + expected + ")");
  }

  @Override
  public Step closed() {
    if (state == State.ASKING) {
      Optional<Finding> soFar =
          interview.incomplete("the server closed the connection before it had answered all");
      if (soFar.isPresent()) {
        return finish(soFar.get());
      }
    }
    return Step.mismatch(
        "the peer closed the connection "
            + (stream.atBoundary() && fragments.isEmpty() ? "before" : "in the middle of")
            + (state == State.BINDING ? " its answer to the bind" : " its first answer"));
  }

  /** What there is so far, once the server has accepted the bind. */
  @Override
  public Optional<Finding> partial() {
    return state == State.ASKING ? interview.cutShort() : Optional.empty();
  }
}
