package io.portprobe.internal.sweep;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connects with the JDK's channels, one for each probe, since a refused one is closed by the JDK.
 * It is registered only if the outcome is not there at once.
 */
final class NioTcpSweep extends BaseSweep {
  private final boolean byReset;
  private final Set<Connection> atWork = new HashSet<>();
  private final Eagerness eagerness = new Eagerness();

  NioTcpSweep(IoEventLoop loop, int window, boolean byReset, Sink sink) {
    super(loop, window, sink);
    this.byReset = byReset;
  }

  @Override
  int socketsAtWork() {
    return atWork.size();
  }

  @Override
  boolean dial(SweepProbe probe) {
    SocketChannel channel;
    try {
      channel = SocketChannel.open(NioSockets.family(probe.target()));
    } catch (IOException | UnsupportedOperationException e) {
      int errno = SocketErrors.errno(e);
      if (SocketErrors.isShortage(errno)) {
        return false;
      }
      end(probe, errno, true);
      return true;
    }
    new Connection(channel).dial(probe);
    return true;
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
      connection.close();
    }
  }

  @Override
  void closeSockets() {
    Set.copyOf(atWork).forEach(Connection::close);
    // The JDK closes the descriptors in the next select.
    var unused = loop.schedule(this::allClosed, 0, TimeUnit.NANOSECONDS);
  }

  private final class Connection extends Slot implements NioIoHandle {
    private final SocketChannel channel;
    private @Nullable IoRegistration registration;

    Connection(SocketChannel channel) {
      this.channel = channel;
      atWork.add(this);
    }

    void dial(SweepProbe next) {
      InetSocketAddress target = new InetSocketAddress(next.target(), next.port);
      take(next);
      stamp(next);
      try {
        channel.configureBlocking(false);
        if (channel.connect(target)) {
          accepted(next);
          return;
        }
      } catch (IOException e) {
        int errno = SocketErrors.errno(e);
        end(errno, !SocketErrors.comesFromPeer(errno));
        return;
      }
      if (eagerness.asksNow()) {
        boolean over = finish(next);
        eagerness.wasAnswered(over);
        if (over) {
          return;
        }
      }
      registration = loop.register(this).syncUninterruptibly().getNow();
      registration.submit(NioIoOps.CONNECT);
    }

    /** Whether the outcome was there. */
    private boolean finish(SweepProbe current) {
      try {
        if (!channel.finishConnect()) {
          return false;
        }
        accepted(current);
      } catch (IOException e) {
        end(SocketErrors.errno(e), false);
      }
      return true;
    }

    private void accepted(SweepProbe current) throws IOException {
      InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
      boolean toItself = local.equals(channel.getRemoteAddress());
      if (byReset || toItself) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0); // leaves no TIME_WAIT
      }
      if (toItself) {
        part();
        close();
        again(current);
      } else {
        end(SweepProbe.OPEN, false);
      }
    }

    @Override
    public void handle(IoRegistration ignored, IoEvent event) {
      SweepProbe current = probe;
      if (current != null) {
        finish(current);
      }
    }

    void end(int outcome, boolean local) {
      SweepProbe ended = part();
      close();
      if (ended != null) {
        NioTcpSweep.this.end(ended, outcome, local);
      }
    }

    @Override
    public SelectableChannel selectableChannel() {
      return channel;
    }

    @Override
    public void close() {
      if (atWork.remove(this)) {
        NioSockets.close(channel);
        if (registration != null) {
          registration.cancel();
        }
        socketFree();
      }
    }
  }
}
