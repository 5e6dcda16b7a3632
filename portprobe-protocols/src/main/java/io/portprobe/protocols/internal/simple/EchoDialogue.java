package io.portprobe.protocols.internal.simple;

import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/** A dialogue with an echo server, which returns random bytes. Confined to the event loop. */
final class EchoDialogue implements Dialogue {
  private final Transport transport;
  private final byte[] sent;
  private int returned;

  EchoDialogue(DialogueContext context) {
    this.transport = context.transport();
    this.sent = RandomLine.create(context.random());
  }

  @Override
  public Step start() {
    return Step.send(sent);
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (transport == Transport.UDP) {
      return bytes.equals(ByteBuffer.wrap(sent)) ? finish() : Step.await(other());
    }
    while (bytes.hasRemaining() && returned < sent.length) {
      if (bytes.get() != sent[returned]) {
        return Step.mismatch(other());
      }
      returned++;
    }
    return returned == sent.length ? finish() : Step.await();
  }

  private static String other() {
    return "expected the bytes that were sent, received others";
  }

  private Step finish() {
    return Step.finish(new DefaultEchoReply(sent.length));
  }
}
