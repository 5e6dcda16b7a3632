package io.portprobe.examples.portprobe.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the standard streams of this process are. */
final class StandardStreams {
  private StandardStreams() {}

  /**
   * Returns whether a descriptor is a terminal. The launcher sets a property to {@code tty} for a
   * terminal. Otherwise Linux is queried through {@code /proc}; on other systems nothing is treated
   * as a terminal.
   */
  static boolean isTerminal(String property, int descriptor) {
    String setting = System.getProperty(property);
    if (setting != null) {
      return setting.equals("tty");
    }
    String target = target(descriptor);
    return target != null && (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty"));
  }

  /**
   * Returns whether a descriptor is a pipe or a socket. Where the system does not say, everything
   * but a terminal is treated as one.
   */
  static boolean isPipe(int descriptor) {
    String target = target(descriptor);
    return target == null || target.startsWith("pipe:") || target.startsWith("socket:");
  }

  private static @Nullable String target(int descriptor) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return null; // another system, or no /proc
    }
  }

  /** Returns the charset of standard output, which the JDK decides by the locale. */
  static Charset charset() {
    for (String property : new String[] {"stdout.encoding", "sun.stdout.encoding"}) {
      String name = System.getProperty(property);
      if (name != null && Charset.isSupported(name)) {
        return Charset.forName(name);
      }
    }
    String locale = System.getProperty("native.encoding", Charset.defaultCharset().name());
    return Charset.isSupported(locale) ? Charset.forName(locale) : Charset.defaultCharset();
  }
}
