package io.portprobe.internal.scan;

import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.result.CompactScanResult;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * What a loop scanner still does for a port before its result is passed on: a dialogue with a
 * listening port, or another probe that finds out the exact reason. Its address counts as in flight
 * meanwhile. Confined to the event loop.
 */
final class FollowUps {
  /** Receives the results. Called on the event loop, and not before the start has returned. */
  @FunctionalInterface
  interface Sink {
    /**
     * Called when a result is complete.
     *
     * @param probed whether another probe was sent for it
     */
    void onComplete(AddressProgress address, CompactScanResult result, boolean probed);
  }

  private final LoopClock clock;
  private final DialogueTracker dialogues;
  private final ReasonCheck reasons;
  private final Sink sink;
  private boolean stopped;

  FollowUps(ScanContext scan, LoopClock clock, Sink sink) {
    this.clock = clock;
    this.dialogues = new DialogueTracker(scan.services(), scan.settings().dialogues());
    this.reasons = new ReasonCheck(scan.services(), clock);
    this.sink = sink;
  }

  /**
   * Starts a dialogue with a listening port.
   *
   * @return false if the scan wants none with this port; then the result is complete
   */
  boolean startDialogue(AddressProgress address, CompactScanResult result) {
    if (!dialogues.isDialogueWanted(result.target(), result.port())) {
      return false;
    }
    address.inFlight++;
    dialogues.start(
        result.target(),
        result.position(),
        result.port(),
        (report, failure) ->
            clock.execute(() -> onDialogueEnd(address, result.withReport(report))));
    return true;
  }

  private void onDialogueEnd(AddressProgress address, CompactScanResult result) {
    if (stopped) {
      return; // the port counts as remaining
    }
    dialogues.remove(result.target(), result.position());
    address.inFlight--;
    sink.onComplete(address, result, false);
  }

  /**
   * Starts to find out the exact reason of a result.
   *
   * @param errno the error number that several ICMP messages have in common
   * @return false if that is not possible; then the result is complete
   */
  boolean checkReason(AddressProgress address, CompactScanResult result, int errno) {
    if (!reasons.isPossible()) {
      return false;
    }
    address.inFlight++;
    reasons.check(
        result,
        address.reasons.computeIfAbsent(errno, unused -> new ReasonCheck.Known()),
        (checked, probed) -> {
          address.inFlight--;
          sink.onComplete(address, checked, probed);
        });
    return true;
  }

  /** Cancels everything. No result follows. */
  void stop() {
    stopped = true;
    dialogues.cancelAll();
    reasons.stop();
  }

  /** Returns what plug-ins have not returned from. */
  List<String> blockedIn() {
    return dialogues.blockedIn();
  }

  /** Passes on the port of each result that is not complete. */
  void forEachUnfinished(ObjIntConsumer<ScanTarget> action) {
    dialogues.forEachRunning(action);
    reasons.forEachUnfinished(action);
  }
}
