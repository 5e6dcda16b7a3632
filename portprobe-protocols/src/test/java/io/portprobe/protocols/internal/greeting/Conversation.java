package io.portprobe.protocols.internal.greeting;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.portprobe.Transport;
import io.portprobe.protocols.greeting.GreetingServer;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A conversation of a protocol with a server of fixed replies, without a socket. */
final class Conversation {
  private static final int MAX_COMMANDS = 50;

  private final List<String> sent = new ArrayList<>();
  private final Dialogue dialogue;
  private final TextServer server;
  private final boolean tlsWorks;
  private Step last = Step.await();

  private Conversation(Dialogue dialogue, TextServer server, boolean tlsWorks) {
    this.dialogue = dialogue;
    this.server = server;
    this.tlsWorks = tlsWorks;
  }

  static Conversation of(Protocol protocol, TextServer server) {
    return of(protocol, server, context(), true);
  }

  static TestDialogueContext context() {
    return TestDialogueContext.of(Transport.TCP, 1);
  }

  static Conversation of(
      Protocol protocol, TextServer server, TestDialogueContext context, boolean tlsWorks) {
    Conversation conversation = new Conversation(protocol.open(context), server, tlsWorks);
    conversation.run(conversation.dialogue.start());
    return conversation;
  }

  private void run(Step start) {
    Step step = execute(start);
    if (step instanceof Step.Await) {
      step = execute(receive(server.greeting()));
    }
    last = step instanceof Step.Await ? dialogue.closed() : step;
  }

  private Step receive(String text) {
    return dialogue.received(ByteBuffer.wrap(text.getBytes(ISO_8859_1)).asReadOnlyBuffer());
  }

  /** Executes steps and delivers the replies to each command, until the server has none. */
  private Step execute(Step first) {
    Step step = first;
    while (sent.size() < MAX_COMMANDS) {
      if (step instanceof Step.Send send) {
        sent.add(ISO_8859_1.decode(send.bytes()).toString().strip());
        List<ByteBuffer> reply = server.reply(send.bytes());
        step =
            send.then() instanceof Step.Await && !reply.isEmpty()
                ? dialogue.received(reply.get(0).asReadOnlyBuffer())
                : send.then();
      } else if (step instanceof Step.StartTls) {
        step = handshake();
      } else {
        return step;
      }
    }
    throw new AssertionError("endless conversation: " + sent);
  }

  private Step handshake() {
    sent.add("(handshake)");
    TlsInfo tls = TlsInfo.builder().version("TLSv1.3").cipherSuite("X").build();
    return tlsWorks
        ? dialogue.secured(tls)
        : dialogue.tlsFailed(TlsFailure.of("handshake failed", tls, ByteBuffer.allocate(0)));
  }

  /** Returns the commands, with a mark for a handshake. */
  List<String> sent() {
    return sent;
  }

  Step last() {
    return last;
  }

  <T extends GreetingServer> T finding(Class<T> type) {
    if (last instanceof Step.Finish finish) {
      return type.cast(finish.finding());
    }
    throw new AssertionError("no finding: " + last);
  }

  /** Returns the finding of a conversation that was cut off after the last reply. */
  Optional<GreetingServer> partial() {
    return dialogue.partial().map(GreetingServer.class::cast);
  }
}
