package io.portprobe.internal.io;

import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Separate event loops for each protocol, so that a plug-in that blocks delays only its own
 * dialogues. Thread-safe.
 */
final class ProtocolEventLoops {
  private final Function<String, EventLoops> factory;
  private final Map<String, EventLoops> groups = new HashMap<>(); // guarded by this

  /** Creates the loops of a protocol, when its first dialogue starts, by the factory. */
  ProtocolEventLoops(Function<String, EventLoops> factory) {
    this.factory = factory;
  }

  /** Returns the next loop of a protocol. */
  synchronized EventLoop next(String protocol) {
    return groups.computeIfAbsent(protocol, factory).next();
  }

  /** Replaces a blocked loop, so that the next dialogues of its protocol do not wait for it. */
  synchronized void replace(EventLoop blocked) {
    for (EventLoops group : groups.values()) {
      group.replace(blocked);
    }
  }

  /** Returns whether the calling thread runs one of the loops. */
  synchronized boolean inLoop() {
    for (EventLoops group : groups.values()) {
      if (group.inLoop()) {
        return true;
      }
    }
    return false;
  }

  /** Stops all loops, a blocked one when its plug-in returns. */
  synchronized void shutDown() {
    for (EventLoops group : groups.values()) {
      group.shutDown();
    }
  }
}
