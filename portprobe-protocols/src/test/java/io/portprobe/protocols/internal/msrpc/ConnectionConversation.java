package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A dialogue over TCP with a server that is a function from a request to its responses, which
 * arrive in pieces of a given size. It ends at the last step, or if the server sends nothing more.
 */
public final class ConnectionConversation extends Conversation {
  private static final int MAX_STEPS = 400_000;

  final Dialogue dialogue;
  private final Function<byte[], List<byte[]>> server;
  private final int piece;

  /** The responses of the server, one element for each request. */
  final List<byte[]> replies = new ArrayList<>();

  final List<byte[]> sent = new ArrayList<>();

  private ConnectionConversation(
      Dialogue dialogue, Function<byte[], List<byte[]>> server, int piece) {
    this.dialogue = dialogue;
    this.server = server;
    this.piece = piece;
  }

  /** Returns a dialogue that reads the whole map. */
  static ConnectionDialogue dialogue() {
    return new ConnectionDialogue(
        EntryListSequence.lookup((Inquiry.Lookup) Inquiry.all(), "asked.example", 16 << 20));
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
    return with(InMemoryEndpointMapper.of(builder)::respond);
  }

  /** Returns a conversation with a server that replays responses. */
  static ConnectionConversation replaying(List<byte[]> replies, int piece) {
    List<byte[]> rest = new ArrayList<>(replies);
    return with(sent -> rest.isEmpty() ? List.of() : List.of(rest.remove(0)), piece);
  }

  @Override
  Step run() {
    Step step = dialogue.start();
    for (int steps = 0; step instanceof Step.Send send; steps++) {
      if (steps > MAX_STEPS) {
        throw new AssertionError("no end after " + steps + " steps");
      }
      byte[] request = new byte[send.bytes().remaining()];
      send.bytes().get(request);
      sent.add(request);
      byte[] reply = join(server.apply(request));
      replies.add(reply);
      step = send.then() instanceof Step.Await ? deliver(reply) : send.then();
    }
    return step;
  }

  private Step deliver(byte[] reply) {
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

  public static byte[] join(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
