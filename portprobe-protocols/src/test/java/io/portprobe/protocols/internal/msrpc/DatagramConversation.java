package io.portprobe.protocols.internal.msrpc;

import io.portprobe.Transport;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.testing.msrpc.InMemoryDatagramEndpointMapper;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * A dialogue over UDP with a server that is a function from a datagram to its responses. If nothing
 * arrives, the last datagrams are sent again, as the engine does, a limited number of times.
 */
final class DatagramConversation extends Conversation {
  private static final int MAX_SENDS = 100_000;
  private static final int MAX_POLLS = 20;

  final Dialogue dialogue;
  final List<byte[]> sent = new ArrayList<>();
  final List<byte[]> received = new ArrayList<>();
  private final Function<byte[], List<byte[]>> server;
  private final Queue<byte[]> arriving = new ArrayDeque<>();
  private List<byte[]> lastSent = List.of();
  private Step lastWait = Step.await();
  private int polls;
  private boolean sentSomething;

  private DatagramConversation(Inquiry inquiry, Function<byte[], List<byte[]>> server) {
    dialogue =
        new DatagramDialogue(
            MsRpcProtocol.calls(inquiry, "asked.example", 16 << 20),
            TestDialogueContext.of(Transport.UDP, 135));
    this.server = server;
  }

  static DatagramConversation with(Function<byte[], List<byte[]>> server) {
    return new DatagramConversation(Inquiry.all(), server);
  }

  static DatagramConversation with(InMemoryDatagramEndpointMapper server) {
    return with(server::respond);
  }

  static DatagramConversation with(Inquiry inquiry, InMemoryDatagramEndpointMapper server) {
    return with(inquiry, server::respond);
  }

  static DatagramConversation with(Inquiry inquiry, Function<byte[], List<byte[]>> server) {
    return new DatagramConversation(inquiry, server);
  }

  @Override
  Step run() {
    Step step = perform(dialogue.start());
    while (step instanceof Step.Await || step instanceof Step.Poll) {
      byte[] datagram = arriving.poll();
      if (datagram != null) {
        received.add(datagram);
        step = perform(dialogue.received(ByteBuffer.wrap(datagram).asReadOnlyBuffer()));
        lastWait = step instanceof Step.Await ? step : lastWait;
        polls = step instanceof Step.Await && !sentSomething ? polls : 0;
      } else if (++polls > MAX_POLLS) {
        return lastWait;
      } else {
        lastSent.forEach(this::send);
      }
    }
    return step;
  }

  private Step perform(Step first) {
    sentSomething = first instanceof Step.Send;
    List<byte[]> datagrams = new ArrayList<>();
    Step step = first;
    while (step instanceof Step.Send send) {
      datagrams.add(octets(send.bytes()));
      step = send.then();
    }
    datagrams.forEach(this::send);
    lastSent = datagrams.isEmpty() ? lastSent : datagrams;
    if (step instanceof Step.Poll poll) {
      lastSent = List.of(octets(poll.datagrams().get(0)));
    }
    return step;
  }

  private void send(byte[] datagram) {
    if (sent.size() > MAX_SENDS) {
      throw new AssertionError("no end after " + MAX_SENDS + " datagrams");
    }
    sent.add(datagram);
    arriving.addAll(server.apply(datagram));
  }

  private static byte[] octets(ByteBuffer bytes) {
    byte[] octets = new byte[bytes.remaining()];
    bytes.get(octets);
    return octets;
  }
}
