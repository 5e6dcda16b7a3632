package io.portprobe.examples.distributed;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in the network from which a scan probes. Immutable.
 *
 * @param name the name that results have
 * @param sourceAddress the local address that probes are sent from; null if the kernel selects it
 * @param anywhere whether each task manager may probe for it, and not only those with the label
 */
public record VantagePoint(String name, @Nullable String sourceAddress, boolean anywhere)
    implements Serializable {
  /** The label of a task manager, a property in its Flink configuration. */
  public static final String LABEL = "portprobe.vantage-point";

  /** Checks the name. */
  public VantagePoint {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "vantage point: " + name + " (expected: 1 to 64 letters, digits, '.', '_' or '-')");
    }
  }

  /**
   * Returns a vantage point that is a group of task managers: those whose configuration has the
   * {@link #LABEL} with this name.
   */
  public static VantagePoint labelled(String name) {
    return new VantagePoint(name, null, false);
  }

  /** Returns a vantage point that is an address which each task manager has. */
  public static VantagePoint ofAddress(String name, String sourceAddress) {
    return new VantagePoint(name, Objects.requireNonNull(sourceAddress, "sourceAddress"), true);
  }

  /** Returns a vantage point for a scan from wherever a task manager runs. */
  public static VantagePoint anywhere(String name) {
    return new VantagePoint(name, null, true);
  }

  /**
   * Parses {@code NAME} for a label, or {@code NAME=ADDRESS}.
   *
   * @throws IllegalArgumentException if the name has another form
   */
  public static VantagePoint parse(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? labelled(text)
        : ofAddress(text.substring(0, equals), text.substring(equals + 1));
  }

  /** Returns whether a task manager may probe for this vantage point. */
  boolean accepts(String label) {
    return anywhere || name.equals(label);
  }
}
