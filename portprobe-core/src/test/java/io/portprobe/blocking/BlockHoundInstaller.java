package io.portprobe.blocking;

import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Installs BlockHound in the JVMs that run tests. Not in Maven's JVM, where Surefire also loads
 * listeners to distribute the test classes among its forks.
 */
public final class BlockHoundInstaller implements LauncherSessionListener {
  private static final String DELAYED_WORK_QUEUE =
      "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue";
  private static final List<String> NETTY = List.of("io.netty.", "io.portprobe.shaded.io.netty.");

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (Boolean.getBoolean("portprobe.test.jvm")) {
      initializeSockets();
      BlockHound.install(
          BlockHoundInstaller::permitNetty,
          // The JDK's timers guard their queue by a lock that is held for microseconds. An error
          // thrown from its wait would leave the lock unusable, and end all timers of the JVM.
          builder ->
              builder
                  .allowBlockingCallsInside(DELAYED_WORK_QUEUE, "offer")
                  .allowBlockingCallsInside(DELAYED_WORK_QUEUE, "remove")
                  // A thread pool guards the list of its threads in the same way.
                  .allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "addWorker")
                  // A test that blocks an event loop on purpose.
                  .allowBlockingCallsInside(BlockedThread.class.getName(), "until"));
    }
  }

  /** Netty has another package in the packed jars. */
  private static void permitNetty(BlockHound.Builder builder) {
    for (String netty : NETTY) {
      String allocator = netty + "buffer.AdaptivePoolingAllocator";
      builder
          // Netty's allocator guards the memory that event loops share by a lock.
          .allowBlockingCallsInside(allocator + "$Magazine", "free")
          .allowBlockingCallsInside(allocator + "$MagazineGroup", "free")
          // A ring that closes waits for a wake-up that another thread is writing.
          .allowBlockingCallsInside(netty + "channel.uring.IoUringIoHandler", "closeWakeupGate");
    }
  }

  /** Their initializer reads a file. An error in it would end all sockets of the JVM. */
  private static void initializeSockets() {
    try {
      Class.forName("java.net.SocketImpl");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
