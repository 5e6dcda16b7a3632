package io.portprobe.internal.scan.setup;

import io.portprobe.scan.ScanPlan;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** The result of the {@link ScanPlanner}. */
record DefaultScanPlan(
    OptionalLong probes, Duration worstCaseDuration, long bytes, int maxOpenSockets)
    implements ScanPlan {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, at most %s, %d bytes and %d open sockets",
        probes.isPresent() ? probes.getAsLong() + " probes" : "unknown number of probes",
        TimeText.of(worstCaseDuration),
        bytes,
        maxOpenSockets);
  }
}
