package io.portprobe.examples.benchmarks;

import io.portprobe.PortState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;

/** Probes of the ports of a host, one after the other, with the time of each. */
final class SequentialProbes {
  private final InetSocketAddress[] targets;
  private final long[] nanos;

  SequentialProbes(InetAddress host, PortRange ports) {
    targets = new InetSocketAddress[ports.count()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = new InetSocketAddress(host, ports.first() + i);
    }
    nanos = new long[targets.length];
  }

  /** Probes each port once, and returns a line of results. */
  String run(ProbeMethod method) throws IOException {
    StateCounts counts = new StateCounts();
    RoundMeter meter = new RoundMeter();
    for (int i = 0; i < nanos.length; i++) {
      long started = System.nanoTime();
      PortState state = method.probe(targets[i]);
      nanos[i] = System.nanoTime() - started;
      counts.count(state);
      method.cleanUp();
    }
    RoundMeter.Reading took = meter.read();
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "%s %s p50=%.1f p90=%.1f p99=%.1f",
        counts,
        took,
        percentile(50),
        percentile(90),
        percentile(99));
  }

  /** Returns a percentile in microseconds. */
  private double percentile(int percent) {
    return nanos[(int) Math.ceil(nanos.length * percent / 100.0) - 1] / 1e3;
  }
}
