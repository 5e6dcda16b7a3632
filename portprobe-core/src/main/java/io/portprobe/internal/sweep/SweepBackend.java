package io.portprobe.internal.sweep;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.uring.IoUringIoHandler;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.internal.io.IoUringSupport;
import io.portprobe.internal.io.TransportLog;
import io.portprobe.internal.sweep.Sweep.Sink;
import org.jspecify.annotations.Nullable;

/**
 * The system interface of a sweep: creates event loops, and sweeps on them. Native code is loaded
 * only for the interface that is used.
 *
 * @param mode NIO, EPOLL or IO_URING
 */
record SweepBackend(IoMode mode) {
  private static final int RING_SIZE = 4096;

  /**
   * Returns the backend for a transport. With IO_URING, UDP runs on epoll: each refused datagram
   * leaves an error in the queue of its socket, which the ring reports again and again, and reused
   * sockets on epoll are as fast as C.
   *
   * @throws IllegalStateException if the mode is not available on this system
   */
  static SweepBackend of(IoMode mode, Transport transport) {
    IoMode chosen = choose(mode);
    boolean onEpoll = chosen == IoMode.IO_URING && transport == Transport.UDP;
    return new SweepBackend(onEpoll ? IoMode.EPOLL : chosen);
  }

  /** Returns a factory for the I/O handlers of event loops. */
  IoHandlerFactory handlers() {
    return switch (mode) {
      case IO_URING -> IoUringIoHandler.newFactory(RING_SIZE);
      case EPOLL -> EpollIoHandler.newFactory();
      default -> NioIoHandler.newFactory();
    };
  }

  /** Creates a sweep on a loop that {@link #handlers} serve. */
  Sweep sweep(IoEventLoop loop, Transport transport, int window, boolean byReset, Sink sink) {
    boolean tcp = transport == Transport.TCP;
    return switch (mode) {
      case IO_URING -> new UringTcpSweep(loop, window, byReset, sink);
      case EPOLL ->
          tcp
              ? new EpollTcpSweep(loop, window, byReset, sink)
              : new EpollUdpSweep(loop, window, sink);
      default ->
          tcp ? new NioTcpSweep(loop, window, byReset, sink) : new NioUdpSweep(loop, window, sink);
    };
  }

  /**
   * Returns the mode that serves here: NIO, EPOLL or IO_URING.
   *
   * @throws IllegalStateException if the mode is not available on this system
   */
  static IoMode choose(IoMode mode) {
    return switch (mode) {
      case NIO -> IoMode.NIO;
      case EPOLL -> loaded(mode, Epoll.unavailabilityCause());
      case IO_URING ->
          loaded(
              mode,
              Epoll.isAvailable()
                  ? IoUringSupport.unavailabilityCause()
                  : Epoll.unavailabilityCause());
      case AUTO, KQUEUE -> Epoll.isAvailable() ? bestOnLinux() : IoMode.NIO; // probes log why
    };
  }

  private static IoMode bestOnLinux() {
    Throwable unavailable = IoUringSupport.unavailabilityCause();
    if (unavailable == null) {
      return IoMode.IO_URING;
    }
    TransportLog.fallback("scans", "epoll", "io_uring", unavailable);
    return IoMode.EPOLL;
  }

  private static IoMode loaded(IoMode mode, @Nullable Throwable unavailable) {
    if (unavailable != null) {
      throw new IllegalStateException(
          "ioMode: " + mode + " is not available on this system", unavailable);
    }
    return mode;
  }
}
