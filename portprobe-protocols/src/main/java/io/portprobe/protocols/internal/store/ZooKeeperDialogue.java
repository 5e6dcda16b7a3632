package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.spi.Finding;
import io.portprobe.spi.LineDialogue;
import io.portprobe.spi.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends srvr and reads lines until the server closes. Confined to the event loop. */
final class ZooKeeperDialogue extends LineDialogue {
  /** A server closes after its reply; one that does not is not waited for. */
  private static final Duration LAST_LINE = Duration.ofMillis(500);

  private static final int MAX_LINE = 1_024;
  private static final int MAX_LINES = 100;

  private final Map<String, String> fields = new LinkedHashMap<>();
  private @Nullable ZooKeeperFinding first;
  private int lines;

  ZooKeeperDialogue() {
    super(MAX_LINE, StandardCharsets.UTF_8);
  }

  @Override
  public Step start() {
    return Step.send("srvr".getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  protected Step line(String line) {
    if (first == null) {
      return first(line);
    }
    int colon = line.indexOf(": ");
    if (colon < 0 || ++lines > MAX_LINES) {
      return Step.mismatch("expected a field of ZooKeeper, received another line");
    }
    fields.put(line.substring(0, colon), line.substring(colon + 2));
    return Step.await();
  }

  private Step first(String line) {
    Optional<ZooKeeperFinding> finding = ZooKeeperFinding.ofFirstLine(line);
    if (finding.isEmpty()) {
      return Step.mismatch(
          "expected a version of ZooKeeper, received "
              + PeerText.excerpt(line.getBytes(StandardCharsets.UTF_8)));
    }
    if (finding.get().error().isPresent()) {
      return Step.finish(finding.get());
    }
    first = finding.get();
    return Step.await(LAST_LINE);
  }

  @Override
  protected Step onSilence() {
    return end();
  }

  @Override
  protected Step onClosed() {
    return end();
  }

  private Step end() {
    ZooKeeperFinding finding = first;
    return finding == null ? Step.await() : Step.finish(finding.withFields(fields));
  }

  @Override
  public Optional<Finding> partial() {
    return Optional.ofNullable(first).map(finding -> finding.withFields(fields));
  }
}
