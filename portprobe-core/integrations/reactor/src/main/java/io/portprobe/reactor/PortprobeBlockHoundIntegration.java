package io.portprobe.reactor;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * The calls of portprobe that BlockHound has to permit. BlockHound discovers this class, so an
 * application with {@code portprobe-reactor} and BlockHound needs no code.
 *
 * <p>It permits three calls that wait for microseconds. The timers of the JDK guard their queue by
 * a lock, and its thread pools the list of their threads, which an event loop extends when it hands
 * over a name. An event loop of io_uring spins until it has closed its wake-up descriptor, when the
 * client is closed.
 */
public final class PortprobeBlockHoundIntegration implements BlockHoundIntegration {
  private static final String TIMER_QUEUE =
      "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue";
  private static final String URING_HANDLER = "io.netty.channel.uring.IoUringIoHandler";

  /** Creates an integration. Called by {@link java.util.ServiceLoader}. */
  public PortprobeBlockHoundIntegration() {}

  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder
        .allowBlockingCallsInside(TIMER_QUEUE, "offer")
        .allowBlockingCallsInside(TIMER_QUEUE, "remove")
        .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "addWorker")
        .allowBlockingCallsInside(URING_HANDLER, "closeWakeupGate")
        .allowBlockingCallsInside("io.portprobe.shaded." + URING_HANDLER, "closeWakeupGate");
  }
}
