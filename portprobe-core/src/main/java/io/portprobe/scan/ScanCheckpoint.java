package io.portprobe.scan;

import io.portprobe.CheckReturnValue;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import java.util.Objects;

/**
 * Where a scan stands: a few lines of text that can be kept in a file and resumed from in another
 * process. It holds no host and no result, so whoever resumes has to have the same scan.
 */
@CheckReturnValue
public final class ScanCheckpoint {
  private final String text;

  private ScanCheckpoint(String text) {
    this.text = text;
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @param text the lines
   * @return the checkpoint
   * @throws IllegalArgumentException if it has another form; the message says where
   */
  public static ScanCheckpoint parse(String text) {
    return new ScanCheckpoint(
        CheckpointState.parse(Objects.requireNonNull(text, "text")).toString());
  }

  /**
   * The checkpoint as text, which {@link #parse} reads.
   *
   * @return some lines of ASCII
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
