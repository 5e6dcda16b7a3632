package io.portprobe.internal;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Event loops of their own for each protocol that is spoken: a plug-in that does not return holds
 * up its own conversations alone. Safe for use by several threads at once.
 */
final class ProtocolLoops {
  /** Threads that never come back are not made without end. */
  private static final int MOST_STALLED = 16;

  private final Function<String, EventLoopGroup> maker;
  private final Map<String, EventLoopGroup> current = new HashMap<>();
  private final List<EventLoopGroup> stalled = new ArrayList<>();

  ProtocolLoops(Function<String, EventLoopGroup> maker) {
    this.maker = maker;
  }

  synchronized EventLoop next(String protocol) {
    return current.computeIfAbsent(protocol, maker).next();
  }

  /** The next conversations of the protocol shall not wait for a loop that is held up. */
  synchronized void leave(String protocol, EventLoop heldUp) {
    EventLoopGroup group = current.get(protocol);
    if (group != null && has(group, heldUp) && stalled.size() < MOST_STALLED) {
      stalled.add(group);
      current.remove(protocol);
    }
  }

  private static boolean has(EventLoopGroup group, EventExecutor sought) {
    for (EventExecutor loop : group) {
      if (loop == sought) {
        return true;
      }
    }
    return false;
  }

  /** Whether the calling thread is one of the loops. */
  synchronized boolean inLoop() {
    return current.values().stream().anyMatch(ProtocolLoops::inLoop)
        || stalled.stream().anyMatch(ProtocolLoops::inLoop);
  }

  static boolean inLoop(EventLoopGroup group) {
    for (EventExecutor loop : group) {
      if (loop.inEventLoop()) {
        return true;
      }
    }
    return false;
  }

  /** Ends them, those that are held up when the plug-in returns; gives the ends worth awaiting. */
  synchronized List<Future<?>> shutDown() {
    List<Future<?>> ends = new ArrayList<>();
    for (EventLoopGroup group : stalled) {
      var unused = group.shutdownGracefully(0, 5, TimeUnit.SECONDS); // whenever that will be
    }
    for (EventLoopGroup group : current.values()) {
      ends.add(group.shutdownGracefully(0, 5, TimeUnit.SECONDS));
    }
    return ends;
  }
}
