package io.portprobe.protocols.internal.radius;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/** A dialogue of one Status-Server request and its response. Confined to the event loop. */
final class RadiusDialogue implements Dialogue {
  private final StatusRequest request;

  RadiusDialogue(StatusRequest request) {
    this.request = request;
  }

  @Override
  public Step start() {
    return Step.send(request.encode());
  }

  @Override
  public Step received(ByteBuffer bytes) {
    return request
        .read(bytes)
        .map(Step::finish)
        .orElseGet(() -> Step.await("received a packet whose id or authenticator is not valid"));
  }
}
