package io.portprobe.internal.io;

import static io.portprobe.internal.net.LinuxConstants.MSG_DONTWAIT;
import static io.portprobe.internal.net.LinuxConstants.MSG_ERRQUEUE;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
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
 * A reader of error queues by io_uring. Netty's epoll has no call for it, but its io_uring accepts
 * any operation, so a small separate ring reads the queues of sockets that belong to other event
 * loops. Thread-safe.
 */
final class RingErrorQueue extends IcmpErrorQueue {
  private static final byte IORING_OP_RECVMSG = 10;
  private static final int RING_SIZE = 64;

  private final EventLoops group;
  private final IoEventLoop loop;
  private final IoRegistration registration;
  private final Map<Long, Pending> pending = new HashMap<>(); // confined to the loop
  private long lastId; // confined to the loop

  private record Pending(RecvErrMessage message, Consumer<Optional<QueuedError>> then) {}

  private RingErrorQueue(EventLoops group) {
    this.group = group;
    this.loop = group.next();
    this.registration = loop.register(new Completions()).syncUninterruptibly().getNow();
  }

  /**
   * Starts a ring.
   *
   * @throws RuntimeException if the kernel does not permit it, or this host lacks a resource for it
   */
  static RingErrorQueue start(ClientThreads threads) {
    return new RingErrorQueue(
        EventLoops.open(
            1,
            threads.named("portprobe-icmp"),
            IoUringIoHandler.newFactory(RING_SIZE),
            (loop, error) -> {}));
  }

  @Override
  public void read(int descriptor, Consumer<Optional<QueuedError>> then) {
    try {
      loop.execute(() -> submit(descriptor, then));
    } catch (RejectedExecutionException closed) {
      then.accept(Optional.empty());
    }
  }

  /** Stops the ring. Pending reads complete without an error. */
  @Override
  void shutDown() {
    group.shutDown();
  }

  @Override
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
