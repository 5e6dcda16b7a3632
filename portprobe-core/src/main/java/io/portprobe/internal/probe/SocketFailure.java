package io.portprobe.internal.probe;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.portprobe.Transport;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.IcmpErrorQueue;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.net.FailureClassifier;
import io.portprobe.internal.net.FailureClassifier.Phase;
import io.portprobe.internal.net.QueuedError;
import io.portprobe.internal.net.Refusal;
import io.portprobe.internal.net.Verdict;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error of a connected or connecting socket, and the verdict that it proves. The ICMP message
 * that caused the error, if any, is read first from the error queue of the socket, which exists as
 * long as the socket is open. Confined to the event loop.
 */
final class SocketFailure {
  /** Receives the result, on the event loop. */
  interface Listener {
    /** The error is classified. */
    void onVerdict(Verdict verdict, Throwable cause);

    /** The error queue is no longer read, after {@link #abandon}, so the socket can be closed. */
    void onReleased();
  }

  private enum State {
    /** The reader of error queues is not available yet. */
    WAITING,
    /** The error queue is being read, so the descriptor must stay open. */
    READING,
    /** The result is not needed any more, but the error queue is still being read. */
    ABANDONED_WHILE_READING,
    /** Classified or abandoned. */
    ENDED
  }

  private final ClientEventLoops loops;
  private final EventLoop loop;
  private final Transport transport;
  private final Channel channel;
  private final Throwable error;
  private final @Nullable InetAddress localSender;
  private final Listener listener;
  private State state = State.WAITING;

  /**
   * Creates the failure of a socket.
   *
   * @param localSender the address from which this host sends ICMP errors to itself; null if it is
   *     the probed host
   */
  SocketFailure(
      AttemptContext context,
      Channel channel,
      Throwable error,
      @Nullable InetAddress localSender,
      Listener listener) {
    this.loops = context.loops();
    this.loop = context.loop();
    this.transport = context.settings().endpoint().transport();
    this.channel = channel;
    this.error = error;
    this.localSender = localSender;
    this.listener = listener;
  }

  /**
   * Starts to read the error queue.
   *
   * @param descriptor the descriptor of the socket
   */
  void read(int descriptor) {
    if (refusal() == Refusal.BY_RESET) { // no ICMP message is the cause
      LoopTasks.submit(loop, this::classifyWithoutQueue);
      return;
    }
    var unused = // its failure is handled right here
        loops
            .icmpErrors()
            .whenComplete(
                (queue, none) -> {
                  if (queue == null || queue.isEmpty()) {
                    LoopTasks.submit(loop, this::classifyWithoutQueue);
                  } else {
                    LoopTasks.submit(loop, () -> read(queue.get(), descriptor));
                  }
                });
  }

  /** Returns whether the socket must stay open. */
  boolean isReading() {
    return state == State.READING || state == State.ABANDONED_WHILE_READING;
  }

  /** Ends without a result. */
  void abandon() {
    if (state == State.READING) {
      state = State.ABANDONED_WHILE_READING;
    } else if (state == State.WAITING) {
      state = State.ENDED;
    }
  }

  /** Classifies an error whose error queue cannot be read, or not in time. */
  void classifyWithoutQueue() {
    if (state != State.WAITING && state != State.READING) {
      return;
    }
    abandon();
    listener.onVerdict(
        switch (refusal()) {
          case BY_RESET -> FailureClassifier.refusedByReset();
          case BY_ICMP -> FailureClassifier.refusedByIcmp();
          case UNKNOWN -> FailureClassifier.classify(transport, Phase.WAIT, error);
        },
        error);
  }

  private Refusal refusal() {
    boolean refused = Errno.of(error).filter(errno -> errno == Errno.ECONNREFUSED).isPresent();
    return refused && transport == Transport.TCP
        ? loops.backend().refusal(channel)
        : Refusal.UNKNOWN;
  }

  private void read(IcmpErrorQueue queue, int descriptor) {
    if (state == State.WAITING || state == State.READING) {
      state = State.READING;
      queue.read(descriptor, icmp -> LoopTasks.submit(loop, () -> onRead(queue, descriptor, icmp)));
    }
  }

  private void onRead(IcmpErrorQueue queue, int descriptor, Optional<QueuedError> icmp) {
    if (state == State.ABANDONED_WHILE_READING) {
      state = State.ENDED;
      listener.onReleased();
      return;
    }
    if (icmp.isPresent() && FailureClassifier.isPathMtu(icmp.get())) {
      read(queue, descriptor); // an earlier message, which was handled by sending again
      return;
    }
    state = State.ENDED;
    listener.onVerdict(
        icmp.isPresent()
            ? FailureClassifier.classify(transport, icmp.get(), error, localSender)
            : FailureClassifier.classifyWithoutIcmp(transport, Phase.WAIT, error),
        error);
  }
}
