package io.portprobe.internal.io;

import static io.portprobe.internal.net.LinuxConstants.MSG_DONTWAIT;
import static io.portprobe.internal.net.LinuxConstants.MSG_ERRQUEUE;

import io.portprobe.internal.net.QueuedError;
import io.portprobe.internal.net.RecvErrMessage;
import java.util.Optional;
import java.util.function.Consumer;

/** A reader of error queues by recvmsg(2), which does not wait. Thread-safe. */
final class SystemCallErrorQueue extends IcmpErrorQueue {
  private final RecvMsg recvmsg;

  SystemCallErrorQueue(RecvMsg recvmsg) {
    this.recvmsg = recvmsg;
  }

  @Override
  public void read(int descriptor, Consumer<Optional<QueuedError>> then) {
    then.accept(read(descriptor));
  }

  private Optional<QueuedError> read(int descriptor) {
    RecvErrMessage message = new RecvErrMessage();
    try {
      long result = recvmsg.call(descriptor, message.address(), MSG_ERRQUEUE | MSG_DONTWAIT);
      return result < 0 ? Optional.empty() : message.error();
    } finally {
      message.free();
    }
  }

  @Override
  void shutDown() {} // nothing is open

  @Override
  void awaitEnd(long deadline) {} // no thread was started
}
