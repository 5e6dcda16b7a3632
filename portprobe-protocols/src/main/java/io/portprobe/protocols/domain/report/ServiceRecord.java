package io.portprobe.protocols.domain.report;

import io.portprobe.text.SafeText;
import java.util.Objects;

/**
 * An SRV record (RFC 2782). Immutable.
 *
 * @param priority 0 to 65535; clients use the target with the lowest value that responds
 * @param weight 0 to 65535; the share of clients among targets of the same priority
 * @param port 0 to 65535
 * @param target the host name, without the final dot, in lower case
 */
public record ServiceRecord(int priority, int weight, int port, String target) {
  /**
   * Checks that the target is not null.
   *
   * @throws NullPointerException if the target is null
   */
  public ServiceRecord {
    Objects.requireNonNull(target, "target");
  }

  /** Returns the record on one line, for example {@code "priority 0, weight 100: dc1:389"}. */
  @Override
  public String toString() {
    return SafeText.line(
        "priority " + priority + ", weight " + weight + ": " + target + ":" + port);
  }
}
