package io.portprobe.examples.portqry;

import java.io.IOException;
import java.nio.file.Path;

/** Makes FIFOs by mkfifo(1). */
final class Fifo {
  private Fifo() {}

  /** Makes a FIFO; returns whether this system can. */
  static boolean make(Path file) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
