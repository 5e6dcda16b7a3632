package io.portprobe.protocols.internal.store;

import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Optional;

/** A reply line of memcached to {@code version} (doc/protocol.txt of memcached 1.6). */
final class MemcachedReply {
  static final String REQUEST = "version\r\n";
  static final int MAX_LINE = 512;

  private static final String VERSION = "VERSION ";
  private static final int MAX_VERSION = 64;
  private static final List<String> ERRORS =
      List.of("CLIENT_ERROR ", "SERVER_ERROR ", "ERROR Too many open connections");

  private MemcachedReply() {}

  /** Returns the finding of a line without its end; empty if memcached does not send the line. */
  static Optional<MemcachedFinding> read(String line) {
    if (line.startsWith(VERSION) && isVersion(line.substring(VERSION.length()))) {
      return Optional.of(
          new MemcachedFinding(
              Optional.of(line.substring(VERSION.length())), Optional.<String>empty()));
    }
    return ERRORS.stream().anyMatch(line::startsWith)
        ? Optional.of(new MemcachedFinding(Optional.<String>empty(), Optional.of(line)))
        : Optional.empty();
  }

  /** Returns whether a text is a version: it begins with a digit and has a dot. */
  private static boolean isVersion(String text) {
    return text.length() <= MAX_VERSION
        && text.indexOf('.') > 0
        && Character.isDigit(text.charAt(0))
        && text.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c));
  }
}
