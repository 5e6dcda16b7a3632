package io.portprobe.internal.scan.result;

import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.scan.ScanSummary;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The summary of a scan that has ended. */
public record DefaultScanSummary(
    Ending ending,
    long listening,
    long notListening,
    long filtered,
    long listeningOrFiltered,
    long failed,
    long probesSent,
    Instant started,
    Duration elapsed,
    Optional<ScanCheckpoint> checkpoint,
    List<String> abandoned)
    implements ScanSummary {
  public DefaultScanSummary {
    abandoned = List.copyOf(abandoned);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s after %s: listening=%d, notListening=%d, filtered=%d, listeningOrFiltered=%d,"
            + " failed=%d%s",
        ending.name().toLowerCase(Locale.ROOT),
        TimeText.of(elapsed),
        listening,
        notListening,
        filtered,
        listeningOrFiltered,
        failed,
        abandoned.isEmpty() ? "" : ", abandoned=" + abandoned);
  }
}
