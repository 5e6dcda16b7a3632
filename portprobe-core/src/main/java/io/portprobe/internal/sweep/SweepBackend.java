package io.portprobe.internal.sweep;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import io.portprobe.IoMode;
import io.portprobe.Transport;
import io.portprobe.internal.sweep.Sweep.Sink;

/** Makes loops and sweeps on one system interface. Native kinds are loaded only when chosen. */
abstract class SweepBackend {
  abstract IoMode mode();

  abstract IoHandlerFactory handlers();

  abstract Sweep sweep(IoEventLoop loop, Transport transport, int window, Sink sink);

  /** The backend that serves a transport where a mode was asked for. */
  static SweepBackend of(IoMode mode, Transport transport) {
    throw new IllegalStateException("ioMode: " + mode + " " + transport);
  }

  /** What AUTO comes to here. */
  static IoMode best() {
    if (IoUring.isAvailable() && Epoll.isAvailable()) {
      return IoMode.IO_URING;
    }
    return Epoll.isAvailable() ? IoMode.EPOLL : IoMode.NIO;
  }
}
