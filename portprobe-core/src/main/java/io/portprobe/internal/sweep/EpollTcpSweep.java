package io.portprobe.internal.sweep;

import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.net.LocalRoutes;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A sweep of TCP connects on epoll. A socket connects again and again: Linux disconnects a refused
 * or an accepted one when it connects to AF_UNSPEC, connect(2). For an accepted one it sends RST,
 * so that no TIME_WAIT remains; if the caller does not want the RST, an accepted socket is closed
 * instead.
 */
final class EpollTcpSweep extends EpollSweep {
  private static final EpollIoOps WRITABLE_EDGE = EpollIoOps.EPOLLOUT.with(EpollIoOps.EPOLLET);

  private final RefusalCheck refusals = new RefusalCheck(System.nanoTime());
  private final boolean byReset;

  EpollTcpSweep(IoEventLoop loop, int window, boolean byReset, Sink sink) {
    super(loop, window, WRITABLE_EDGE, sink);
    this.byReset = byReset;
  }

  @Override
  EpollSlot newSlot(boolean ipv6) {
    return new Connection(LinuxSocket.newSocketStream(ipv6), ipv6);
  }

  private final class Connection extends EpollSlot {
    Connection(LinuxSocket socket, boolean ipv6) {
      super(socket, ipv6);
    }

    @Override
    void dial(SweepProbe next) {
      InetSocketAddress target = new InetSocketAddress(next.target(), next.port);
      startTimer(next);
      try {
        if (socket.connect(target)) {
          accepted(next);
          return;
        }
        int error = earlyError();
        if (error != 0) {
          finish(error, false);
        }
      } catch (IOException e) {
        Errno errno = Errno.of(LocalRoutes.precise(e, target)).orElse(Errno.EIO);
        finish(errno.number(), !errno.mayComeFromPeer());
      }
    }

    @Override
    void onEvent(SweepProbe current, EpollIoOps ops) {
      try {
        if (ops.contains(EpollIoOps.EPOLLERR)) {
          int error = socket.getSoError();
          if (error != 0) { // else it is the edge of an earlier probe
            finish(error, false);
          }
        } else if (!isHungUp(ops) && socket.remoteAddress() != null) { // so is one without a peer
          accepted(current);
        }
      } catch (IOException e) {
        finish(Errno.numberOf(e), true);
      }
    }

    private void accepted(SweepProbe current) {
      if (LinuxSockets.isConnectedToItself(socket, current.port)) {
        detach();
        release(true);
        retry(current);
      } else {
        finish(SweepProbe.OPEN, false);
      }
    }

    @Override
    void expire() {
      int error = LinuxSockets.error(socket); // a soft error causes no event
      SweepProbe current = probe;
      if (error == 0 && current != null && socket.remoteAddress() != null) {
        accepted(current);
      } else {
        finish(error == 0 ? SweepProbe.TIMED_OUT : error, false);
      }
    }

    private void finish(int outcome, boolean local) {
      SweepProbe current = probe;
      if (outcome == Errno.ECONNREFUSED.number() && current != null) {
        refusals.check(socket, current);
      }
      finish(outcome, local, byReset || outcome != SweepProbe.OPEN);
    }

    @Override
    void releaseAbandoned() {
      recycle(); // the peer may have accepted, and a close would leave TIME_WAIT
    }

    @Override
    void recycle() {
      if (!isOpen()) {
        return; // closed meanwhile
      }
      try {
        socket.disconnect();
        addFree();
      } catch (IOException e) {
        discard();
      }
    }
  }
}
