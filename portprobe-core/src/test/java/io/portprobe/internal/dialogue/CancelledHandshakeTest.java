package io.portprobe.internal.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.faultkit.TcpPeer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // other classes may log here, too
class CancelledHandshakeTest {
  private static final int PROBES = 20;
  private static final long STEP_NANOS = 40_000;

  private static final class Records extends Handler {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        records.add(entry);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** A server that sends each ClientHello back, and cancels the probe while it is processed. */
  private static TcpPeer cancelling(BlockingQueue<CompletableFuture<?>> probes) {
    AtomicInteger connections = new AtomicInteger();
    return TcpPeer.serving(
        (in, out) -> {
          byte[] hello = new byte[4_096];
          out.write(hello, 0, in.read(hello));
          out.flush();
          LockSupport.parkNanos(connections.getAndIncrement() * STEP_NANOS);
          cancelNext(probes);
        });
  }

  private static void cancelNext(BlockingQueue<CompletableFuture<?>> probes) {
    try {
      probes.take().cancel(true);
    } catch (InterruptedException e) { // the peer closes
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void probesCancelledDuringTheHandshake_logNothing() {
    Logger pipeline = Logger.getLogger("io.netty.channel.DefaultChannelPipeline");
    Records log = new Records();
    pipeline.addHandler(log);
    pipeline.setUseParentHandlers(false); // they would block the event loop
    BlockingQueue<CompletableFuture<?>> running = new LinkedBlockingQueue<>();
    try (TcpPeer peer = cancelling(running);
        ProbeClient client = ProbeClient.create()) {
      PortProbe probe = client.tcp("127.0.0.1", peer.port()).tls();
      for (int i = 0; i < PROBES; i++) {
        CompletableFuture<ProbeReport> report = probe.report();
        running.add(report);
        report.handle((result, failure) -> result).join();
      }
    } finally {
      pipeline.setUseParentHandlers(true);
      pipeline.removeHandler(log);
    }
    assertThat(log.records).extracting(LogRecord::getMessage).isEmpty();
  }
}
