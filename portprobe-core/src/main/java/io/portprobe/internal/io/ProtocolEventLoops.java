package io.portprobe.internal.io;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Event loops of their own for each protocol that is spoken: a plug-in that does not return holds
 * up its own conversations alone. Safe for use by several threads at once.
 */
final class ProtocolEventLoops {
  /** Threads that never come back are not made without end. */
  private static final int MOST_STALLED = 16;

  private final Function<String, EventLoops> maker;
  private final Map<String, EventLoops> current = new HashMap<>();
  private final List<EventLoops> stalled = new ArrayList<>();

  ProtocolEventLoops(Function<String, EventLoops> maker) {
    this.maker = maker;
  }

  synchronized EventLoop next(String protocol) {
    return current.computeIfAbsent(protocol, maker).next();
  }

  /** The next conversations of the protocol shall not wait for a loop that is held up. */
  synchronized void leave(String protocol, EventLoop heldUp) {
    EventLoops group = current.get(protocol);
    if (group != null && group.loops().contains(heldUp) && stalled.size() < MOST_STALLED) {
      stalled.add(group);
      current.remove(protocol);
    }
  }

  /** Whether the calling thread is one of the loops. */
  synchronized boolean inLoop() {
    return current.values().stream().anyMatch(EventLoops::inLoop)
        || stalled.stream().anyMatch(EventLoops::inLoop);
  }

  /** Ends them, those that are held up when the plug-in returns; gives the ones worth awaiting. */
  synchronized List<EventLoops> shutDown() {
    stalled.forEach(EventLoops::shutDown);
    current.values().forEach(EventLoops::shutDown);
    return List.copyOf(current.values());
  }
}
