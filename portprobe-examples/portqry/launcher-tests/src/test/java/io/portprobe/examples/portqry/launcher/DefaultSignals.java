package io.portprobe.examples.portqry.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The signals of commands that tests start. A process inherits which signals are ignored, and a
 * shell that starts with an ignored signal cannot handle it (POSIX, trap). This JVM ignores SIGINT
 * if it belongs to a background job, and SIGHUP if nohup started it.
 */
final class DefaultSignals {
  private static final String IGNORED = "SigIgn:";
  private static final long HANGUP_INTERRUPT_QUIT = 0b111;

  private DefaultSignals() {}

  /** Returns the words of a command that starts with the default action of each signal. */
  static List<String> of(List<String> command) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return command;
    }
    boolean ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith(IGNORED))
            .map(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
            .anyMatch(signals -> (signals & HANGUP_INTERRUPT_QUIT) != 0);
    if (!ignored) {
      return command;
    }
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,QUIT"));
    words.addAll(command);
    return words;
  }
}
