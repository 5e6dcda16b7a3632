package io.portprobe.internal.scan;

import io.portprobe.Transport;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.Permutation;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.ScanCheckpoint;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is settled before a run begins: the hosts, the window, and where to begin. */
final class ScanSetup {
  private final HostSet hosts;
  private final int window;
  private final long fingerprint;
  private final Map<Transport, CheckpointState.Part> from;

  /**
   * Makes one.
   *
   * @throws IllegalArgumentException if the checkpoint is of another scan
   */
  ScanSetup(ScanSettings settings, HostSet hosts, int window, int loops) {
    this.hosts = hosts;
    this.window = window;
    this.fingerprint = fingerprint(settings, hosts);
    ScanCheckpoint checkpoint = settings.from;
    if (checkpoint == null) {
      from = new EnumMap<>(Transport.class);
      settings.ports.forEach(
          (transport, ports) ->
              from.put(
                  transport,
                  new CheckpointState.Part(
                      settings.source == null ? parts(ports, hosts, loops) : 1,
                      0,
                      java.util.List.of())));
      return;
    }
    CheckpointState standing = CheckpointState.parse(checkpoint.toString());
    if (standing.scan() != fingerprint
        || !standing.transports().keySet().equals(settings.ports.keySet())) {
      throw new IllegalArgumentException(
          "checkpoint: of another scan (expected: one with the same hosts, ports and order)");
    }
    from = standing.transports();
  }

  /** With few hosts, their ports are cut into parts, so that every loop has work. */
  private static int parts(PortSet ports, HostSet hosts, int loops) {
    return hosts.size() < 4L * loops ? Math.min(loops, ports.size()) : 1;
  }

  private static long fingerprint(ScanSettings settings, HostSet hosts) {
    long print = settings.source == null ? text(hosts.toString()) : 1;
    for (PortSet ports : settings.ports.values()) {
      print = Permutation.mix(print ^ text(ports.toString()));
    }
    print = Permutation.mix(print ^ text(settings.addresses.name()));
    return Permutation.mix(print ^ (settings.shuffled ? Permutation.mix(settings.key) : 0));
  }

  private static long text(String text) {
    long print = text.length();
    for (int i = 0; i < text.length(); i++) {
      print = Permutation.mix(print ^ text.charAt(i));
    }
    return print;
  }

  HostSet hosts() {
    return hosts;
  }

  int window() {
    return window;
  }

  CheckpointState.@Nullable Part from(Transport transport) {
    return from.get(transport);
  }

  int parts(Transport transport) {
    CheckpointState.Part part = from.get(transport);
    return part == null ? 1 : part.parts();
  }

  /** The checkpoint of a run that has not begun. */
  ScanCheckpoint checkpoint() {
    return checkpoint(from);
  }

  ScanCheckpoint checkpoint(Map<Transport, CheckpointState.Part> parts) {
    return ScanCheckpoint.parse(new CheckpointState(fingerprint, parts).toString());
  }
}
