package io.portprobe.internal.scan;

import io.portprobe.Transport;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.checkpoint.RemainingWork;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.source.WorkSource;
import io.portprobe.scan.ScanCheckpoint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * One transport of a run.
 *
 * @param transport which
 * @param feed gives out its units
 * @param shards ask
 * @param starts start the shards
 */
record TransportScan(
    Transport transport, WorkSource feed, List<LoopScanner> shards, List<Runnable> starts) {
  private static final CheckpointState.Part NOTHING = new CheckpointState.Part(1, 0, List.of());

  /**
   * Where all of them stand. The order matters: first where the feeds are, then what the shards
   * have, then what waits to be consumed. So what moves on meanwhile is seen twice at worst, never
   * not at all.
   */
  static CompletableFuture<ScanCheckpoint> standing(
      List<TransportScan> courses, ScanSetup blueprint, ResultDelivery delivery) {
    Map<Transport, CheckpointState.Part> feeds = new EnumMap<>(Transport.class);
    courses.forEach(course -> feeds.put(course.transport(), course.feed().position(List.of())));
    Map<Transport, RemainingWork> left = new EnumMap<>(Transport.class);
    if (delivery.isConsuming()) {
      delivery.holdHere();
    }
    List<CompletableFuture<Void>> asked = new ArrayList<>();
    for (TransportScan course : courses) {
      RemainingWork unfinished =
          new RemainingWork(feeds.getOrDefault(course.transport(), NOTHING).open());
      left.put(course.transport(), unfinished);
      for (LoopScanner shard : course.shards()) {
        asked.add(ask(shard, unfinished));
      }
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done -> {
              delivery.unfinished(row -> mark(left, row));
              Map<Transport, CheckpointState.Part> parts = new EnumMap<>(Transport.class);
              left.forEach(
                  (transport, unfinished) ->
                      parts.put(
                          transport, part(feeds.getOrDefault(transport, NOTHING), unfinished)));
              return blueprint.checkpoint(parts);
            });
  }

  private static void mark(Map<Transport, RemainingWork> left, CompactScanResult row) {
    RemainingWork unfinished = left.get(row.transport());
    if (unfinished != null) {
      unfinished.mark(row.target, row.position);
    }
  }

  private static CompletableFuture<Void> ask(LoopScanner shard, RemainingWork left) {
    CompletableFuture<Void> told = new CompletableFuture<>();
    Runnable tell =
        () -> {
          left.add(shard.standing().open());
          told.complete(null);
        };
    try {
      shard.turns().execute(tell);
    } catch (RejectedExecutionException e) { // the loop has ended, so nothing changes any more
      tell.run();
    }
    return told;
  }

  /** What was begun after the feed was asked is begun again. */
  private static CheckpointState.Part part(CheckpointState.Part feed, RemainingWork left) {
    List<CheckpointState.Open> open =
        left.open().stream().filter(one -> one.unit() < feed.next()).toList();
    return new CheckpointState.Part(feed.parts(), feed.next(), open);
  }
}
