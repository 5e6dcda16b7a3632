package io.portprobe.internal.scan;

import io.portprobe.ProbeReport;
import io.portprobe.internal.scan.order.ScanTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** The dialogues that a shard holds with ports that listen. */
final class DialogueTracker {
  private record Key(ScanTarget target, int position) {}

  private final ScanServices surroundings;
  private final boolean wanted;
  private final Map<Key, CompletableFuture<ProbeReport>> held = new HashMap<>();

  DialogueTracker(ScanServices surroundings, boolean wanted) {
    this.surroundings = surroundings;
    this.wanted = wanted;
  }

  boolean isWanted(ScanTarget target, int port) {
    return wanted && surroundings.speaks(target.transport(), port);
  }

  void hold(
      ScanTarget target,
      int position,
      int port,
      BiConsumer<@Nullable ProbeReport, @Nullable Throwable> ended) {
    CompletableFuture<ProbeReport> report =
        surroundings.talk(target.endpoint(port), target.known());
    held.put(new Key(target, position), report);
    var unused = report.whenComplete(ended);
  }

  void ended(ScanTarget target, int position) {
    held.remove(new Key(target, position));
  }

  void cancel() {
    held.values().forEach(report -> report.cancel(false));
  }

  void forEach(ObjIntConsumer<ScanTarget> action) {
    held.keySet().forEach(key -> action.accept(key.target(), key.position()));
  }
}
