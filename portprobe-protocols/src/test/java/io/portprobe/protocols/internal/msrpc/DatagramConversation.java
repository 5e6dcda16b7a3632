package io.portprobe.protocols.internal.msrpc;

import io.portprobe.Transport;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.testing.InMemoryDatagramEndpointMapper;
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
 * Holds a dialogue in datagrams with a server that is a function. Where nothing comes, what a core
 * would send again is sent, a few times.
 */
final class DatagramConversation {
  private static final int MOST_SENDS = 100_000;
  private static final int PATIENCE = 20;

  final Dialogue dialogue;
  final List<byte[]> sent = new ArrayList<>();
  final List<byte[]> heard = new ArrayList<>();
  private final Function<byte[], List<byte[]>> server;
  private final Queue<byte[]> arriving = new ArrayDeque<>();
  private List<byte[]> question = List.of();
  private int reminders;
  private boolean answered;

  private DatagramConversation(Inquiry inquiry, Function<byte[], List<byte[]>> server) {
    dialogue =
        new DatagramDialogue(
            MsRpcProtocol.interview(inquiry, "asked.example"),
            TestDialogueContext.of(Transport.UDP, 135));
    this.server = server;
  }

  static DatagramConversation with(Function<byte[], List<byte[]>> server) {
    return new DatagramConversation(Inquiry.all(), server);
  }

  static DatagramConversation with(InMemoryDatagramEndpointMapper server) {
    return with(server::answer);
  }

  static DatagramConversation asking(Inquiry inquiry, InMemoryDatagramEndpointMapper server) {
    return asking(inquiry, server::answer);
  }

  static DatagramConversation asking(Inquiry inquiry, Function<byte[], List<byte[]>> server) {
    return new DatagramConversation(inquiry, server);
  }

  /** The last step; {@link Step.Await} if the server says no more, however often it is asked. */
  Step hold() {
    Step step = carryOut(dialogue.start());
    while (step instanceof Step.Await || step instanceof Step.Poll) {
      byte[] datagram = arriving.poll();
      if (datagram != null) {
        heard.add(datagram);
        step = carryOut(dialogue.received(ByteBuffer.wrap(datagram).asReadOnlyBuffer()));
        reminders = step instanceof Step.Await && !answered ? reminders : 0;
      } else if (++reminders > PATIENCE) {
        return Step.await();
      } else {
        question.forEach(this::send);
      }
    }
    return step;
  }

  private Step carryOut(Step first) {
    answered = first instanceof Step.Send;
    List<byte[]> datagrams = new ArrayList<>();
    Step step = first;
    while (step instanceof Step.Send send) {
      datagrams.add(octets(send.bytes()));
      step = send.then();
    }
    datagrams.forEach(this::send);
    question = datagrams.isEmpty() ? question : datagrams;
    if (step instanceof Step.Poll remind) {
      question = List.of(octets(remind.bytes()));
    }
    return step;
  }

  private void send(byte[] datagram) {
    if (sent.size() > MOST_SENDS) {
      throw new AssertionError("no end after " + MOST_SENDS + " datagrams");
    }
    sent.add(datagram);
    arriving.addAll(server.apply(datagram));
  }

  private static byte[] octets(ByteBuffer bytes) {
    byte[] octets = new byte[bytes.remaining()];
    bytes.get(octets);
    return octets;
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
}
