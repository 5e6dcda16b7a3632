package io.portprobe.internal.probe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketProtocolFamily;
import io.portprobe.internal.io.ChannelBackend;
import io.portprobe.internal.net.FailureClassifier.Phase;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The socket of an attempt: creates, binds and connects it, replaces it after a connect to itself,
 * and closes it. Confined to the event loop.
 */
final class AttemptSocket {
  /**
   * Most connects of one attempt. A self-connect is rare, and a new ephemeral port avoids it, so
   * more than this is no coincidence.
   */
  static final int MOST_CONNECTS = 16;

  /** Creates the channel, and receives the events of the socket, on the event loop. */
  interface Listener {
    /** Creates the channel with its handlers, unregistered. */
    Channel newChannel(ChannelBackend backend, SocketProtocolFamily family);

    /** The channel was not created. {@link #open} may be called again. */
    void onNotCreated(RuntimeException error);

    /** The first connect begins. */
    void onFirstConnect();

    /** The first connect call has returned: the kernel has sent the request. */
    void onFirstConnectCalled();

    /** The socket is connected, and not to itself. */
    void onConnected(Channel connected);

    /** The socket was not bound or connected. It stays open until {@link #close}. */
    void onError(Throwable error);

    /** The socket connected to itself, and a new one would too. */
    void onSelfConnect(String what);

    /** A defect of portprobe. */
    void onInternalError(Throwable defect);

    /** The socket is closed, after {@link #close}. */
    void onClosed();
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
    /** Not needed any more: the attempt has its result or was aborted. It may still be open. */
    ENDED
  }

  private final EventLoop loop;
  private final ChannelBackend backend;
  private final InetSocketAddress remote;
  private final ProbeSettings.Sockets settings;
  private final Listener listener;
  private State state = State.SETUP;
  private @Nullable Channel channel;
  private Optional<InetSocketAddress> local = Optional.empty();
  private int connects;

  /** Whether the channel was closed before {@link #end}. */
  private boolean closedByPeer;

  AttemptSocket(
      EventLoop loop,
      ChannelBackend backend,
      InetSocketAddress remote,
      ProbeSettings.Sockets settings,
      Listener listener) {
    this.loop = loop;
    this.backend = backend;
    this.remote = remote;
    this.settings = settings;
    this.listener = listener;
  }

  /** Returns the local address, known once the socket connects. */
  Optional<InetSocketAddress> local() {
    return local;
  }

  /** Returns how often the socket, or one before it, was connected. */
  int connects() {
    return connects;
  }

  /** Returns the channel; null if it is closed. */
  @Nullable Channel channel() {
    return channel;
  }

  boolean isConnected() {
    return state == State.CONNECTED;
  }

  /** Returns whether {@link #end} was called. */
  boolean hasEnded() {
    return state == State.ENDED;
  }

  /** Returns the phase in which an error happens now. */
  Phase phase() {
    return switch (state) {
      case SETUP -> Phase.SETUP;
      case DIALING -> Phase.DIAL;
      default -> Phase.WAIT;
    };
  }

  // Opening

  /** Creates and connects the socket. */
  void open() {
    moveTo(State.SETUP);
    SocketProtocolFamily family =
        remote.getAddress() instanceof Inet4Address
            ? SocketProtocolFamily.INET
            : SocketProtocolFamily.INET6;
    Channel opened;
    try {
      opened = listener.newChannel(backend, family);
    } catch (RuntimeException e) { // Netty wraps the error of socket(2)
      listener.onNotCreated(e);
      return;
    }
    if (settings.sourcePort() != 0) {
      opened.config().setOption(ChannelOption.SO_REUSEADDR, true);
    }
    backend.keepIcmpErrors(opened, family);
    channel = opened;
    opened.closeFuture().addListener(closed -> onChannelClosed());
    loop.register(opened).addListener((ChannelFutureListener) this::onRegistered);
  }

  private void onRegistered(ChannelFuture registration) {
    Channel opened = registration.channel();
    if (!registration.isSuccess()) {
      listener.onError(registration.cause()); // Netty has closed the channel
      return;
    }
    if (state == State.ENDED) {
      closeNow();
      return;
    }
    InetAddress sourceAddress = settings.sourceAddress();
    if (sourceAddress == null && settings.sourcePort() == 0) {
      dial(opened);
      return;
    }
    InetAddress source = sourceAddress == null ? wildcard(remote.getAddress()) : sourceAddress;
    opened
        .bind(new InetSocketAddress(source, settings.sourcePort()))
        .addListener(
            bound -> {
              if (bound.isSuccess()) {
                dial(opened);
              } else {
                listener.onError(bound.cause());
              }
            });
  }

  private void dial(Channel opened) {
    if (state == State.ENDED) {
      return;
    }
    moveTo(State.DIALING);
    if (connects == 0) {
      listener.onFirstConnect();
    }
    connects++;
    ChannelFuture connecting = opened.connect(remote);
    if (connects == 1) {
      listener.onFirstConnectCalled();
    }
    if (!connecting.isDone()) {
      moveTo(State.CONNECTING);
      // The kernel chooses the local port when the connect begins.
      local = localAddress(opened);
    }
    connecting.addListener(
        done -> {
          if (state == State.ENDED) {
            return;
          }
          try {
            if (done.isSuccess()) {
              onDialed(opened);
            } else {
              listener.onError(done.cause());
            }
          } catch (RuntimeException | Error e) { // Netty would log it, and the probe would wait
            listener.onInternalError(e);
          }
        });
  }

  private void onDialed(Channel opened) {
    local = localAddress(opened);
    if (!local.equals(Optional.of(remote))) {
      moveTo(State.CONNECTED);
      listener.onConnected(opened);
    } else if (settings.sourcePort() != 0) {
      listener.onSelfConnect("source port equals the probed port on this host");
    } else if (connects >= MOST_CONNECTS) {
      listener.onSelfConnect("the socket connected to itself " + connects + " times");
    } else { // the kernel may pick a free port of this host as source port
      closeThen(this::openAgain);
    }
  }

  /** Reads the address of a channel, which keeps the wildcard address that it had before. */
  private static Optional<InetSocketAddress> localAddress(Channel opened) {
    return Optional.ofNullable((InetSocketAddress) opened.unsafe().localAddress());
  }

  private void openAgain() {
    if (state == State.ENDED) {
      listener.onClosed();
    } else {
      open();
    }
  }

  // Closing

  /** Closes the socket while the attempt continues by other means. */
  void closeThen(Runnable then) {
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

  /** Ends the use of the socket. The only event after this is {@link Listener#onClosed}. */
  void end() {
    moveTo(State.ENDED);
  }

  /**
   * Closes the socket after {@link #end}.
   *
   * @param inUse whether its descriptor is still read, so that a later call has to close it
   */
  void close(boolean inUse) {
    if (channel == null || !inUse) {
      closeNow();
    }
  }

  /** Closes below the pipeline, where nothing waits for a flush or a close_notify. */
  private void closeNow() {
    Channel open = channel;
    if (open != null && open.isRegistered()) {
      open.unsafe().close(open.voidPromise());
    } else if (closedByPeer) {
      closedByPeer = false;
      listener.onClosed();
    }
  }

  private void onChannelClosed() {
    if (channel == null) { // another socket takes its place
      return;
    }
    channel = null;
    if (state == State.ENDED) {
      listener.onClosed();
    } else {
      closedByPeer = true; // the dialogue may open another socket
    }
  }

  /** Changes the state. A socket that has ended stays so. */
  private void moveTo(State next) {
    if (state != State.ENDED) {
      state = next;
    }
  }

  private static InetAddress wildcard(InetAddress remote) {
    return new InetSocketAddress(remote instanceof Inet4Address ? "0.0.0.0" : "::", 0).getAddress();
  }
}
