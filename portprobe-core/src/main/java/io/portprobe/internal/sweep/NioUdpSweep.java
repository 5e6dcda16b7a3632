package io.portprobe.internal.sweep;

import io.netty.channel.IoEventLoop;
import io.netty.channel.nio.NioIoOps;
import io.portprobe.internal.net.Errno;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sends datagrams with the JDK's channels. It hears of unreachable ports, not of unreachable hosts
 * and networks: the JDK does not ask the kernel for those. After an empty datagram it hears of
 * replies only.
 */
final class NioUdpSweep extends NioSweep {
  private static final int LARGEST_DATAGRAM = 65_535;

  private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);

  NioUdpSweep(IoEventLoop loop, int window, Sink sink) {
    super(loop, window, NioIoOps.READ, sink);
  }

  @Override
  NioSlot<?> open(StandardProtocolFamily family) throws IOException {
    return new Questioner(DatagramChannel.open(family));
  }

  private final class Questioner extends NioSlot<DatagramChannel> {
    Questioner(DatagramChannel channel) {
      super(channel);
    }

    @Override
    boolean ask(SweepProbe next) throws IOException {
      InetSocketAddress target = new InetSocketAddress(next.target(), next.port);
      channel.connect(target);
      if (((InetSocketAddress) channel.getLocalAddress()).getPort() == next.port) {
        meetAgain(next); // on this machine it would answer itself
        return false;
      }
      send(target, next.payload);
      return true;
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

    @Override
    boolean isLocal(int errno) {
      return true;
    }

    @Override
    boolean hear(SweepProbe current) throws IOException {
      SocketAddress from = channel.receive(in.clear());
      while (from != null && !channel.isConnected() && !isTarget(current, from)) {
        from = channel.receive(in.clear());
      }
      if (from == null) {
        return false;
      }
      current.replySize = in.position();
      end(SweepProbe.OPEN, false);
      return true;
    }

    private static boolean isTarget(SweepProbe current, SocketAddress from) {
      return from.equals(new InetSocketAddress(current.target(), current.port));
    }
  }
}
