package io.portprobe.internal.sweep;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * Connects over epoll. A socket is registered once and connected again and again: Linux takes back
 * a refused or an accepted one by a connect to nowhere, the latter with a reset, so that no
 * TIME_WAIT is left. If that is not wanted, an accepted one is closed instead.
 */
final class EpollTcpSweep extends BaseSweep {
  private static final EpollIoOps WRITABLE_EDGE = EpollIoOps.EPOLLOUT.with(EpollIoOps.EPOLLET);

  private final boolean byReset;
  private final ArrayDeque<Connection> free4 = new ArrayDeque<>();
  private final ArrayDeque<Connection> free6 = new ArrayDeque<>();
  private final Set<Connection> all = new HashSet<>();
  private final CheckBackoff eagerness = new CheckBackoff();

  EpollTcpSweep(IoEventLoop loop, int window, boolean byReset, Sink sink) {
    super(loop, window, sink);
    this.byReset = byReset;
  }

  @Override
  int socketsAtWork() {
    return all.size() - free4.size() - free6.size();
  }

  @Override
  boolean dial(SweepProbe probe) {
    boolean ipv6 = LinuxSockets.isIpv6(probe.target());
    Connection connection = free(ipv6).poll();
    if (connection == null) {
      try {
        connection = open(ipv6);
      } catch (ChannelException | UncheckedIOException e) {
        int errno = SocketErrors.errno(e);
        if (SocketErrors.isShortage(errno)) {
          return false;
        }
        end(probe, errno, true);
        return true;
      }
    }
    connection.dial(probe);
    return true;
  }

  private ArrayDeque<Connection> free(boolean ipv6) {
    return ipv6 ? free6 : free4;
  }

  private Connection open(boolean ipv6) {
    ArrayDeque<Connection> others = free(!ipv6);
    if (all.size() < capacity()) {
      try {
        return openOneMore(ipv6);
      } catch (ChannelException e) {
        if (others.isEmpty() || !SocketErrors.isShortage(SocketErrors.errno(e))) {
          throw e;
        }
      }
    }
    Connection other = others.pop();
    all.remove(other);
    other.close();
    return openOneMore(ipv6);
  }

  private Connection openOneMore(boolean ipv6) {
    Connection connection = new Connection(LinuxSocket.newSocketStream(ipv6), ipv6);
    connection.register(loop, WRITABLE_EDGE);
    all.add(connection);
    return connection;
  }

  @Override
  void expire(SweepProbe probe) {
    if (probe.slot instanceof Connection connection) {
      connection.end(SweepProbe.TIMED_OUT, false);
    }
  }

  @Override
  void abandon(SweepProbe probe) {
    if (probe.slot instanceof Connection connection) {
      connection.part();
      loop.execute(connection::dissolve);
    }
  }

  @Override
  void closeSockets() {
    for (Connection connection : Set.copyOf(all)) {
      connection.dissolve();
      connection.close();
    }
    all.clear();
    free4.clear();
    free6.clear();
    allClosed();
  }

  private final class Connection extends EpollSlot {
    Connection(LinuxSocket socket, boolean ipv6) {
      super(socket, ipv6);
    }

    void dial(SweepProbe next) {
      InetSocketAddress target = new InetSocketAddress(next.target(), next.port);
      take(next);
      stamp(next);
      try {
        if (socket.connect(target)) {
          accepted(next);
        } else if (eagerness.asksNow()) {
          int error = socket.getSoError();
          eagerness.wasAnswered(error != 0);
          if (error != 0) {
            end(error, false);
          }
        }
      } catch (IOException e) {
        int errno = SocketErrors.errno(e);
        end(errno, !SocketErrors.comesFromPeer(errno));
      }
    }

    @Override
    public void handle(IoRegistration ignored, IoEvent event) {
      SweepProbe current = probe;
      if (current == null) {
        return; // the late edge of an earlier probe
      }
      EpollIoOps ops = ((EpollIoEvent) event).ops();
      try {
        if (ops.contains(EpollIoOps.EPOLLERR)) {
          int error = socket.getSoError();
          if (error != 0) { // else it is the edge of an earlier probe
            end(error, false);
          }
        } else if (!isHungUp(ops) && socket.remoteAddress() != null) { // so is one without a peer
          accepted(current);
        }
      } catch (IOException e) {
        end(SocketErrors.errno(e), true);
      }
    }

    private void accepted(SweepProbe current) {
      if (LinuxSockets.isConnectedToItself(socket, current.port)) {
        part();
        dissolve();
        again(current);
      } else {
        end(SweepProbe.OPEN, false);
      }
    }

    void end(int outcome, boolean local) {
      SweepProbe ended = part();
      if (outcome == SweepProbe.OPEN && !byReset) {
        discard();
      } else {
        dissolve();
      }
      if (ended != null) {
        EpollTcpSweep.this.end(ended, outcome, local);
      }
    }

    /** Makes the socket fit for the next probe. */
    void dissolve() {
      if (!all.contains(this)) {
        return; // closed meanwhile
      }
      try {
        socket.disconnect();
        free(ipv6).push(this);
      } catch (IOException e) {
        discard();
      }
      socketFree();
    }

    private void discard() {
      if (all.remove(this)) {
        close();
        socketFree();
      }
    }
  }
}
