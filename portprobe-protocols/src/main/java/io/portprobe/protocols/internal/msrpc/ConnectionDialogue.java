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

/**
 * The connection-oriented protocol (C706 section 12.6): a bind, then the calls of a {@link
 * CallSequence}, one after the other.
 */
final class ConnectionDialogue implements Dialogue {
  private enum State {
    BINDING,
    CALLING,
    DONE
  }

  private final ConnectionPduReader reader = new ConnectionPduReader();
  private final CallSequence calls;
  private State state = State.BINDING;
  private int callId = 1;
  private ConnectionFragments fragments = new ConnectionFragments();

  ConnectionDialogue(CallSequence calls) {
    this.calls = calls;
  }

  @Override
  public Step start() {
    return Step.send(ConnectionWriter.bind(callId, calls.rpcInterface()));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    try {
      for (ConnectionPdu pdu = reader.next(bytes); pdu != null; pdu = reader.next(bytes)) {
        Step step = onPdu(pdu);
        if (!(step instanceof Step.Await)) {
          return step instanceof Step.Send && state == State.CALLING
              ? requireEndOf(bytes, step)
              : step;
        }
      }
      return Step.await();
    } catch (RpcFormatException e) {
      return violation("RPC protocol violation by the peer: " + e.why());
    }
  }

  /** Keeps what a server sent before it violated the protocol. */
  private Step violation(String why) {
    return calls.incomplete(why).map(this::finish).orElseGet(() -> Step.mismatch(why));
  }

  /** A server sends nothing after its response, until the client sends the next request. */
  private static Step requireEndOf(ByteBuffer bytes, Step step) throws RpcFormatException {
    if (bytes.hasRemaining()) {
      throw RpcFormatException.of("octets after the response", bytes.remaining(), "0");
    }
    return step;
  }

  private Step onPdu(ConnectionPdu pdu) throws RpcFormatException {
    if (pdu.callId() != callId && pdu.type() != ConnectionPdu.SHUTDOWN) {
      throw RpcFormatException.of("call_id", pdu.callId(), Integer.toString(callId));
    }
    return state == State.BINDING ? onBindReply(pdu) : onCallReply(pdu);
  }

  private Step onBindReply(ConnectionPdu pdu) throws RpcFormatException {
    return switch (pdu.type()) {
      case ConnectionPdu.BIND_ACK -> onBindAck(BindReply.refusalIn(pdu, calls.rpcInterface()));
      case ConnectionPdu.BIND_NAK -> Step.mismatch(BindReply.describeNak(pdu));
      case ConnectionPdu.FAULT ->
          Step.refused("the server responded to the bind with " + FaultPdu.describe(pdu));
      default -> throw unexpected(pdu, "bind_ack");
    };
  }

  private Step onBindAck(Optional<String> refusal) {
    if (refusal.isPresent()) {
      return finish(new DefaultRpcService(calls.rpcInterface().name(), refusal.get()));
    }
    state = State.CALLING;
    return call(calls.firstCall());
  }

  private Step onCallReply(ConnectionPdu pdu) throws RpcFormatException {
    return switch (pdu.type()) {
      case ConnectionPdu.RESPONSE ->
          fragments.add(pdu)
              ? next(calls.onResponse(fragments.toStub(), fragments.order()))
              : Step.await();
      case ConnectionPdu.FAULT -> next(calls.onFault("responded with " + FaultPdu.describe(pdu)));
      case ConnectionPdu.SHUTDOWN -> onShutdown();
      default -> throw unexpected(pdu, "response");
    };
  }

  private Step onShutdown() {
    return calls
        .incomplete("the server requested to close the connection")
        .map(this::finish)
        .orElseGet(() -> next(calls.onFault("requested to close the connection")));
  }

  private Step next(NextCall next) {
    if (next.end() == null) {
      return call(Objects.requireNonNull(next.call(), "call"));
    }
    state = State.DONE;
    return next.call() == null
        ? next.end()
        : Step.send(ByteBuffer.wrap(ConnectionWriter.request(++callId, next.call())), next.end());
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
    if (state == State.CALLING) {
      Optional<Finding> received =
          calls.incomplete("the server closed the connection before the last response");
      if (received.isPresent()) {
        return finish(received.get());
      }
    }
    return Step.mismatch(
        "the peer closed the connection "
            + (reader.atBoundary() && fragments.isEmpty() ? "before" : "in the middle of")
            + (state == State.BINDING ? " its response to the bind" : " its first response"));
  }

  /** Returns what was received, once the server has accepted the bind. */
  @Override
  public Optional<Finding> partial() {
    return state == State.CALLING ? calls.cutShort() : Optional.empty();
  }
}
