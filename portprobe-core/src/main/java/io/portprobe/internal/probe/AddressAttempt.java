package io.portprobe.internal.probe;

import io.netty.channel.Channel;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The probe of one address: ends exactly once, with an answer or a local failure, and closes its
 * socket. Confined to the event loop.
 */
abstract class AddressAttempt {
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

  final AttemptContext context;
  final ProbeSettings settings;
  final EventLoop loop;
  final InetSocketAddress remote;
  final Listener listener;
  final AttemptSocket socket;
  private final Transport transport;
  private final AttemptTimes times;
  private @Nullable SocketFailure failure;

  AddressAttempt(AttemptContext context, InetSocketAddress remote, Listener listener) {
    this.context = context;
    this.times = new AttemptTimes(context.beganNanos(), System::nanoTime);
    this.settings = context.settings();
    this.loop = context.loop();
    this.remote = remote;
    this.listener = listener;
    this.transport = settings.endpoint().transport();
    this.socket =
        new AttemptSocket(
            loop, context.loops().backend(), remote, settings.sockets(), new SocketEvents());
  }

  /** Creates the channel with its handlers, unregistered. */
  abstract Channel newChannel(ChannelBackend backend, SocketProtocolFamily family);

  /** Called when the socket is connected, and not to itself. */
  abstract void onConnected(Channel connected);

  /** Called when the deadline expires while the socket is connected. */
  abstract void expireConnected();

  /** Returns how often the attempt has sent: the number of connects, unless it sends datagrams. */
  int sends() {
    return socket.connects();
  }

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

  /** Opens a socket and connects it. */
  final void start() {
    socket.open();
  }

  /** Continues with each event of the socket. */
  private final class SocketEvents implements AttemptSocket.Listener {
    @Override
    public Channel newChannel(ChannelBackend backend, SocketProtocolFamily family) {
      return AddressAttempt.this.newChannel(backend, family);
    }

    @Override
    public void onNotCreated(RuntimeException error) {
      if (Errno.of(error).filter(Errno::isShortage).isPresent()) {
        listener.onShortage(
            AddressAttempt.this,
            FailureClassifier.classify(transport, Phase.SETUP, error).evidence(),
            error);
        return;
      }
      endWithError(error);
      onClosed();
    }

    @Override
    public void onFirstConnect() {
      times.markStarted();
    }

    @Override
    public void onFirstConnectCalled() {
      times.markSent();
    }

    @Override
    public void onConnected(Channel connected) {
      if (transport == Transport.TCP) {
        listener.onConnected(AddressAttempt.this, times.sinceStart());
      }
      AddressAttempt.this.onConnected(connected);
      if (transport == Transport.UDP) {
        times.markSent();
      }
    }

    @Override
    public void onError(Throwable error) {
      onSocketError(error);
    }

    @Override
    public void onSelfConnect(String what) {
      endLocally(what, null);
    }

    @Override
    public void onInternalError(Throwable defect) {
      endWithInternalError(defect);
    }

    @Override
    public void onClosed() {
      listener.onSocketsClosed(AddressAttempt.this);
    }
  }

  /** Ends the attempt with what is known at the deadline. */
  final void expire() {
    if (isOver()) {
      return;
    }
    if (failure != null) { // the error queue was not read in time
      failure.classifyWithoutQueue();
    } else if (socket.isConnected()) {
      expireConnected();
    } else if (hadTooLittleTime()) {
      endWithTooLittleTime();
    } else {
      answer(Verdict.Answer.silence(transport, silence()), null);
    }
  }

  final void endWithTooLittleTime() {
    endLocally(
        "no response in the short time that name resolution, a wait for a free socket or a busy"
            + " host left before the deadline",
        null);
  }

  /** Returns whether silence proves nothing, since the socket connected shortly before now. */
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
        || socket.local().filter(source -> target.equals(source.getAddress())).isPresent();
  }

  /** Ends the attempt without a result, and closes the socket at once. */
  void abort() {
    markOver();
    closeNow();
  }

  /** Returns whether the listener has the result, or the attempt was aborted. */
  final boolean isOver() {
    return socket.hasEnded();
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
    markOver();
    listener.onAnswer(
        this,
        new DefaultAttempt(
            remote,
            socket.local(),
            verdict.state(),
            verdict.reason(),
            verdict.evidence(),
            verdict.icmp(),
            times.started(),
            times.untilAnswered(),
            sends(),
            closedAfter(),
            Optional.ofNullable(dialogue),
            dialogue == null ? firstBytes() : dialogue.firstBytes()));
    closeNow();
  }

  /** Ends the attempt by a defect of portprobe. */
  final void endWithInternalError(Throwable defect) {
    if (!isOver()) {
      markOver();
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
    Channel open = socket.channel();
    OptionalInt descriptor =
        socket.phase() == Phase.WAIT && open != null
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
    return isOnThisHost() ? null : socket.local().map(InetSocketAddress::getAddress).orElse(null);
  }

  /** Ends the attempt by an error, without looking for its ICMP message. */
  private void endWithError(Throwable error) {
    Phase phase = socket.phase();
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
      markOver();
      listener.onLocalFault(this, verdict.evidence(), cause);
      closeNow();
    }
  }

  private void markOver() {
    socket.end();
    if (failure != null) {
      failure.abandon();
    }
  }

  private void closeNow() {
    socket.close(failure != null && failure.isReading());
  }
}
