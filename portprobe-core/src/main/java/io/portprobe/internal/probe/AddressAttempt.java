package io.portprobe.internal.probe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketProtocolFamily;
import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.internal.io.ChannelBackend;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.net.FailureClassifier;
import io.portprobe.internal.net.FailureClassifier.Phase;
import io.portprobe.internal.net.LocalRoutes;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.net.Verdicts;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The probe of one address: owns the socket, and ends exactly once, with an answer or a local
 * failure. Confined to the event loop.
 */
abstract class AddressAttempt {
  /**
   * Most connects of one attempt. A self-connect is rare, and a new ephemeral port avoids it, so
   * more than this is no coincidence.
   */
  static final int MOST_CONNECTS = 16;

  /** Receives the events of an attempt, on the event loop. The first three exclude each other. */
  interface Listener {
    /** The TCP handshake completed. */
    default void onConnected(AddressAttempt attempt, Duration time) {}

    /** The attempt ended with a state of the port. */
    void onAnswer(AddressAttempt attempt, Attempt answer);

    /** The attempt ended because this host could not probe. */
    void onLocalFault(AddressAttempt attempt, String what, @Nullable Throwable cause);

    /**
     * This host has no descriptor or memory for the socket of the attempt. {@link #start} opens it
     * as soon as there is one.
     */
    void onShortage(AddressAttempt attempt, String what, Throwable cause);

    /** The attempt ended by a defect of portprobe, which must not be reported as a state. */
    void onInternalError(AddressAttempt attempt, Throwable defect);

    /** The attempt has no open socket any more. */
    void onSocketsClosed(AddressAttempt attempt);
  }

  private enum State {
    /** Creating or binding the socket. */
    SETUP,
    /** Inside the connect call. */
    DIALING,
    /** Waiting for the network. */
    CONNECTING,
    /** Connected, and not to itself. */
    CONNECTED,
    /** The listener has the result, or the attempt was aborted. */
    ENDED
  }

  final AttemptContext context;
  final ProbeSettings settings;
  final EventLoop loop;
  final InetSocketAddress remote;
  final Listener listener;
  private final Transport transport;
  private final AttemptTimes times = new AttemptTimes();
  private State state = State.SETUP;
  private @Nullable Channel channel;
  private @Nullable SocketFailure failure;
  private Optional<InetSocketAddress> local = Optional.empty();

  /** Whether the socket was closed before the attempt ended. */
  private boolean closedByPeer;

  int sent;

  AddressAttempt(AttemptContext context, InetSocketAddress remote, Listener listener) {
    this.context = context;
    this.settings = context.settings();
    this.loop = context.loop();
    this.remote = remote;
    this.listener = listener;
    this.transport = settings.endpoint().transport();
  }

  /** Creates the channel with its handlers, unregistered. */
  abstract Channel newChannel(ChannelBackend backend, SocketProtocolFamily family);

  /** Called when the socket is connected, and not to itself. */
  abstract void onConnected(Channel connected);

  /** Called when the deadline expires while the socket is connected. */
  abstract void expireConnected();

  /** Called when the peer accepted and reset the connection before the socket reported either. */
  void markReset() {}

  /** Returns the first bytes received without a dialogue. */
  ByteBuffer firstBytes() {
    return ByteBuffer.allocate(0);
  }

  /** Returns how long after the handshake the peer closed the connection, if it did. */
  Optional<Duration> closedAfter() {
    return Optional.empty();
  }

  /** Opens a socket and connects it, after a wait for a free socket. */
  final void startAfterWait() {
    times.markWaited();
    start();
  }

  /** Opens a socket and connects it. */
  final void start() {
    moveTo(State.SETUP);
    SocketProtocolFamily family =
        remote.getAddress() instanceof Inet4Address
            ? SocketProtocolFamily.INET
            : SocketProtocolFamily.INET6;
    ChannelBackend backend = context.loops().backend();
    Channel opened;
    try {
      opened = newChannel(backend, family);
    } catch (RuntimeException e) { // Netty wraps the error of socket(2)
      if (Errno.of(e).filter(Errno::isShortage).isPresent()) {
        listener.onShortage(
            this, FailureClassifier.classify(transport, Phase.SETUP, e).evidence(), e);
        return;
      }
      endWithError(e);
      listener.onSocketsClosed(this);
      return;
    }
    if (settings.sockets().sourcePort() != 0) {
      opened.config().setOption(ChannelOption.SO_REUSEADDR, true);
    }
    backend.keepIcmpErrors(opened, family);
    channel = opened;
    opened.closeFuture().addListener(closed -> onChannelClosed());
    loop.register(opened).addListener((ChannelFutureListener) this::onRegistered);
  }

  /** Ends the attempt with what is known at the deadline. */
  final void expire() {
    if (isOver()) {
      return;
    }
    if (failure != null) { // the error queue was not read in time
      failure.classifyWithoutQueue();
    } else if (state == State.CONNECTED) {
      expireConnected();
    } else if (hadTooLittleTime()) {
      endWithTooLittleTime();
    } else {
      answer(Verdict.Answer.silence(transport, silence()), null);
    }
  }

  final void endWithTooLittleTime() {
    endLocally("no socket was free until shortly before the deadline", null);
  }

  /** Returns whether silence proves nothing, since the attempt waited for its socket until now. */
  final boolean hadTooLittleTime() {
    return times.hadTooLittleTime();
  }

  /** Returns what no response means: a connect to this host has few reasons to get none. */
  private String silence() {
    return transport == Transport.TCP && isOnThisHost()
        ? "no response until the deadline: on this host the accept queue of the listening socket is"
            + " full, or a packet filter drops the packets"
        : "no response until the deadline" + unseen();
  }

  private String unseen() {
    return context.loops().backend().receivesIcmpErrors() ? "" : Verdicts.UNSEEN_CONNECT_ON_NIO;
  }

  private boolean isOnThisHost() {
    InetAddress target = remote.getAddress();
    return target.isLoopbackAddress()
        || local.filter(source -> target.equals(source.getAddress())).isPresent();
  }

  /** Ends the attempt without a result, and closes the socket at once. */
  void abort() {
    moveTo(State.ENDED);
    closeNow();
  }

  /** Returns the local address, known once the socket is connected. */
  final Optional<InetSocketAddress> local() {
    return local;
  }

  final boolean isOver() {
    return state == State.ENDED;
  }

  /** Records the time at which the state became known; a dialogue may continue afterwards. */
  final void markAnswered() {
    times.markAnswered();
  }

  /** Ends the attempt with a state of the port. */
  final void answer(Verdict.Answer verdict, @Nullable DialogueReport dialogue) {
    if (isOver()) {
      return;
    }
    markAnswered();
    moveTo(State.ENDED);
    listener.onAnswer(
        this,
        new DefaultAttempt(
            remote,
            local,
            verdict.state(),
            verdict.reason(),
            verdict.evidence(),
            verdict.icmp(),
            times.started(),
            times.untilAnswered(),
            sent,
            closedAfter(),
            Optional.ofNullable(dialogue),
            dialogue == null ? firstBytes() : dialogue.firstBytes()));
    closeNow();
  }

  /** Ends the attempt by a defect of portprobe. */
  final void endWithInternalError(Throwable defect) {
    if (!isOver()) {
      moveTo(State.ENDED);
      listener.onInternalError(this, defect);
      closeNow();
    }
  }

  /** Handles an error of the socket. */
  final void onSocketError(Throwable error) {
    if (isOver() || failure != null) {
      return;
    }
    markAnswered(); // what follows takes time on this host only
    Channel open = channel;
    OptionalInt descriptor =
        phase() == Phase.WAIT && open != null
            ? context.loops().backend().descriptor(open)
            : OptionalInt.empty();
    if (open == null || descriptor.isEmpty()) {
      endWithError(error);
      return;
    }
    SocketFailure failed =
        new SocketFailure(context, open, error, localSender(), new FailureResult());
    failure = failed;
    failed.read(descriptor.getAsInt());
  }

  /** Returns whether the peer or a router has responded, and this host still reads the reason. */
  final boolean isReadingReason() {
    return failure != null && !isOver();
  }

  /** Ends the attempt by a classified error, and closes the socket when its queue is read. */
  private final class FailureResult implements SocketFailure.Listener {
    @Override
    public void onVerdict(Verdict verdict, Throwable cause) {
      end(verdict, cause);
    }

    @Override
    public void onReleased() {
      closeNow();
    }
  }

  /** Returns the address from which this host sends ICMP errors to itself, unless it is probed. */
  private @Nullable InetAddress localSender() {
    return isOnThisHost() ? null : local.map(InetSocketAddress::getAddress).orElse(null);
  }

  /** Ends the attempt by an error, without looking for its ICMP message. */
  private void endWithError(Throwable error) {
    Phase phase = phase();
    Throwable precise = phase == Phase.DIAL ? LocalRoutes.precise(error, remote) : error;
    end(FailureClassifier.classify(transport, phase, precise), precise);
  }

  /** Ends the attempt because this host could not probe. */
  final void endLocally(String what, @Nullable Throwable cause) {
    end(new Verdict.LocalFault(what), cause);
  }

  private void end(Verdict verdict, @Nullable Throwable cause) {
    if (isOver()) {
      return;
    }
    if (verdict instanceof Verdict.Answer answer) {
      if (answer.reason() == Reason.ACCEPTED) {
        markReset();
      }
      answer(answer, null);
    } else {
      moveTo(State.ENDED);
      listener.onLocalFault(this, verdict.evidence(), cause);
      closeNow();
    }
  }

  private void onRegistered(ChannelFuture registration) {
    Channel opened = registration.channel();
    if (!registration.isSuccess()) {
      endWithError(registration.cause()); // Netty has closed the channel
      return;
    }
    if (isOver()) {
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
            ? new InetSocketAddress(wildcard(remote.getAddress()), settings.sockets().sourcePort())
            : new InetSocketAddress(sourceAddress, settings.sockets().sourcePort());
    opened
        .bind(source)
        .addListener(
            bound -> {
              if (bound.isSuccess()) {
                dial(opened);
              } else {
                endWithError(bound.cause());
              }
            });
  }

  private void dial(Channel opened) {
    if (isOver()) {
      return;
    }
    moveTo(State.DIALING);
    if (sent == 0) { // else it connects again, after a connect to itself
      times.markStarted();
    }
    sent += transport == Transport.TCP ? 1 : 0;
    ChannelFuture connecting = opened.connect(remote);
    if (!connecting.isDone()) {
      moveTo(State.CONNECTING);
      // The kernel chooses the local port when the connect begins.
      local = Optional.ofNullable((InetSocketAddress) opened.localAddress());
    }
    connecting.addListener(
        done -> {
          if (isOver()) {
            return;
          }
          try {
            if (done.isSuccess()) {
              onDialed(opened);
            } else {
              onSocketError(done.cause());
            }
          } catch (RuntimeException | Error e) { // Netty would log it, and the probe would wait
            endWithInternalError(e);
          }
        });
  }

  private void onDialed(Channel opened) {
    InetSocketAddress source = (InetSocketAddress) opened.localAddress();
    local = Optional.ofNullable(source);
    if (!remote.equals(source)) {
      moveTo(State.CONNECTED);
      if (transport == Transport.TCP) {
        listener.onConnected(this, times.sinceStart());
      }
      onConnected(opened);
    } else if (settings.sockets().sourcePort() != 0) {
      endLocally("source port equals the probed port on this host", null);
    } else if (sent >= MOST_CONNECTS) {
      endLocally("the socket connected to itself " + sent + " times", null);
    } else {
      retryAfterSelfConnect(opened);
    }
  }

  /** The kernel may pick a free port of this host as source port, so that the socket answers. */
  private void retryAfterSelfConnect(Channel opened) {
    channel = null;
    if (transport == Transport.UDP) {
      sent++;
    }
    opened.closeFuture().addListener(closed -> retry());
    opened.unsafe().close(opened.voidPromise());
  }

  private void retry() {
    if (isOver()) {
      listener.onSocketsClosed(this);
    } else {
      start();
    }
  }

  /** Closes the socket while the attempt continues by other means. */
  final void closeSocket(Runnable then) {
    Channel open = channel;
    channel = null;
    if (open == null) { // the peer closed it before
      closedByPeer = false;
      then.run();
      return;
    }
    open.closeFuture().addListener(closed -> then.run());
    open.unsafe().close(open.voidPromise());
  }

  private void onChannelClosed() {
    if (channel == null) { // another socket takes its place
      return;
    }
    channel = null;
    if (isOver()) {
      listener.onSocketsClosed(this);
    } else {
      closedByPeer = true; // the dialogue may open another socket
    }
  }

  /** Closes below the pipeline, where nothing waits for a flush or a close_notify. */
  private void closeNow() {
    Channel open = channel;
    if (open != null && open.isRegistered() && (failure == null || !failure.isReading())) {
      open.unsafe().close(open.voidPromise());
    } else if (closedByPeer) {
      closedByPeer = false;
      listener.onSocketsClosed(this);
    }
  }

  private Phase phase() {
    return switch (state) {
      case SETUP -> Phase.SETUP;
      case DIALING -> Phase.DIAL;
      default -> Phase.WAIT;
    };
  }

  /** Changes the state. An attempt that has ended stays so. */
  private void moveTo(State next) {
    if (isOver()) {
      return;
    }
    state = next;
    if (next == State.ENDED && failure != null) {
      failure.abandon();
    }
  }

  private static InetAddress wildcard(InetAddress remote) {
    return new InetSocketAddress(remote instanceof Inet4Address ? "0.0.0.0" : "::", 0).getAddress();
  }
}
