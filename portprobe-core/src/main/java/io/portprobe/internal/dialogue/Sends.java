package io.portprobe.internal.dialogue;

import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A step, divided into what it sends and the step that follows. Immutable.
 *
 * @param data the bytes of each send, in order; may be empty
 * @param then the step after the last send; not a send
 */
public record Sends(List<ByteBuffer> data, Step then) {
  public Sends {
    data = List.copyOf(data);
  }

  /** Divides a step. */
  public static Sends of(Step step) {
    List<ByteBuffer> data = new ArrayList<>();
    Step rest = step;
    while (rest instanceof Step.Send send) {
      data.add(send.bytes());
      rest = send.then();
    }
    return new Sends(data, rest);
  }

  /** Returns a step that sends the same and continues with another one. */
  public Step before(Step next) {
    return chain(data, next);
  }

  /** Returns a step that sends several byte strings in order, and continues with another one. */
  public static Step chain(List<ByteBuffer> data, Step next) {
    Step chained = next;
    for (int i = data.size() - 1; i >= 0; i--) {
      chained = Step.send(data.get(i), chained);
    }
    return chained;
  }
}
