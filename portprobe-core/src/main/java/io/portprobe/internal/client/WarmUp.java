package io.portprobe.internal.client;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.ProbeReport;
import io.portprobe.TargetPolicy;
import io.portprobe.internal.io.ClientEventLoops;
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
  /** Longest wait. On a slower host the first probe loads the rest. */
  private static final long MAX_WAIT_SECONDS = 1;

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final String BROADCAST = "255.255.255.255";
  private static final AtomicBoolean DONE = new AtomicBoolean();

  private final CountDownLatch ended = new CountDownLatch(1);

  private WarmUp() {}

  /** Starts to load the classes, if this is the first client of the JVM and the system is Linux. */
  static WarmUp start(ClientEventLoops loops, NameService names) {
    WarmUp warmUp = new WarmUp();
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
    var loop = loops.next();
    Execution execution =
        ProbeExecution.of(settings, names, filter, new SocketPermits(1), loops, loop, this);
    if (!LoopTasks.submit(loop, execution::start)) {
      ended.countDown();
    }
  }

  /** Waits until the classes are loaded, or a second has passed. */
  void await() {
    try {
      var unused = ended.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
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
