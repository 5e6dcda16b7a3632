package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.wire.BindReply;
import io.portprobe.protocols.internal.msrpc.wire.ConnectionFragments;
import io.portprobe.protocols.internal.msrpc.wire.ConnectionPdu;
import io.portprobe.protocols.internal.msrpc.wire.ConnectionPduReader;
import io.portprobe.protocols.internal.msrpc.wire.ConnectionWriter;
import io.portprobe.protocols.internal.msrpc.wire.FaultPdu;
import io.portprobe.protocols.internal.msrpc.wire.RpcCall;
import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
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

  private final ConnectionPduReader stream = new ConnectionPduReader();
  private final CallSequence interview;
  private State state = State.BINDING;
  private int callId = 1;
  private ConnectionFragments fragments = new ConnectionFragments();

  ConnectionDialogue(CallSequence interview) {
    this.interview = interview;
  }

  @Override
  public Step start() {
    return Step.send(ConnectionWriter.bind(callId, interview.rpcInterface()));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    try {
      for (ConnectionPdu pdu = stream.next(bytes); pdu != null; pdu = stream.next(bytes)) {
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

  private Step answer(ConnectionPdu pdu) throws RpcFormatException {
    if (pdu.callId() != callId && pdu.type() != ConnectionPdu.SHUTDOWN) {
      throw RpcFormatException.of("call_id", pdu.callId(), Integer.toString(callId));
    }
    return state == State.BINDING ? bound(pdu) : told(pdu);
  }

  private Step bound(ConnectionPdu pdu) throws RpcFormatException {
    return switch (pdu.type()) {
      case ConnectionPdu.BIND_ACK -> accepted(BindReply.refusalIn(pdu, interview.rpcInterface()));
      case ConnectionPdu.BIND_NAK -> Step.mismatch(BindReply.describeNak(pdu));
      case ConnectionPdu.FAULT ->
          Step.mismatch("the server answered the bind with " + FaultPdu.describe(pdu));
      default -> throw unexpected(pdu, "bind_ack");
    };
  }

  private Step accepted(Optional<String> refusal) {
    if (refusal.isPresent()) {
      return Step.mismatch(refusal.get());
    }
    state = State.ASKING;
    return call(interview.firstCall());
  }

  private Step told(ConnectionPdu pdu) throws RpcFormatException {
    return switch (pdu.type()) {
      case ConnectionPdu.RESPONSE ->
          fragments.add(pdu)
              ? carryOut(interview.onResponse(fragments.toStub(), fragments.order()))
              : Step.await();
      case ConnectionPdu.FAULT ->
          carryOut(interview.onFault("answered with " + FaultPdu.describe(pdu)));
      case ConnectionPdu.SHUTDOWN -> shutDown();
      default -> throw unexpected(pdu, "response");
    };
  }

  private Step shutDown() {
    String why = "the server asked to close the connection";
    return interview
        .incomplete(why)
        .map(this::finish)
        .orElseGet(() -> carryOut(interview.onFault("asked to close the connection")));
  }

  private Step carryOut(NextCall turn) {
    if (turn.end() == null) {
      return call(Objects.requireNonNull(turn.call(), "call"));
    }
    state = State.DONE;
    return turn.call() == null
        ? turn.end()
        : new Step.Send(
            ByteBuffer.wrap(ConnectionWriter.request(++callId, turn.call())), turn.end());
  }

  private Step call(RpcCall call) {
    fragments = new ConnectionFragments();
    return Step.send(ConnectionWriter.request(++callId, call));
  }

  private Step finish(Finding finding) {
    state = State.DONE;
    return Step.finish(finding);
  }

  private static RpcFormatException unexpected(ConnectionPdu pdu, String expected) {
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
