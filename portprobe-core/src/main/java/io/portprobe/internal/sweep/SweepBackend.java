package io.portprobe.internal.sweep;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.internal.sweep.Sweep.Sink;
import org.jspecify.annotations.Nullable;

/** Makes loops and sweeps on one system interface. Native kinds are loaded only when chosen. */
abstract class SweepBackend {
  private static final int RING_SIZE = 4096;

  abstract IoMode mode();

  abstract IoHandlerFactory handlers();

  abstract Sweep sweep(
      IoEventLoop loop, Transport transport, int window, boolean byReset, Sink sink);

  /**
   * The backend that serves a transport where a mode was chosen. UDP is on epoll where TCP is on
   * io_uring: each refusal leaves an error in the queue of its socket, of which the ring hears
   * again and again, and re-used sockets on epoll are as fast as C.
   *
   * @throws IllegalStateException if it does not load here
   */
  static SweepBackend of(IoMode mode, Transport transport) {
    return switch (mode) {
      case NIO -> new Nio();
      case EPOLL -> new OnEpoll();
      case IO_URING -> transport == Transport.TCP ? new OnIoUring() : new OnEpoll();
      case AUTO, KQUEUE -> of(choose(mode), transport);
    };
  }

  /**
   * What a mode comes to here.
   *
   * @throws IllegalStateException if it does not load here
   */
  static IoMode choose(IoMode mode) {
    boolean epoll = Epoll.isAvailable();
    return switch (mode) {
      case NIO -> IoMode.NIO;
      case EPOLL -> loaded(mode, Epoll.unavailabilityCause());
      case IO_URING ->
          loaded(mode, epoll ? IoUring.unavailabilityCause() : Epoll.unavailabilityCause());
      case AUTO, KQUEUE ->
          !epoll ? IoMode.NIO : IoUring.isAvailable() ? IoMode.IO_URING : IoMode.EPOLL;
    };
  }

  private static IoMode loaded(IoMode mode, @Nullable Throwable unavailable) {
    if (unavailable != null) {
      throw new IllegalStateException(
          "ioMode: " + mode + " (expected: one that loads here)", unavailable);
    }
    return mode;
  }

  private static final class Nio extends SweepBackend {
    @Override
    IoMode mode() {
      return IoMode.NIO;
    }

    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    Sweep sweep(IoEventLoop loop, Transport transport, int window, boolean byReset, Sink sink) {
      return transport == Transport.TCP
          ? new NioTcpSweep(loop, window, byReset, sink)
          : new NioUdpSweep(loop, window, sink);
    }
  }

  private static final class OnEpoll extends SweepBackend {
    @Override
    IoMode mode() {
      return IoMode.EPOLL;
    }

    @Override
    IoHandlerFactory handlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    Sweep sweep(IoEventLoop loop, Transport transport, int window, boolean byReset, Sink sink) {
      return transport == Transport.TCP
          ? new EpollTcpSweep(loop, window, byReset, sink)
          : new EpollUdpSweep(loop, window, sink);
    }
  }

  private static final class OnIoUring extends SweepBackend {
    @Override
    IoMode mode() {
      return IoMode.IO_URING;
    }

    @Override
    IoHandlerFactory handlers() {
      return IoUringIoHandler.newFactory(RING_SIZE);
    }

    @Override
    Sweep sweep(IoEventLoop loop, Transport transport, int window, boolean byReset, Sink sink) {
      return new UringTcpSweep(loop, window, byReset, sink);
    }
  }
}
