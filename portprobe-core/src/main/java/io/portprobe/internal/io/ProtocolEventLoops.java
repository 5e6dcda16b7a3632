package io.portprobe.internal.io;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Separate event loops for each protocol, so that a plug-in that blocks delays only its own
 * dialogues. Thread-safe.
 */
final class ProtocolEventLoops {
  /** Most groups with a blocked loop to abandon, since their threads may never end. */
  private static final int MOST_STALLED = 16;

  private final Function<String, EventLoops> factory;
  private final Map<String, EventLoops> current = new HashMap<>();
  private final List<EventLoops> stalled = new ArrayList<>();

  /** Creates the loops of a protocol, when its first dialogue starts, by the factory. */
  ProtocolEventLoops(Function<String, EventLoops> factory) {
    this.factory = factory;
  }

  /** Returns the next loop of a protocol. */
  synchronized EventLoop next(String protocol) {
    return current.computeIfAbsent(protocol, factory).next();
  }

  /** Replaces the loops of a protocol, so that its next dialogues do not wait for a blocked one. */
  synchronized void replace(String protocol, EventLoop blocked) {
    EventLoops group = current.get(protocol);
    if (group != null && group.loops().contains(blocked) && stalled.size() < MOST_STALLED) {
      stalled.add(group);
      current.remove(protocol);
    }
  }

  /** Returns whether the calling thread runs one of the loops. */
  synchronized boolean inLoop() {
    return current.values().stream().anyMatch(EventLoops::inLoop)
        || stalled.stream().anyMatch(EventLoops::inLoop);
  }

  /** Returns the thread of a loop; null if it has not started, or is not one of these loops. */
  synchronized @Nullable Thread threadOf(EventLoop loop) {
    return Stream.concat(current.values().stream(), stalled.stream())
        .map(group -> group.threadOf(loop))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Stops all loops, a blocked one when its plug-in returns. */
  synchronized void shutDown() {
    stalled.forEach(EventLoops::shutDown);
    current.values().forEach(EventLoops::shutDown);
  }
}
