package io.portprobe.faultkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The open peers of this JVM, each with the source line that created it. Thread-safe. */
final class OpenPeers {
  private static final Map<Peer, StackTraceElement> OPEN =
      Collections.synchronizedMap(new LinkedHashMap<>());

  private OpenPeers() {}

  static void add(Peer peer) {
    OPEN.put(peer, caller());
  }

  static void remove(Peer peer) {
    OPEN.remove(peer);
  }

  static Map<Peer, StackTraceElement> all() {
    synchronized (OPEN) {
      return new LinkedHashMap<>(OPEN);
    }
  }

  /** Returns the innermost caller that is neither of this package nor part of a {@link Peer}. */
  private static StackTraceElement caller() {
    List<StackWalker.StackFrame> frames =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(Stream::toList);
    return frames.stream()
        .filter(frame -> !isPartOfPeer(frame.getDeclaringClass()))
        .findFirst()
        .orElse(frames.get(frames.size() - 1))
        .toStackTraceElement();
  }

  private static boolean isPartOfPeer(Class<?> type) {
    Class<?> outermost = type;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    return type.getPackageName().equals(Peer.class.getPackageName())
        || Peer.class.isAssignableFrom(outermost);
  }
}
