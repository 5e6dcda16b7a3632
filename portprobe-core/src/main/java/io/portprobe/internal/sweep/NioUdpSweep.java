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
 * A sweep of UDP datagrams on the channels of the JDK. It receives ICMP errors of unreachable
 * ports, not of unreachable hosts and networks, since the JDK does not set IP_RECVERR. After an
 * empty datagram it receives replies only.
 */
final class NioUdpSweep extends NioSweep {
  private static final int LARGEST_DATAGRAM = 65_535;

  private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);

  NioUdpSweep(IoEventLoop loop, int window, Sink sink) {
    super(loop, window, NioIoOps.READ, sink);
  }

  @Override
  NioSlot<?> open(StandardProtocolFamily family) throws IOException {
    return new DatagramSlot(DatagramChannel.open(family));
  }

  private final class DatagramSlot extends NioSlot<DatagramChannel> {
    DatagramSlot(DatagramChannel channel) {
      super(channel);
    }

    @Override
    boolean send(SweepProbe next) throws IOException {
      InetSocketAddress target = new InetSocketAddress(next.target(), next.port);
      channel.connect(target);
      if (((InetSocketAddress) channel.getLocalAddress()).getPort() == next.port) {
        closeAndRetry(next); // on this host it would receive its own datagram
        return false;
      }
      send(target, next.payload);
      return true;
    }

    private void send(InetSocketAddress target, @Nullable ByteBuffer payload) throws IOException {
      ByteBuffer bytes = payload == null ? ByteBuffer.allocate(0) : payload.duplicate();
      if (bytes.hasRemaining()) {
        channel.write(bytes);
      } else { // a connected channel does not send an empty datagram
        channel.disconnect();
        channel.send(bytes, target);
      }
      if (bytes.hasRemaining()) {
        throw new IOException(Errno.ENOBUFS.text());
      }
    }

    @Override
    boolean isLocal(Errno errno) {
      return true;
    }

    @Override
    boolean receive(SweepProbe current) throws IOException {
      SocketAddress from = channel.receive(in.clear());
      while (from != null && !channel.isConnected() && !isTarget(current, from)) {
        from = channel.receive(in.clear());
      }
      if (from == null) {
        return false;
      }
      current.replySize = in.position();
      finish(SweepProbe.OPEN, false);
      return true;
    }

    private static boolean isTarget(SweepProbe current, SocketAddress from) {
      return from.equals(new InetSocketAddress(current.target(), current.port));
    }
  }
}
