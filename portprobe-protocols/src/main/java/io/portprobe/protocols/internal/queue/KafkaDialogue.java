package io.portprobe.protocols.internal.queue;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Queries the versions of requests. Confined to the event loop. */
final class KafkaDialogue extends FrameDialogue {
  private static final int MAX_RESPONSE = 64 << 10;
  private static final short API_VERSIONS = 18;
  private static final byte[] CLIENT = "portprobe".getBytes(StandardCharsets.US_ASCII);

  private final int firstId;
  private int version = KafkaResponse.FLEXIBLE;

  KafkaDialogue(DialogueContext context) {
    super(context, Framing.lengthPrefix(4, MAX_RESPONSE));
    this.firstId = context.random().nextInt();
  }

  private int id() {
    return version == KafkaResponse.FLEXIBLE ? firstId : firstId + 1;
  }

  @Override
  public Step start() {
    return request(versionsRequest());
  }

  private byte[] versionsRequest() {
    ByteBuffer request = ByteBuffer.allocate(64);
    request.putShort(API_VERSIONS).putShort((short) version).putInt(id());
    request.putShort((short) CLIENT.length).put(CLIENT);
    if (version == KafkaResponse.FLEXIBLE) {
      request.put((byte) 0); // no tagged fields
      request.put((byte) (CLIENT.length + 1)).put(CLIENT); // the name of the client software
      request.put((byte) 2).put((byte) '1'); // its version
      request.put((byte) 0); // no tagged fields
    }
    byte[] bytes = new byte[request.position()];
    request.flip().get(bytes);
    return bytes;
  }

  @Override
  protected Step message(ByteBuffer message) {
    if (message.remaining() < 6 || message.getInt(0) != id()) {
      return Step.mismatch("expected an ApiVersions response, received another message");
    }
    ByteBuffer body = message.slice(4, message.remaining() - 4);
    if (version == KafkaResponse.FLEXIBLE
        && body.getShort(0) == KafkaResponse.UNSUPPORTED_VERSION) {
      version = 0;
      return request(versionsRequest());
    }
    Optional<KafkaFinding> response = KafkaResponse.read(version, body);
    return response
        .map(Step::finish)
        .orElseGet(
            () -> Step.mismatch("expected an ApiVersions response, received a malformed one"));
  }
}
