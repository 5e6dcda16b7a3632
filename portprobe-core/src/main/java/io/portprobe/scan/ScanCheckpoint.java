package io.portprobe.scan;

import io.portprobe.CheckReturnValue;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import java.util.Objects;

/**
 * The progress of a scan as a few lines of text, to be saved and resumed from, also by another
 * process. It contains no hosts and no results: {@link Scan#resume} needs a scan of the same hosts,
 * ports and order. Immutable and thread-safe.
 */
@CheckReturnValue
public final class ScanCheckpoint {
  private final String text;

  private ScanCheckpoint(String text) {
    this.text = text;
  }

  /**
   * Parses the text of {@link #toString()}.
   *
   * @param text the lines
   * @return the checkpoint
   * @throws IllegalArgumentException if the text has another form; the message names the line
   */
  public static ScanCheckpoint parse(String text) {
    return new ScanCheckpoint(
        CheckpointState.parse(Objects.requireNonNull(text, "text")).toString());
  }

  /**
   * Returns the text that {@link #parse} accepts.
   *
   * @return several lines of ASCII
   */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScanCheckpoint that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
