package io.portprobe.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.channel.EventLoop;
import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.blocking.BlockedThread;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.LoopThread;
import io.portprobe.internal.io.Watchdog;
import io.portprobe.internal.probe.Execution;
import io.portprobe.internal.probe.ProbeExecution;
import io.portprobe.internal.probe.ProbeSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProbeFlightTest {
  @Test
  void resultThatCannotBeMade_failsTheFuture() {
    NoClassDefFoundError broken = new NoClassDefFoundError("broken");
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = ProbeClient.create()) {
      ProbeSettings settings =
          new ProbeSettings(Endpoint.tcp(peer.host(), peer.port()), Duration.ofSeconds(20), 1_000);
      CompletableFuture<PortState> result =
          ((DefaultProbeClient) client)
              .execute(
                  settings,
                  report -> {
                    throw broken;
                  });
      assertThat(catchThrowable(() -> result.get(60, TimeUnit.SECONDS))).hasCause(broken);
    }
  }

  /** A client whose executions have no result. */
  private static final class Overdue implements ProbeFlight.Client, Execution {
    private final ClientEventLoops loops = ClientEventLoops.open(IoMode.NIO, 1);
    private final Watchdog watchdog = new Watchdog(loops.threads().blocking("unused"));

    @Override
    public ClientEventLoops loops() {
      return loops;
    }

    @Override
    public Watchdog watchdog() {
      return watchdog;
    }

    @Override
    public @Nullable Executor callbackExecutor() {
      return null;
    }

    @Override
    public Execution execution(
        ProbeSettings settings, EventLoop loop, ProbeExecution.Listener listener) {
      return this;
    }

    @Override
    public void start() {}

    @Override
    public void abort() {}

    @Override
    public void releasePermits() {}
  }

  /** A task that blocks an event loop, or keeps it busy. */
  private static final class LoopTask implements Runnable {
    private final AtomicLong turns = new AtomicLong();
    private volatile boolean advancing = true;
    private volatile boolean ended;

    @Override
    public void run() {
      BlockedThread.until(this::turn);
    }

    private boolean turn() {
      if (advancing) {
        LoopThread.countStep();
      }
      turns.incrementAndGet();
      return ended;
    }

    void awaitTurns() {
      long before = turns.get();
      BlockedThread.until(() -> turns.get() > before + 1);
    }
  }

  @Test
  void loopThatIsBusy_isNotBlocked_untilItDoesNotAdvance() {
    Overdue client = new Overdue();
    ProbeSettings settings =
        new ProbeSettings(Endpoint.tcp("127.0.0.1", 1), Duration.ofSeconds(20), 1_000);
    ProbeFlight<PortState> flight =
        new ProbeFlight<>(
            client,
            settings,
            ProbeReport::state,
            null,
            new ListenerNotifier(List.of(), Runnable::run),
            closed -> {});
    LoopTask task = new LoopTask();
    flight.loop().execute(task);
    task.awaitTurns();

    for (int i = 0; i < 10; i++) {
      assertThat(flight.look()).isPositive();
      task.awaitTurns();
    }
    assertThat(flight.future()).isNotDone();

    task.advancing = false;
    task.awaitTurns();
    assertThat(flight.look()).isPositive();
    assertThat(flight.look()).isPositive();
    assertThat(catchThrowable(() -> flight.future().get(60, TimeUnit.SECONDS)))
        .cause()
        .hasMessageContaining("the event loop is blocked in io.portprobe.blocking.BlockedThread");
    task.ended = true;
    client.watchdog.close();
    client.loops.close().join();
  }
}
