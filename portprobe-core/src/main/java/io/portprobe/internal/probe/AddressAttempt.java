package io.portprobe.internal.probe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketProtocolFamily;
import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.Transport;
import io.portprobe.internal.io.ChannelBackend;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.IcmpErrorQueue;
import io.portprobe.internal.net.FailureClassifier;
import io.portprobe.internal.net.FailureClassifier.Phase;
import io.portprobe.internal.net.QueuedError;
import io.portprobe.internal.net.Verdict;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One address of one probe: owns the socket and ends exactly once, with an answer or a fault of
 * this machine. Everything runs on one event loop.
 */
abstract class AddressAttempt {
  /**
   * A self-connect is rare and each new ephemeral port escapes it; more than this is no accident.
   */
  static final int MOST_TRIES = 16;

  /** Who wants to know. Called on the loop, once each: how it ended, and that no socket is left. */
  interface Owner {
    void answered(AddressAttempt attempt, Attempt answer);

    void faulted(AddressAttempt attempt, String what, @Nullable Throwable cause);

    void socketsClosed(AddressAttempt attempt);

    void broken(AddressAttempt attempt, Throwable defect);

    /** Why an address may not be asked over a transport. */
    Optional<String> denial(Transport transport, InetSocketAddress address);
  }

  final ProbeSettings settings;
  final InetSocketAddress remote;
  final EventLoop loop;
  final ClientEventLoops loops;
  final Owner owner;
  private final Transport transport;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();

  private @Nullable Channel channel;
  private Phase phase = Phase.SETUP;
  private @Nullable Throwable failure;
  private Optional<InetSocketAddress> local = Optional.empty();
  private long answeredNanos = -1;
  private boolean dialled;
  private boolean readingQueue;
  private boolean over;
  int sent;

  AddressAttempt(
      ProbeSettings settings,
      InetSocketAddress remote,
      EventLoop loop,
      ClientEventLoops loops,
      Owner owner) {
    this.settings = settings;
    this.remote = remote;
    this.loop = loop;
    this.loops = loops;
    this.owner = owner;
    this.transport = settings.endpoint().transport();
  }

  /** Makes the unregistered channel, with its handlers. */
  abstract Channel newChannel(ChannelBackend backend, SocketProtocolFamily family);

  /** The socket is connected, and not to itself. */
  abstract void connected(Channel connected);

  /** The deadline came while the socket was connected. */
  abstract void expireConnected();

  final void start() {
    SocketProtocolFamily family =
        remote.getAddress() instanceof Inet4Address
            ? SocketProtocolFamily.INET
            : SocketProtocolFamily.INET6;
    phase = Phase.SETUP;
    dialled = false;
    Channel opened;
    try {
      opened = newChannel(loops.backend(), family);
    } catch (RuntimeException e) { // Netty wraps the error of socket(2)
      fault(e);
      owner.socketsClosed(this);
      return;
    }
    if (settings.sockets().sourcePort() != 0) {
      opened.config().setOption(ChannelOption.SO_REUSEADDR, true);
    }
    loops.backend().keepIcmpErrors(opened, family);
    channel = opened;
    opened.closeFuture().addListener(closed -> channelClosed());
    loop.register(opened).addListener((ChannelFutureListener) this::registered);
  }

  /** The deadline came: what is known now is the answer. */
  final void expire() {
    if (over) {
      return;
    }
    if (failure != null) {
      conclude(
          FailureClassifier.classify(transport, phase, failure)); // the queue was not read in time
    } else if (dialled) {
      expireConnected();
    } else {
      answer(Verdict.Answer.silence(transport, "no answer until the deadline"), null);
    }
  }

  /** The probe was cancelled, or its client closed: the socket goes at once. */
  void abort() {
    over = true;
    closeNow();
  }

  final boolean isOver() {
    return over;
  }

  /** Marks the time at which the state became known; a dialogue may go on behind it. */
  final void markAnswered() {
    if (answeredNanos < 0) {
      answeredNanos = System.nanoTime();
    }
  }

  final void answer(Verdict.Answer verdict, @Nullable DialogueReport dialogue) {
    if (over) {
      return;
    }
    markAnswered();
    over = true;
    owner.answered(
        this,
        new DefaultAttempt(
            remote,
            local,
            verdict.state(),
            verdict.reason(),
            verdict.evidence(),
            verdict.icmp(),
            started,
            Duration.ofNanos(answeredNanos - startedNanos),
            sent,
            Optional.ofNullable(dialogue)));
    closeNow();
  }

  final void fault(Throwable cause) {
    conclude(FailureClassifier.classify(transport, phase, cause), cause);
  }

  /** A defect of portprobe: told to the caller, not hidden behind a state. */
  final void broken(Throwable defect) {
    if (!over) {
      over = true;
      owner.broken(this, defect);
      closeNow();
    }
  }

  final void fault(String what) {
    conclude(new Verdict.LocalFault(what), null);
  }

  /**
   * The socket reported an error. The ICMP message behind it, if there is one, is in the error
   * queue of the socket, which lives as long as the socket is open.
   */
  final void failed(Throwable cause) {
    if (over || failure != null) {
      return;
    }
    OptionalInt descriptor = OptionalInt.empty();
    if (phase == Phase.WAIT && channel != null) {
      descriptor = loops.backend().descriptor(channel);
    }
    if (descriptor.isEmpty()) {
      fault(cause);
      return;
    }
    failure = cause;
    int socket = descriptor.getAsInt();
    var unused = // its failure is handled right here
        loops
            .icmpErrors()
            .whenComplete(
                (queue, none) -> {
                  if (queue == null || queue.isEmpty()) {
                    loop.execute(
                        () -> conclude(FailureClassifier.classify(transport, phase, cause)));
                  } else {
                    loop.execute(() -> readQueue(queue.get(), socket));
                  }
                });
  }

  private void readQueue(IcmpErrorQueue queue, int socket) {
    if (!over) {
      readingQueue = true; // the descriptor must not go to somebody else meanwhile
      queue.read(socket, error -> loop.execute(() -> queueRead(error)));
    }
  }

  private void queueRead(Optional<QueuedError> error) {
    readingQueue = false;
    if (over) {
      closeNow();
      return;
    }
    Throwable cause = Objects.requireNonNull(failure, "failure");
    Verdict verdict =
        error.isPresent()
            ? FailureClassifier.classify(transport, error.get(), cause)
            : FailureClassifier.classifyWithoutIcmp(transport, phase, cause);
    conclude(verdict);
  }

  private void conclude(Verdict verdict) {
    conclude(verdict, failure);
  }

  private void conclude(Verdict verdict, @Nullable Throwable cause) {
    if (over) {
      return;
    }
    if (verdict instanceof Verdict.Answer answer) {
      answer(answer, null);
    } else if (verdict instanceof Verdict.LocalFault fault) {
      over = true;
      owner.faulted(this, fault.evidence(), cause);
      closeNow();
    }
  }

  private void registered(ChannelFuture registration) {
    Channel opened = registration.channel();
    if (!registration.isSuccess()) {
      fault(registration.cause()); // Netty has closed the channel
      return;
    }
    if (over) {
      closeNow();
      return;
    }
    InetAddress sourceAddress = settings.sockets().sourceAddress();
    if (sourceAddress == null && settings.sockets().sourcePort() == 0) {
      dial(opened);
      return;
    }
    InetSocketAddress source =
        sourceAddress == null
            ? new InetSocketAddress(anyOf(remote.getAddress()), settings.sockets().sourcePort())
            : new InetSocketAddress(sourceAddress, settings.sockets().sourcePort());
    opened
        .bind(source)
        .addListener(
            bound -> {
              if (bound.isSuccess()) {
                dial(opened);
              } else {
                fault(bound.cause());
              }
            });
  }

  private void dial(Channel opened) {
    if (over) {
      return;
    }
    phase = Phase.DIAL;
    sent += transport == Transport.TCP ? 1 : 0;
    ChannelFuture connecting = opened.connect(remote);
    if (!connecting.isDone()) {
      phase = Phase.WAIT;
      // The port is chosen when the connection attempt begins.
      local = Optional.ofNullable((InetSocketAddress) opened.localAddress());
    }
    connecting.addListener(
        done -> {
          if (over) {
            return;
          }
          try {
            if (done.isSuccess()) {
              phase = Phase.WAIT;
              dialled(opened);
            } else {
              failed(done.cause());
            }
          } catch (RuntimeException | Error e) { // Netty would log it, and the probe would wait
            broken(e);
          }
        });
  }

  private void dialled(Channel opened) {
    InetSocketAddress mine = (InetSocketAddress) opened.localAddress();
    local = Optional.ofNullable(mine);
    if (!remote.equals(mine)) {
      dialled = true;
      connected(opened);
    } else if (settings.sockets().sourcePort() != 0) {
      fault("the source port is the very port that is asked about");
    } else if (sent >= MOST_TRIES) {
      fault("the socket was connected to itself " + sent + " times");
    } else {
      selfConnected(opened);
    }
  }

  /** On this machine a port nobody has may be picked as the source port, and so answer itself. */
  private void selfConnected(Channel opened) {
    channel = null;
    if (transport == Transport.UDP) {
      sent++;
    }
    opened.closeFuture().addListener(closed -> tryAgain());
    opened.unsafe().close(opened.voidPromise());
  }

  private void tryAgain() {
    if (over) {
      owner.socketsClosed(this);
    } else {
      start();
    }
  }

  /** Lets the socket go, while the attempt goes on by other means. */
  final void letGo(Runnable then) {
    Channel open = Objects.requireNonNull(channel, "channel");
    channel = null;
    open.closeFuture().addListener(closed -> then.run());
    open.unsafe().close(open.voidPromise());
  }

  private void channelClosed() {
    if (channel != null) { // else another try takes its place
      channel = null;
      owner.socketsClosed(this);
    }
  }

  /** Closes below the pipeline, where nothing waits for a flush or a close_notify. */
  private void closeNow() {
    Channel open = channel;
    if (open != null && open.isRegistered() && !readingQueue) {
      open.unsafe().close(open.voidPromise());
    }
  }

  private static InetAddress anyOf(InetAddress remote) {
    return new InetSocketAddress(remote instanceof Inet4Address ? "0.0.0.0" : "::", 0).getAddress();
  }
}
