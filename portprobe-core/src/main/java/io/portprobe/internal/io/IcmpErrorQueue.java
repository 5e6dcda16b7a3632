package io.portprobe.internal.io;

import io.portprobe.internal.net.QueuedError;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A reader of socket error queues (ip(7), IP_RECVERR), which contain the ICMP message that failed
 * an attempt. Thread-safe.
 */
public abstract class IcmpErrorQueue {
  IcmpErrorQueue() {}

  /**
   * Opens a reader: by io_uring, or by a system call where the kernel or a container forbids
   * io_uring. Empty if neither is possible; the log states why. Blocks while native code is loaded.
   */
  static Optional<IcmpErrorQueue> open(ClientThreads threads) {
    Throwable noRing = IoUringSupport.unavailabilityCause();
    if (noRing == null) {
      try {
        return Optional.of(RingErrorQueue.start(threads));
      } catch (RuntimeException e) { // no memory or descriptor for a ring
        noRing = e;
      }
    }
    try {
      Optional<RecvMsg> recvmsg = RecvMsg.link();
      if (recvmsg.isEmpty()) {
        TransportLog.noIcmpErrors(noRing, "needs JDK 22 or later");
      }
      return recvmsg.map(SystemCallErrorQueue::new);
    } catch (UnsupportedOperationException | IllegalCallerException | LinkageError e) {
      TransportLog.noIcmpErrors(noRing, TransportLog.why(e));
      return Optional.empty();
    }
  }

  /**
   * Removes the first error from the queue of a socket.
   *
   * @param descriptor of a socket that stays open until {@code then} is called
   * @param then receives the error, or empty if there is none, on any thread
   */
  public abstract void read(int descriptor, Consumer<Optional<QueuedError>> then);

  /** Stops the reader. Pending reads complete without an error. */
  abstract void shutDown();

  /**
   * Waits for the threads of the reader to terminate. Blocks.
   *
   * @param deadline when to stop waiting, in terms of {@link System#nanoTime}
   */
  abstract void awaitEnd(long deadline);
}
