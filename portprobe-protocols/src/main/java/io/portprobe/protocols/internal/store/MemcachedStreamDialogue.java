package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.spi.LineDialogue;
import io.portprobe.spi.Step;
import java.nio.charset.StandardCharsets;

/** Queries the version over TCP. Confined to the event loop. */
final class MemcachedStreamDialogue extends LineDialogue {
  MemcachedStreamDialogue() {
    super(MemcachedReply.MAX_LINE, StandardCharsets.ISO_8859_1);
  }

  @Override
  public Step start() {
    return Step.send(MemcachedReply.REQUEST.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  protected Step line(String line) {
    return MemcachedReply.read(line)
        .map(Step::finish)
        .orElseGet(
            () ->
                Step.mismatch(
                    "expected a version of memcached, received "
                        + PeerText.excerpt(line.getBytes(StandardCharsets.ISO_8859_1))));
  }
}
