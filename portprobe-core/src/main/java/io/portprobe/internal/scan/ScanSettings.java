package io.portprobe.internal.scan;

import io.portprobe.AddressSelection;
import io.portprobe.Transport;
import io.portprobe.internal.scan.source.HostSource;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.ScanCheckpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All settings of a scan. Changed by copying: {@link #with} alone writes to one, to a fresh copy
 * that nobody else has.
 */
final class ScanSettings implements Cloneable {
  HostSet hosts = HostSet.of();
  @Nullable HostSource source;
  HostSet excluded = HostSet.of();
  Map<Transport, PortSet> ports = new EnumMap<>(Transport.class);
  AddressSelection addresses = AddressSelection.FIRST;
  boolean shuffled;
  long key;
  int rate;
  int ratePerHost;
  int sockets = 2_000;
  int socketsPerHost;
  Duration timeout = Duration.ofSeconds(2);
  boolean adaptive = true;
  int retries = 1;
  Duration icmpRateLimitTimeout = Duration.ofMinutes(1);
  boolean protocols;
  boolean closeByReset = true;
  @Nullable InetAddress sourceAddress;
  int sourcePort;
  @Nullable Duration deadline;
  long maxProbes = 10_000_000;
  Duration maxDuration = Duration.ofHours(24);
  boolean confirmed;
  @Nullable ScanCheckpoint checkpoint;

  /** Whether the channel engine has to ask, since the bulk engine chooses its source itself. */
  boolean usesChannels() {
    return sourceAddress != null || sourcePort != 0;
  }

  ScanSettings with(Consumer<ScanSettings> change) {
    try {
      ScanSettings copy = (ScanSettings) super.clone();
      copy.ports = new EnumMap<>(ports);
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
