package io.portprobe.internal.sweep;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import io.portprobe.internal.Errno;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends datagrams with the JDK's channels, one for each probe. It hears of unreachable ports, not
 * of unreachable hosts and networks: the JDK does not ask the kernel for those. After an empty
 * datagram it hears of replies only.
 */
final class NioUdpSweep extends BaseSweep {
  private static final int LARGEST_DATAGRAM = 65_535;

  private final Set<Questioner> atWork = new HashSet<>();
  private final Eagerness eagerness = new Eagerness();
  private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);

  NioUdpSweep(IoEventLoop loop, int window, Sink sink) {
    super(loop, window, sink);
  }

  @Override
  int socketsAtWork() {
    return atWork.size();
  }

  @Override
  boolean dial(SweepProbe probe) {
    DatagramChannel channel;
    try {
      channel = DatagramChannel.open(NioSockets.family(probe.target()));
    } catch (IOException | UnsupportedOperationException e) {
      int errno = SocketErrors.errno(e);
      if (SocketErrors.isShortage(errno)) {
        return false;
      }
      end(probe, errno, true);
      return true;
    }
    new Questioner(channel).ask(probe);
    return true;
  }

  @Override
  void expire(SweepProbe probe) {
    if (probe.slot instanceof Questioner questioner) {
      questioner.end(SweepProbe.TIMED_OUT, false);
    }
  }

  @Override
  void abandon(SweepProbe probe) {
    if (probe.slot instanceof Questioner questioner) {
      questioner.part();
      questioner.close();
    }
  }

  @Override
  void closeSockets() {
    Set.copyOf(atWork).forEach(Questioner::close);
    // The JDK closes the descriptors in the next select.
    var unused = loop.schedule(this::allClosed, 0, TimeUnit.NANOSECONDS);
  }

  private final class Questioner extends Slot implements NioIoHandle {
    private final DatagramChannel channel;
    private @Nullable IoRegistration registration;
    private int localPort;

    Questioner(DatagramChannel channel) {
      this.channel = channel;
      atWork.add(this);
    }

    void ask(SweepProbe next) {
      take(next);
      stamp(next);
      try {
        channel.configureBlocking(false);
        InetSocketAddress target = new InetSocketAddress(next.target(), next.port);
        channel.connect(target);
        localPort = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        if (localPort == next.port) { // on this machine it would answer itself
          part();
          close();
          again(next);
          return;
        }
        send(target, next.payload);
      } catch (IOException e) {
        end(SocketErrors.errno(e), true);
        return;
      }
      if (eagerness.asksNow()) {
        boolean over = receive(next);
        eagerness.wasAnswered(over);
        if (over) {
          return;
        }
      }
      registration = loop.register(this).syncUninterruptibly().getNow();
      registration.submit(NioIoOps.READ);
    }

    private void send(InetSocketAddress target, @Nullable ByteBuffer payload) throws IOException {
      ByteBuffer bytes = payload == null ? ByteBuffer.allocate(0) : payload.duplicate();
      if (bytes.hasRemaining()) {
        channel.write(bytes);
      } else { // which a connected channel does not send
        channel.disconnect();
        channel.send(bytes, target);
      }
      if (bytes.hasRemaining()) {
        throw new IOException(Errno.ENOBUFS.text());
      }
    }

    /** Whether the outcome was there. */
    private boolean receive(SweepProbe current) {
      try {
        SocketAddress from = channel.receive(in.clear());
        while (from != null && !channel.isConnected() && !isTarget(current, from)) {
          from = channel.receive(in.clear());
        }
        if (from == null) {
          return false;
        }
        current.replySize = in.position();
        end(SweepProbe.OPEN, false);
      } catch (IOException e) {
        end(SocketErrors.errno(e), false);
      }
      return true;
    }

    private static boolean isTarget(SweepProbe current, SocketAddress from) {
      return from.equals(new InetSocketAddress(current.target(), current.port));
    }

    @Override
    public void handle(IoRegistration ignored, IoEvent event) {
      SweepProbe current = probe;
      if (current != null) {
        receive(current);
      }
    }

    void end(int outcome, boolean local) {
      SweepProbe ended = part();
      close();
      if (ended != null) {
        NioUdpSweep.this.end(ended, outcome, local);
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
