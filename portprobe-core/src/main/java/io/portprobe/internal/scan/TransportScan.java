package io.portprobe.internal.scan;

import io.portprobe.Transport;
import io.portprobe.internal.scan.source.WorkSource;
import java.util.List;

/**
 * The part of a scan that probes one transport.
 *
 * @param transport the transport
 * @param source the source of its units
 * @param scanners the scanners that share the source, each on its own event loop
 */
record TransportScan(Transport transport, WorkSource source, List<LoopScanner> scanners) {
  TransportScan {
    scanners = List.copyOf(scanners);
  }
}
