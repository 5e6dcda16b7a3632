package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.testing.EndpointMapperPeer;
import io.portprobe.protocols.testing.InMemoryEndpointMapper;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Holds a dialogue with a server that is a function from what was sent to what comes back, in
 * pieces of a given size. Ends where a core would: at the last step, or when nothing more comes.
 */
public final class ConnectionConversation {
  private static final int MAX_STEPS = 400_000;

  final Dialogue dialogue;
  private final Function<byte[], List<byte[]>> server;
  private final int piece;

  /** What the server sent, one element for each thing that was sent to it. */
  final List<byte[]> replies = new ArrayList<>();

  final List<byte[]> sent = new ArrayList<>();

  private ConnectionConversation(
      Dialogue dialogue, Function<byte[], List<byte[]>> server, int piece) {
    this.dialogue = dialogue;
    this.server = server;
    this.piece = piece;
  }

  /** Asks for the whole map. */
  static ConnectionDialogue dialogue() {
    return new ConnectionDialogue(
        EntryListSequence.lookup((Inquiry.Lookup) Inquiry.all(), "asked.example"));
  }

  static ConnectionConversation with(Dialogue dialogue, Function<byte[], List<byte[]>> server) {
    return new ConnectionConversation(dialogue, server, Integer.MAX_VALUE);
  }

  static ConnectionConversation with(Function<byte[], List<byte[]>> server, int piece) {
    return new ConnectionConversation(dialogue(), server, piece);
  }

  static ConnectionConversation with(Function<byte[], List<byte[]>> server) {
    return with(server, Integer.MAX_VALUE);
  }

  static ConnectionConversation with(EndpointMapperPeer.Builder builder) {
    return with(InMemoryEndpointMapper.of(builder)::answer);
  }

  /** A server that plays what was recorded, whatever it is asked. */
  static ConnectionConversation replaying(List<byte[]> replies, int piece) {
    List<byte[]> rest = new ArrayList<>(replies);
    return with(sent -> rest.isEmpty() ? List.of() : List.of(rest.remove(0)), piece);
  }

  /** The last step; {@link Step.Await} if the server has no more to say. */
  Step hold() {
    Step step = dialogue.start();
    for (int steps = 0; step instanceof Step.Send send; steps++) {
      if (steps > MAX_STEPS) {
        throw new AssertionError("no end after " + steps + " steps");
      }
      byte[] question = new byte[send.bytes().remaining()];
      send.bytes().get(question);
      sent.add(question);
      byte[] reply = join(server.apply(question));
      replies.add(reply);
      step = send.then() instanceof Step.Await ? hear(reply) : send.then();
    }
    return step;
  }

  private Step hear(byte[] reply) {
    Step step = Step.await();
    for (int from = 0; from < reply.length && step instanceof Step.Await; from += piece) {
      int length = Math.min(piece, reply.length - from);
      step = dialogue.received(ByteBuffer.wrap(reply, from, length).slice().asReadOnlyBuffer());
      if (piece == Integer.MAX_VALUE) {
        break;
      }
    }
    return step;
  }

  /** The finding of a dialogue that finished. */
  EndpointMap map() {
    Step step = hold();
    if (step instanceof Step.Finish finish && finish.finding() instanceof EndpointMap map) {
      return map;
    }
    throw new AssertionError("not finished with a map: " + step);
  }

  /** The ground of a dialogue that ended in a mismatch. */
  String why() {
    Step step = hold();
    if (step instanceof Step.Mismatch mismatch) {
      return mismatch.why();
    }
    throw new AssertionError("no mismatch: " + step);
  }

  public static byte[] join(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
