package io.portprobe.internal.sweep;

import static io.portprobe.internal.net.LinuxConstants.IPPROTO_IP;
import static io.portprobe.internal.net.LinuxConstants.IPPROTO_IPV6;
import static io.portprobe.internal.net.LinuxConstants.IPV6_RECVERR;
import static io.portprobe.internal.net.LinuxConstants.IP_RECVERR;

import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DatagramSocketAddress;
import io.netty.channel.unix.Errors;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.net.LocalRoutes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A sweep of UDP datagrams on epoll. The sockets are connected, so that the kernel assigns each
 * ICMP error to the socket that caused it. A socket is reused after an error. It is closed after a
 * reply or a timeout, since more datagrams may arrive at its port.
 *
 * <p>A socket whose own port is the target port is not used: on this host it would receive its own
 * datagram.
 */
final class EpollUdpSweep extends EpollSweep {
  private static final EpollIoOps READABLE_EDGE = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET);
  private static final int LARGEST_DATAGRAM = 65_535;

  /** Limit of the errors in the queue of a socket, at less than a kilobyte each. */
  private static final int MOST_ERRORS_KEPT = 64;

  private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
  private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);

  EpollUdpSweep(IoEventLoop loop, int window, Sink sink) {
    super(loop, window, READABLE_EDGE, sink);
  }

  @Override
  EpollSlot newSlot(boolean ipv6) throws IOException {
    DatagramSlot slot = new DatagramSlot(LinuxSocket.newSocketDgram(ipv6), ipv6);
    try {
      slot.keepErrors(true);
    } catch (IOException e) {
      slot.close();
      throw e;
    }
    return slot;
  }

  private final class DatagramSlot extends EpollSlot {
    private @Nullable InetAddress peer; // of the last probe
    private int localPort;
    private int errors;

    DatagramSlot(LinuxSocket socket, boolean ipv6) {
      super(socket, ipv6);
    }

    /** Without it a UDP socket receives no errors of unreachable networks and hosts, udp(7). */
    void keepErrors(boolean keep) throws IOException {
      if (ipv6) {
        socket.setIntOpt(IPPROTO_IPV6, IPV6_RECVERR, keep ? 1 : 0);
      } else {
        socket.setIntOpt(IPPROTO_IP, IP_RECVERR, keep ? 1 : 0);
      }
    }

    @Override
    boolean fits(SweepProbe next) {
      return localPort != next.port;
    }

    @Override
    void dial(SweepProbe next) {
      InetAddress target = next.target();
      InetSocketAddress remote = new InetSocketAddress(target, next.port);
      startTimer(next);
      try {
        connect(target, remote);
        if (localPort == next.port) {
          detach();
          discard();
          retry(next);
          return;
        }
        send(next.payload);
        int error = earlyError();
        if (error != 0) {
          failed(next, error);
        }
      } catch (IOException e) {
        finish(Errno.numberOf(LocalRoutes.precise(e, remote)), true, false);
      }
    }

    /** A socket keeps the source address of its first peer, until it is disconnected. */
    private void connect(InetAddress target, InetSocketAddress remote) throws IOException {
      boolean samePeer = target.equals(peer);
      if (!samePeer && peer != null) {
        socket.disconnect();
      }
      peer = target;
      socket.connect(remote);
      if (!samePeer) {
        InetSocketAddress local = socket.localAddress();
        localPort = local == null ? 0 : local.getPort();
      }
    }

    private void send(@Nullable ByteBuffer payload) throws IOException {
      ByteBuffer bytes = payload == null ? out.clear().limit(0) : payload;
      if (!bytes.isDirect()) {
        bytes = out.clear().put(bytes.duplicate()).flip();
      }
      int sent;
      try {
        sent = socket.send(bytes, bytes.position(), bytes.limit());
      } catch (IOException late) { // the kernel reports an error of an earlier datagram once
        sent = socket.send(bytes, bytes.position(), bytes.limit());
      }
      if (sent < bytes.remaining()) {
        throw Errors.newIOException("send", -Errno.ENOBUFS.number());
      }
    }

    @Override
    void onEvent(SweepProbe current, EpollIoOps ops) {
      try {
        int error = ops.contains(EpollIoOps.EPOLLERR) ? socket.getSoError() : 0;
        if (error != 0) {
          failed(current, error);
        } else if (ops.contains(EpollIoOps.EPOLLIN)) {
          receive(current);
        }
      } catch (IOException e) {
        finish(Errno.numberOf(e), false, false);
      }
    }

    /** A smaller path MTU is no state: the kernel fragments the datagram from now on. */
    private void failed(SweepProbe current, int error) {
      if (error == Errno.EMSGSIZE.number()) {
        detach();
        release(true);
        retry(current);
      } else {
        finish(error, false, true);
      }
    }

    private boolean receive(SweepProbe current) throws IOException {
      DatagramSocketAddress from = socket.recvFrom(in, 0, LARGEST_DATAGRAM);
      if (from == null) {
        return false;
      }
      InetSocketAddress remote = socket.remoteAddress();
      while (from != null && !isFrom(remote, from)) { // a late reply to an earlier probe
        from = socket.recvFrom(in, 0, LARGEST_DATAGRAM);
      }
      if (from == null) {
        return false;
      }
      current.replySize = from.receivedAmount();
      finish(SweepProbe.OPEN, false, false);
      return true;
    }

    private static boolean isFrom(@Nullable InetSocketAddress remote, DatagramSocketAddress from) {
      return remote != null
          && remote.getPort() == from.getPort()
          && remote.getAddress().equals(from.getAddress());
    }

    @Override
    void expire() {
      SweepProbe current = probe;
      if (current == null || !receiveOrFail(current)) {
        finish(SweepProbe.TIMED_OUT, false, false);
      }
    }

    private boolean receiveOrFail(SweepProbe current) {
      try {
        return receive(current);
      } catch (IOException e) {
        failed(current, Errno.numberOf(e));
        return true;
      }
    }

    @Override
    void recycle() {
      try {
        if (++errors == MOST_ERRORS_KEPT) {
          errors = 0;
          keepErrors(false); // empties the queue
          keepErrors(true);
        }
        addFree();
      } catch (IOException e) {
        discard();
      }
    }
  }
}
