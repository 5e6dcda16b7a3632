package io.portprobe.internal.sweep;

import io.netty.channel.IoEventLoop;
import io.netty.channel.nio.NioIoOps;
import io.portprobe.internal.net.Errno;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** A sweep of TCP connects on the channels of the JDK. */
final class NioTcpSweep extends NioSweep {
  private final boolean byReset;

  NioTcpSweep(IoEventLoop loop, int window, boolean byReset, Sink sink) {
    super(loop, window, NioIoOps.CONNECT, sink);
    this.byReset = byReset;
  }

  @Override
  NioSlot<?> open(StandardProtocolFamily family) throws IOException {
    return new Connection(SocketChannel.open(family));
  }

  private final class Connection extends NioSlot<SocketChannel> {
    Connection(SocketChannel channel) {
      super(channel);
    }

    @Override
    boolean send(SweepProbe next) throws IOException {
      if (!channel.connect(new InetSocketAddress(next.target(), next.port))) {
        return true;
      }
      accepted(next);
      return false;
    }

    @Override
    boolean isLocal(Errno errno) {
      return !errno.mayComeFromPeer();
    }

    @Override
    boolean receive(SweepProbe current) throws IOException {
      if (!channel.finishConnect()) {
        return false;
      }
      accepted(current);
      return true;
    }

    private void accepted(SweepProbe current) throws IOException {
      InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
      boolean toItself = local.equals(channel.getRemoteAddress());
      if (byReset || toItself) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0); // leaves no TIME_WAIT
      }
      if (toItself) {
        closeAndRetry(current);
      } else {
        finish(SweepProbe.OPEN, false);
      }
    }
  }
}
