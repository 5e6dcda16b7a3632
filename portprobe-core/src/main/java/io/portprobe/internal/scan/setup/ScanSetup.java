package io.portprobe.internal.scan.setup;

import io.portprobe.Transport;
import io.portprobe.internal.scan.checkpoint.CheckpointState;
import io.portprobe.internal.scan.order.Permutation;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.Shard;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.ScanCheckpoint;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a scan execution: the hosts, the limit of sockets, and where to start. Immutable.
 */
public final class ScanSetup {
  private final HostSet hosts;
  private final int socketLimit;
  private final long fingerprint;
  private final Map<Transport, CheckpointState.TransportState> startStates;

  /**
   * Creates the setup.
   *
   * @throws IllegalArgumentException if the checkpoint belongs to another scan
   */
  public ScanSetup(ScanSettings settings, HostSet hosts, int socketLimit, int loops) {
    this.hosts = hosts;
    this.socketLimit = socketLimit;
    this.fingerprint = fingerprint(settings, hosts);
    ScanCheckpoint checkpoint = settings.checkpoint();
    if (checkpoint == null) {
      startStates = new EnumMap<>(Transport.class);
      settings
          .targets()
          .ports()
          .forEach(
              (transport, ports) ->
                  startStates.put(
                      transport,
                      new CheckpointState.TransportState(
                          settings.targets().stream() == null
                              ? parts(ports, settings.targets().shard(), hosts, loops)
                              : 1,
                          0,
                          List.of())));
      return;
    }
    CheckpointState state = CheckpointState.parse(checkpoint.toString());
    if (state.fingerprint() != fingerprint
        || !state.transports().keySet().equals(settings.targets().ports().keySet())
        || !state.transports().entrySet().stream()
            .allMatch(each -> fits(settings, each.getKey(), each.getValue()))) {
      throw new IllegalArgumentException(
          "checkpoint: of another scan (expected: one with the same hosts, ports, order and"
              + " shard)");
    }
    startStates = state.transports();
  }

  /**
   * Whether a state is possible for this scan. A damaged one could have no end, or leave out ports.
   */
  private boolean fits(
      ScanSettings settings, Transport transport, CheckpointState.TransportState state) {
    if (settings.targets().stream() != null) {
      return state.parts() == 1;
    }
    int[] ports =
        Objects.requireNonNull(settings.targets().ports().get(transport)).stream().toArray();
    Shard shard = settings.targets().shard();
    long all = new ProbeOrder(transport, ports, hosts.size(), 1, null, shard).units();
    return state.parts() <= ports.length
        && all <= Long.MAX_VALUE / state.parts()
        && state.nextUnit() <= all * state.parts();
  }

  /** Divides the ports of few hosts into parts, so that every event loop has work. */
  private static int parts(PortSet ports, Shard shard, HostSet hosts, int loops) {
    return shard.hosts(hosts.size(), ports.size()) < 4L * loops ? Math.min(loops, ports.size()) : 1;
  }

  private static long fingerprint(ScanSettings settings, HostSet hosts) {
    long print = settings.targets().stream() == null ? textFingerprint(hosts.toString()) : 1;
    for (PortSet ports : settings.targets().ports().values()) {
      print = Permutation.mix(print ^ textFingerprint(ports.toString()));
    }
    print = Permutation.mix(print ^ textFingerprint(settings.targets().addresses().name()));
    Long key = settings.targets().shuffleKey();
    print = Permutation.mix(print ^ (key == null ? 0 : Permutation.mix(key)));
    Shard shard = settings.targets().shard();
    return shard.isWhole()
        ? print
        : Permutation.mix(print ^ ((long) shard.count() << 32 | shard.index()));
  }

  private static long textFingerprint(String text) {
    long print = text.length();
    for (int i = 0; i < text.length(); i++) {
      print = Permutation.mix(print ^ text.charAt(i));
    }
    return print;
  }

  public HostSet hosts() {
    return hosts;
  }

  public int socketLimit() {
    return socketLimit;
  }

  /** Returns where to start; null if the transport is not scanned. */
  public CheckpointState.@Nullable TransportState startState(Transport transport) {
    return startStates.get(transport);
  }

  /** Returns into how many parts the ports of a host are divided. */
  public int parts(Transport transport) {
    CheckpointState.TransportState state = startStates.get(transport);
    return state == null ? 1 : state.parts();
  }

  /** Returns the checkpoint of a scan that was not started. */
  public ScanCheckpoint checkpoint() {
    return checkpoint(startStates);
  }

  /** Returns the checkpoint with the given state of each transport. */
  public ScanCheckpoint checkpoint(Map<Transport, CheckpointState.TransportState> states) {
    return ScanCheckpoint.parse(new CheckpointState(fingerprint, states).toString());
  }
}
