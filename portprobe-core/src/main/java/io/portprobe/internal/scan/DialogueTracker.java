package io.portprobe.internal.scan;

import io.portprobe.ProbeReport;
import io.portprobe.internal.scan.order.ScanTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** The dialogues of a loop scanner with listening ports. Confined to the event loop. */
final class DialogueTracker {
  private record Key(ScanTarget target, int position) {}

  private final ScanServices services;
  private final boolean enabled;
  private final Map<Key, CompletableFuture<ProbeReport>> running = new HashMap<>();

  DialogueTracker(ScanServices services, boolean enabled) {
    this.services = services;
    this.enabled = enabled;
  }

  /** Returns whether the scan speaks the protocol of a port. */
  boolean isDialogueWanted(ScanTarget target, int port) {
    return enabled && services.hasProtocol(target.transport(), port);
  }

  /**
   * Starts a dialogue.
   *
   * @param onEnd receives the report or the failure, on any thread
   */
  void start(
      ScanTarget target,
      int position,
      int port,
      BiConsumer<@Nullable ProbeReport, @Nullable Throwable> onEnd) {
    CompletableFuture<ProbeReport> report =
        services.startDialogue(target.endpoint(port), target.requireAddress());
    running.put(new Key(target, position), report);
    var unused = report.whenComplete(onEnd);
  }

  /** Removes a dialogue that has ended. */
  void remove(ScanTarget target, int position) {
    running.remove(new Key(target, position));
  }

  void cancelAll() {
    running.values().forEach(report -> report.cancel(false));
  }

  /** Returns what plug-ins have not returned from. */
  List<String> blockedIn() {
    return running.isEmpty() ? List.of() : services.blockedIn(running.values());
  }

  /** Passes on the port of each dialogue that was not removed. */
  void forEachRunning(ObjIntConsumer<ScanTarget> action) {
    running.keySet().forEach(key -> action.accept(key.target(), key.position()));
  }
}
