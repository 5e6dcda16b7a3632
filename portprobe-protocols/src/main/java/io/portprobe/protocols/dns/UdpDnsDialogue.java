package io.portprobe.protocols.dns;

import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/** Question and answer, a datagram each. */
final class UdpDnsDialogue implements Dialogue {
  private final DnsQuestion question;
  private final AnswerReader reader;

  UdpDnsDialogue(DnsQuestion question) {
    this.question = question;
    this.reader = new AnswerReader(question, Transport.UDP);
  }

  @Override
  public Step start() {
    return Step.send(question.message());
  }

  @Override
  public Step received(ByteBuffer bytes) {
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);
    try {
      return Step.finish(reader.read(message, message.length));
    } catch (NoAnswerException e) {
      // Late, stray or forged: the answer may still come.
      return Step.await();
    }
  }

  @Override
  public Step closed() {
    throw new IllegalStateException("a datagram conversation has no end of stream");
  }
}
