package io.portprobe.faultkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Those that were made and not closed yet, each with the line that made it. */
final class OpenPeers {
  private static final Map<Peer, StackTraceElement> OPEN =
      Collections.synchronizedMap(new LinkedHashMap<>());

  private OpenPeers() {}

  static void add(Peer peer) {
    OPEN.put(peer, maker());
  }

  static void remove(Peer peer) {
    OPEN.remove(peer);
  }

  static Map<Peer, StackTraceElement> all() {
    synchronized (OPEN) {
      return new LinkedHashMap<>(OPEN);
    }
  }

  /** Who called the test kit, or that of the protocols. */
  private static StackTraceElement maker() {
    List<StackWalker.StackFrame> frames = StackWalker.getInstance().walk(Stream::toList);
    return frames.stream()
        .filter(frame -> !isOfTestKit(frame.getClassName()))
        .findFirst()
        .orElse(frames.get(frames.size() - 1))
        .toStackTraceElement();
  }

  private static boolean isOfTestKit(String type) {
    return type.startsWith("io.portprobe.") && type.contains(".testkit.");
  }
}
