package io.portprobe.examples.benchmarks;

import io.portprobe.PortState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;

/** One question to each port of a host, one after the other: how long each took. */
final class Batch {
  private final InetSocketAddress[] targets;
  private final long[] nanos;

  Batch(InetAddress host, Ports ports) {
    targets = new InetSocketAddress[ports.count()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = new InetSocketAddress(host, ports.first() + i);
    }
    nanos = new long[targets.length];
  }

  /** Asks them all. */
  String ask(Asker asker) throws IOException {
    Tally tally = new Tally();
    Meter meter = new Meter();
    for (int i = 0; i < nanos.length; i++) {
      long began = System.nanoTime();
      PortState state = asker.ask(targets[i]);
      nanos[i] = System.nanoTime() - began;
      tally.count(state);
      asker.tidy();
    }
    Meter.Reading took = meter.read();
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "%s %s p50=%.1f p90=%.1f p99=%.1f",
        tally,
        took,
        percentile(50),
        percentile(90),
        percentile(99));
  }

  /** In microseconds. */
  private double percentile(int percent) {
    return nanos[(int) Math.ceil(nanos.length * percent / 100.0) - 1] / 1e3;
  }
}
