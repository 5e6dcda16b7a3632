package io.portprobe.internal.scan;

import io.portprobe.ProbeReport;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.scan.setup.ScanSettings.Dialogues;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The dialogues of a loop scanner with listening ports. Identifications of one address have a
 * limit, beyond which they wait. Confined to the event loop.
 */
final class DialogueTracker {
  private record Key(ScanTarget target, int position) {}

  /** The identifications of one address. */
  private static final class Host {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;
  }

  private final ScanServices services;
  private final Dialogues wanted;
  private final ScanServices.@Nullable ServiceIdentifier identifier;
  private final Map<Key, CompletableFuture<ProbeReport>> running = new HashMap<>();
  private final Map<InetAddress, Host> hosts = new HashMap<>();

  DialogueTracker(ScanServices services, Dialogues wanted) {
    this.services = services;
    this.wanted = wanted;
    IdentifySettings limits = wanted.identify();
    this.identifier = limits == null ? null : services.identifier(limits);
  }

  /** Returns whether the scan speaks the protocol of a port, or identifies it. */
  boolean isDialogueWanted(ScanTarget target, int port) {
    return identifier != null
        || (wanted.protocols() && services.hasProtocol(target.transport(), port));
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
    Key key = new Key(target, position);
    InetAddress address = target.requireAddress();
    ScanServices.ServiceIdentifier identifying = identifier;
    IdentifySettings limits = wanted.identify();
    if (identifying == null || limits == null) {
      track(key, services.startDialogue(target.endpoint(port), address), onEnd);
      return;
    }
    CompletableFuture<ProbeReport> placeholder = new CompletableFuture<>();
    running.put(key, placeholder); // its port remains if the scan stops before it starts
    Host host = hosts.computeIfAbsent(address, unused -> new Host());
    Runnable start = () -> track(key, identifying.start(target.endpoint(port), address), onEnd);
    if (host.running < limits.portsPerHost()) {
      host.running++;
      start.run();
    } else {
      host.waiting.add(start);
    }
  }

  private void track(
      Key key,
      CompletableFuture<ProbeReport> report,
      BiConsumer<@Nullable ProbeReport, @Nullable Throwable> onEnd) {
    running.put(key, report);
    var unused = report.whenComplete(onEnd);
  }

  /** Removes a dialogue that has ended, and starts one that waits for it. */
  void remove(ScanTarget target, int position) {
    running.remove(new Key(target, position));
    InetAddress address = target.requireAddress();
    Host host = hosts.get(address);
    if (host == null) {
      return;
    }
    Runnable next = host.waiting.poll();
    if (next != null) {
      next.run();
    } else if (--host.running == 0) {
      hosts.remove(address);
    }
  }

  void cancelAll() {
    hosts.values().forEach(host -> host.waiting.clear());
    running.values().forEach(report -> report.cancel(false));
    if (identifier != null) {
      identifier.cancel();
    }
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
