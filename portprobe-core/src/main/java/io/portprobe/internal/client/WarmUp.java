package io.portprobe.internal.client;

import io.netty.channel.EventLoop;
import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.ProbeReport;
import io.portprobe.TargetPolicy;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.EventLoops;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.names.NameService;
import io.portprobe.internal.probe.AddressFilter;
import io.portprobe.internal.probe.Execution;
import io.portprobe.internal.probe.ProbeExecution;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.internal.probe.ProbeSettings.Speech;
import io.portprobe.internal.probe.ProbeSettings.Targets;
import io.portprobe.internal.probe.SocketPermits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The loading of the classes of a probe before the first probe of a JVM, so that its time and its
 * timeout are those of the network. An event loop probes the broadcast address over TCP, which the
 * Linux kernel rejects without sending a packet. Thread-safe.
 */
final class WarmUp implements ProbeExecution.Listener {
  /**
   * Longest wait, for a host that grants the event loop almost no processor time. The kernel
   * rejects the connect at once, so the rest of this time is that of the class loader.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final long LOOK_MILLIS = 100;
  private static final String BROADCAST = "255.255.255.255";
  private static final AtomicBoolean DONE = new AtomicBoolean();

  private final EventLoop loop;
  private final CountDownLatch ended = new CountDownLatch(1);

  WarmUp(EventLoop loop) {
    this.loop = loop;
  }

  /** Starts to load the classes, if this is the first client of the JVM and the system is Linux. */
  static WarmUp start(ClientEventLoops loops, NameService names) {
    WarmUp warmUp = new WarmUp(loops.next());
    if (!System.getProperty("os.name", "").startsWith("Linux") || DONE.getAndSet(true)) {
      warmUp.ended.countDown();
      return warmUp;
    }
    try {
      warmUp.submit(loops, names);
    } catch (UnknownHostException | RuntimeException | Error e) {
      warmUp.ended.countDown(); // the first probe reports what is wrong
    }
    return warmUp;
  }

  private void submit(ClientEventLoops loops, NameService names) throws UnknownHostException {
    InetAddress address = InetAddress.getByName(BROADCAST);
    ProbeSettings settings =
        new ProbeSettings(Endpoint.tcp(BROADCAST, 9), TIMEOUT, 0)
            .withTargets(new Targets(AddressSelection.ALL, address))
            .withSpeech(Speech.none().withStateOnly());
    AddressFilter filter = new AddressFilter(TargetPolicy.anywhere(), loops.threads().deciding());
    Execution execution =
        ProbeExecution.of(settings, names, filter, new SocketPermits(1), loops, loop, this);
    if (!LoopTasks.submit(loop, execution::start)) {
      ended.countDown();
    }
  }

  /** Waits until the classes are loaded, or cannot be loaded because the event loop died. */
  void await() {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    try {
      boolean done = false;
      while (!done && EventLoops.death(loop) == null && deadline - System.nanoTime() > 0) {
        done = ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onReport(ProbeReport report) {}

  @Override
  public void onFailure(Throwable failure) {}

  @Override
  public void onSocketsClosed() {
    ended.countDown();
  }
}
