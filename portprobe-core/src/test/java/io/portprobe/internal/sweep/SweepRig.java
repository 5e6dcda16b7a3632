package io.portprobe.internal.sweep;

import io.portprobe.IoMode;
import io.portprobe.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A sweep with a runner that keeps as many probes in flight as it accepts, in order. */
final class SweepRig implements AutoCloseable, Sweep.Sink {
  static final Duration AMPLE = Duration.ofSeconds(30);

  final Sweeps sweeps;
  final Sweep sweep;
  private final Transport transport;
  private final Deque<TestProbe> waiting = new ArrayDeque<>();
  private final List<TestProbe> ended = new ArrayList<>();
  private Consumer<TestProbe> onEnd = probe -> {};
  private CompletableFuture<List<TestProbe>> done;
  private int wanted;
  private int mostInFlight;
  private boolean starting;
  private boolean endedWhileStarting;

  /** A probe that counts its ends. */
  static final class TestProbe extends SweepProbe {
    private int ends;

    int ends() {
      return ends;
    }

    @Override
    public String toString() {
      return address() + ":" + port() + " -> " + outcome() + (isLocalFault() ? " (local)" : "");
    }
  }

  SweepRig(IoMode mode, Transport transport, int window) {
    this(mode, transport, window, true);
  }

  SweepRig(IoMode mode, Transport transport, int window, boolean byReset) {
    this.transport = transport;
    sweeps = Sweeps.open(mode, 1, new io.portprobe.internal.io.ClientThreads());
    sweep = sweeps.sweep(0, transport, window, byReset, this);
  }

  TestProbe probe(InetSocketAddress target, Duration timeout) {
    return probe(target.getAddress(), target.getPort(), timeout, new byte[] {'?'});
  }

  TestProbe probe(InetAddress address, int port, Duration timeout, byte[] payload) {
    TestProbe probe = new TestProbe();
    if (transport == Transport.UDP) {
      probe.prepare(address, port, timeout.toNanos(), ByteBuffer.wrap(payload));
    } else {
      probe.prepare(address, port, timeout.toNanos());
    }
    return probe;
  }

  /** Runs probes and returns them in the order in which they ended. */
  List<TestProbe> run(List<TestProbe> probes) throws Exception {
    return begin(probes).get(120, TimeUnit.SECONDS);
  }

  CompletableFuture<List<TestProbe>> begin(List<TestProbe> probes) {
    CompletableFuture<List<TestProbe>> result = new CompletableFuture<>();
    sweep
        .loop()
        .execute(
            () -> {
              done = result;
              ended.clear();
              wanted = probes.size();
              waiting.addAll(probes);
              pump();
            });
    return result;
  }

  /** Runs an action on the event loop and waits for it. */
  <T> T onLoop(java.util.concurrent.Callable<T> action) throws Exception {
    return sweep.loop().submit(action).get(30, TimeUnit.SECONDS);
  }

  void onEnd(Consumer<TestProbe> listener) {
    onEnd = listener;
  }

  int mostInFlight() {
    return mostInFlight;
  }

  boolean endedWhileStarting() {
    return endedWhileStarting;
  }

  private void pump() {
    while (!waiting.isEmpty()) {
      starting = true;
      boolean started = sweep.start(waiting.peek());
      starting = false;
      if (!started) {
        return;
      }
      waiting.poll();
      mostInFlight = Math.max(mostInFlight, sweep.inFlight());
    }
  }

  @Override
  public void onEnd(SweepProbe sent) {
    endedWhileStarting |= starting;
    TestProbe probe = (TestProbe) sent;
    probe.ends++;
    ended.add(probe);
    onEnd.accept(probe);
    if (ended.size() == wanted) {
      done.complete(List.copyOf(ended));
    } else {
      pump();
    }
  }

  @Override
  public void close() {
    sweeps.close();
  }
}
