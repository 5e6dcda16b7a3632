package io.portprobe.protocols.internal.ike;

import io.portprobe.protocols.ike.Ike;
import io.portprobe.protocols.ike.IkeResponder.Response;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Proposals with IKEv2 and IKEv1, sent together, and the responses in any order. */
final class IkeDialogue implements Dialogue {
  private static final Duration PATIENCE = Duration.ofMillis(700);
  private static final int MARKER = 4; // zero bytes, RFC 3948 section 2.2

  private final boolean marked;
  private final long version1Id;
  private final long version2Id;
  private final byte[] version1Request;
  private final byte[] version2Request;
  private Optional<Response> version1 = Optional.empty();
  private Optional<Response> version2 = Optional.empty();

  IkeDialogue(DialogueContext context) {
    marked =
        context.option(Ike.NON_ESP_MARKER)
            || context.peer().getPort() == IkeProtocol.NAT_TRAVERSAL_PORT;
    version1Id = context.random().nextLong(1, Long.MAX_VALUE);
    version2Id = context.random().nextLong(1, Long.MAX_VALUE);
    version1Request = mark(Proposals.version1(version1Id));
    version2Request = mark(Proposals.version2(version2Id, context.random()));
  }

  private byte[] mark(byte[] message) {
    return marked
        ? ByteBuffer.allocate(MARKER + message.length).position(MARKER).put(message).array()
        : message;
  }

  @Override
  public Step start() {
    return Step.send(version2Request, Step.send(version1Request));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    ByteBuffer message = bytes;
    if (marked) {
      if (message.remaining() < MARKER || message.getInt() != 0) {
        return Step.await("the datagram has no non-ESP marker");
      }
      message = message.slice();
    }
    IkeHeader header = IkeHeader.read(message).orElse(null);
    if (header == null) {
      return Step.await("the datagram is not a message of IKE");
    }
    boolean fresh;
    if (header.isResponse1(version1Id)) {
      fresh = version1.isEmpty();
      version1 = version1.or(() -> Payloads.version1(header));
      fresh &= version1.isPresent();
    } else if (header.isResponse2(version2Id)) {
      fresh = version2.isEmpty();
      version2 = version2.or(() -> Payloads.version2(header));
      fresh &= version2.isPresent();
    } else {
      return Step.await("the message is not a response to a proposal of this client");
    }
    if (!fresh) {
      return Step.await("the response is a repeat or malformed");
    }
    return version1.isPresent() && version2.isPresent()
        ? Step.finish(finding())
        : Step.more(PATIENCE);
  }

  @Override
  public Step silent() {
    return Step.finish(finding());
  }

  private Finding finding() {
    return new DefaultIkeResponder(version1, version2);
  }

  @Override
  public Optional<Finding> partial() {
    return version1.isPresent() || version2.isPresent() ? Optional.of(finding()) : Optional.empty();
  }
}
