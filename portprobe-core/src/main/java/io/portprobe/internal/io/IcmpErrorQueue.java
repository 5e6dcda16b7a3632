package io.portprobe.internal.io;

import static io.portprobe.internal.net.LinuxConstants.MSG_DONTWAIT;
import static io.portprobe.internal.net.LinuxConstants.MSG_ERRQUEUE;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoOps;
import io.portprobe.internal.net.QueuedError;
import io.portprobe.internal.net.RecvErrMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Reads the error queue of a socket (ip(7), IP_RECVERR): the very ICMP message that ended an
 * attempt. Netty's epoll has no call for it, its io_uring takes any operation, so a small ring of
 * its own does the reading, on sockets that belong to other event loops.
 */
public final class IcmpErrorQueue {
  private static final byte IORING_OP_RECVMSG = 10;
  private static final int RING_SIZE = 64;

  private final EventLoops group;
  private final IoEventLoop loop;
  private final IoRegistration registration;
  private final Map<Long, Pending> pending = new HashMap<>(); // on the loop only
  private long lastId; // on the loop only

  private record Pending(RecvErrMessage message, Consumer<Optional<QueuedError>> then) {}

  private IcmpErrorQueue(EventLoops group) {
    this.group = group;
    this.loop = group.next();
    this.registration = loop.register(new Completions()).syncUninterruptibly().getNow();
  }

  /** Opens a ring, if the kernel grants one. Blocks while native code is loaded. */
  static Optional<IcmpErrorQueue> open(EventLoopThreads threads) {
    if (!IoUring.isAvailable()) {
      return Optional.empty();
    }
    return Optional.of(
        new IcmpErrorQueue(
            EventLoops.open(
                1, threads.named("portprobe-icmp"), IoUringIoHandler.newFactory(RING_SIZE))));
  }

  /**
   * Takes the first error out of a socket's queue.
   *
   * @param descriptor of a socket that stays open until the answer
   * @param then gets the error, or nothing, on the thread of the ring
   */
  public void read(int descriptor, Consumer<Optional<QueuedError>> then) {
    try {
      loop.execute(() -> submit(descriptor, then));
    } catch (RejectedExecutionException closed) {
      then.accept(Optional.empty());
    }
  }

  void shutDown() {
    group.shutDown();
  }

  void awaitEnd(long deadline) {
    group.awaitEnd(deadline);
  }

  private void submit(int descriptor, Consumer<Optional<QueuedError>> then) {
    RecvErrMessage message = new RecvErrMessage();
    long id = ++lastId;
    pending.put(id, new Pending(message, then));
    long submitted =
        registration.submit(
            new IoUringIoOps(
                IORING_OP_RECVMSG,
                (byte) 0,
                (short) 0,
                descriptor,
                0L,
                message.address(),
                1,
                MSG_ERRQUEUE | MSG_DONTWAIT,
                id,
                (short) 0,
                (short) 0,
                0,
                0L));
    if (submitted < 0) {
      finish(id, -1);
    }
  }

  private void finish(long id, int result) {
    Pending done = pending.remove(id);
    if (done == null) {
      return;
    }
    Optional<QueuedError> error = Optional.empty();
    try {
      error = result < 0 ? Optional.empty() : done.message().error();
    } finally {
      done.message().free();
      done.then().accept(error);
    }
  }

  private final class Completions implements IoUringIoHandle {
    @Override
    public void handle(IoRegistration ignored, IoEvent event) {
      IoUringIoEvent completion = (IoUringIoEvent) event;
      finish(completion.userData(), completion.res());
    }

    @Override
    public void close() {
      Map.copyOf(pending).keySet().forEach(id -> finish(id, -1));
    }
  }
}
