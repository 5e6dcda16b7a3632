package io.portprobe.internal.scan;

import io.portprobe.Transport;
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
record Course(Transport transport, Feed feed, List<Shard> shards, List<Runnable> starts) {
  private static final Standing.Part NOTHING = new Standing.Part(1, 0, List.of());

  /**
   * Where all of them stand. The order matters: first where the feeds are, then what the shards
   * have, then what waits to be consumed. So what moves on meanwhile is seen twice at worst, never
   * not at all.
   */
  static CompletableFuture<ScanCheckpoint> standing(
      List<Course> courses, Blueprint blueprint, Delivery delivery) {
    Map<Transport, Standing.Part> feeds = new EnumMap<>(Transport.class);
    courses.forEach(course -> feeds.put(course.transport(), course.feed().position(List.of())));
    Map<Transport, Unfinished> left = new EnumMap<>(Transport.class);
    if (delivery.isConsuming()) {
      delivery.holdHere();
    }
    List<CompletableFuture<Void>> asked = new ArrayList<>();
    for (Course course : courses) {
      Unfinished unfinished =
          new Unfinished(feeds.getOrDefault(course.transport(), NOTHING).open());
      left.put(course.transport(), unfinished);
      for (Shard shard : course.shards()) {
        asked.add(ask(shard, unfinished));
      }
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done -> {
              delivery.unfinished(row -> mark(left, row));
              Map<Transport, Standing.Part> parts = new EnumMap<>(Transport.class);
              left.forEach(
                  (transport, unfinished) ->
                      parts.put(
                          transport, part(feeds.getOrDefault(transport, NOTHING), unfinished)));
              return blueprint.checkpoint(parts);
            });
  }

  private static void mark(Map<Transport, Unfinished> left, Row row) {
    Unfinished unfinished = left.get(row.transport());
    if (unfinished != null) {
      unfinished.mark(row.target, row.position);
    }
  }

  private static CompletableFuture<Void> ask(Shard shard, Unfinished left) {
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
  private static Standing.Part part(Standing.Part feed, Unfinished left) {
    List<Standing.Open> open =
        left.open().stream().filter(one -> one.unit() < feed.next()).toList();
    return new Standing.Part(feed.parts(), feed.next(), open);
  }
}
