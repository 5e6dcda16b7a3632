package io.portprobe.reactor;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * The calls of portprobe that BlockHound has to permit. BlockHound discovers this class, so an
 * application with {@code portprobe-reactor} and BlockHound needs no code.
 *
 * <p>It permits calls that wait for microseconds: for the locks of the JDK's timers and thread
 * pools, for the lock of memory that event loops share, and for the wake-up descriptor of an event
 * loop of io_uring that ends. It also permits UnboundID's decoder of BER to load its messages from
 * a jar, at the first malformed reply.
 */
public final class PortprobeBlockHoundIntegration implements BlockHoundIntegration {
  private static final String TIMER_QUEUE =
      "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue";
  private static final List<String> NETTY = List.of("io.netty.", "io.portprobe.shaded.io.netty.");
  private static final List<String> UNBOUNDID =
      List.of("com.unboundid.", "io.portprobe.protocols.shaded.com.unboundid.");

  /** Creates an integration. Called by {@link java.util.ServiceLoader}. */
  public PortprobeBlockHoundIntegration() {}

  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder
        .allowBlockingCallsInside(TIMER_QUEUE, "offer")
        .allowBlockingCallsInside(TIMER_QUEUE, "remove")
        .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "addWorker");
    for (String netty : NETTY) {
      String allocator = netty + "buffer.AdaptivePoolingAllocator";
      builder
          .allowBlockingCallsInside(netty + "channel.uring.IoUringIoHandler", "closeWakeupGate")
          .allowBlockingCallsInside(allocator + "$Magazine", "free")
          .allowBlockingCallsInside(allocator + "$MagazineGroup", "free");
    }
    for (String unboundId : UNBOUNDID) {
      builder.allowBlockingCallsInside(unboundId + "asn1.ASN1Messages", "<clinit>");
    }
  }
}
