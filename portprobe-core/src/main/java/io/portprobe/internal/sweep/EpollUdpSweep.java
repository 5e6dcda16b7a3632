package io.portprobe.internal.sweep;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DatagramSocketAddress;
import io.netty.channel.unix.Errors;
import io.portprobe.internal.net.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends datagrams over epoll, from connected sockets, so that the kernel tells whose ICMP error
 * came back. A socket is connected again after an error; after silence or a reply it is closed,
 * since more may come.
 *
 * <p>A socket whose own port is the target's is not used: on this machine it would answer itself.
 */
final class EpollUdpSweep extends BaseSweep {
  private static final EpollIoOps READABLE_EDGE = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET);
  private static final int LARGEST_DATAGRAM = 65_535;

  // From linux/in.h and linux/in6.h; Netty has no names for them.
  private static final int IPPROTO_IP = 0;
  private static final int IP_RECVERR = 11;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_RECVERR = 25;

  /** So many errors a socket may keep in its queue, at less than a kilobyte each. */
  private static final int MOST_ERRORS_KEPT = 64;

  private final ArrayDeque<Questioner> free4 = new ArrayDeque<>();
  private final ArrayDeque<Questioner> free6 = new ArrayDeque<>();
  private final Set<Questioner> all = new HashSet<>();
  private final CheckBackoff eagerness = new CheckBackoff();
  private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
  private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);

  EpollUdpSweep(IoEventLoop loop, int window, Sink sink) {
    super(loop, window, sink);
  }

  @Override
  int socketsAtWork() {
    return all.size() - free4.size() - free6.size();
  }

  @Override
  boolean dial(SweepProbe probe) {
    boolean ipv6 = LinuxSockets.isIpv6(probe.target());
    Questioner questioner = take(ipv6, probe.port);
    if (questioner == null) {
      try {
        questioner = open(ipv6);
      } catch (ChannelException | UncheckedIOException | IOException e) {
        int errno = SocketErrors.errno(e);
        if (SocketErrors.isShortage(errno)) {
          return false;
        }
        end(probe, errno, true);
        return true;
      }
    }
    questioner.ask(probe);
    return true;
  }

  private ArrayDeque<Questioner> free(boolean ipv6) {
    return ipv6 ? free6 : free4;
  }

  private @Nullable Questioner take(boolean ipv6, int targetPort) {
    ArrayDeque<Questioner> free = free(ipv6);
    Questioner first = free.poll();
    if (first == null || first.localPort != targetPort) {
      return first;
    }
    Questioner second = free.poll();
    free.push(first);
    return second;
  }

  private Questioner open(boolean ipv6) throws IOException {
    if (all.size() < capacity()) {
      try {
        return openOneMore(ipv6);
      } catch (ChannelException e) {
        if (socketsAtWork() == all.size() || !SocketErrors.isShortage(SocketErrors.errno(e))) {
          throw e;
        }
      }
    }
    Questioner unfit = free(!ipv6).poll(); // by its family; else it is on the target's port
    (unfit == null ? free(ipv6).pop() : unfit).discard();
    return openOneMore(ipv6);
  }

  private Questioner openOneMore(boolean ipv6) throws IOException {
    Questioner questioner = new Questioner(LinuxSocket.newSocketDgram(ipv6), ipv6);
    questioner.register(loop, READABLE_EDGE);
    all.add(questioner);
    questioner.keepErrors(true);
    return questioner;
  }

  @Override
  void expire(SweepProbe probe) {
    if (probe.slot instanceof Questioner questioner) {
      questioner.endForGood(SweepProbe.TIMED_OUT, false);
    }
  }

  @Override
  void abandon(SweepProbe probe) {
    if (probe.slot instanceof Questioner questioner) {
      questioner.part();
      loop.execute(questioner::discard);
    }
  }

  @Override
  void closeSockets() {
    all.forEach(EpollSlot::close);
    all.clear();
    free4.clear();
    free6.clear();
    allClosed();
  }

  private final class Questioner extends EpollSlot {
    private @Nullable InetAddress peer; // of the last probe
    private int localPort;
    private int errors;

    Questioner(LinuxSocket socket, boolean ipv6) {
      super(socket, ipv6);
    }

    /** Without that a UDP socket does not hear of unreachable networks and hosts, see udp(7). */
    void keepErrors(boolean keep) throws IOException {
      if (ipv6) {
        socket.setIntOpt(IPPROTO_IPV6, IPV6_RECVERR, keep ? 1 : 0);
      } else {
        socket.setIntOpt(IPPROTO_IP, IP_RECVERR, keep ? 1 : 0);
      }
    }

    void ask(SweepProbe next) {
      InetAddress target = next.target();
      InetSocketAddress remote = new InetSocketAddress(target, next.port);
      take(next);
      stamp(next);
      try {
        connect(target, remote);
        if (localPort == next.port) {
          part();
          discard();
          again(next);
          return;
        }
        send(next.payload);
        if (eagerness.asksNow()) {
          int error = socket.getSoError();
          eagerness.wasAnswered(error != 0);
          if (error != 0) {
            end(error);
          }
        }
      } catch (IOException e) {
        endForGood(SocketErrors.errno(e), true);
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
        localPort = localPort();
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
      } catch (IOException late) { // an error of an earlier datagram is told once
        sent = socket.send(bytes, bytes.position(), bytes.limit());
      }
      if (sent < bytes.remaining()) {
        throw Errors.newIOException("send", -Errno.ENOBUFS.number());
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
        int error = ops.contains(EpollIoOps.EPOLLERR) ? socket.getSoError() : 0;
        if (error != 0) {
          end(error);
        } else if (ops.contains(EpollIoOps.EPOLLIN)) {
          receive(current);
        }
      } catch (IOException e) {
        endForGood(SocketErrors.errno(e), false);
      }
    }

    private void receive(SweepProbe current) throws IOException {
      InetSocketAddress remote = socket.remoteAddress();
      DatagramSocketAddress from = socket.recvFrom(in, 0, LARGEST_DATAGRAM);
      while (from != null && !isFrom(remote, from)) { // a late reply to an earlier probe
        from = socket.recvFrom(in, 0, LARGEST_DATAGRAM);
      }
      if (from != null) {
        current.replySize = from.receivedAmount();
        endForGood(SweepProbe.OPEN, false);
      }
    }

    private static boolean isFrom(@Nullable InetSocketAddress remote, DatagramSocketAddress from) {
      return remote != null
          && remote.getPort() == from.getPort()
          && remote.getAddress().equals(from.getAddress());
    }

    /** Ends the probe by an error that came back; the socket is fit for the next. */
    private void end(int errno) throws IOException {
      if (++errors == MOST_ERRORS_KEPT) {
        errors = 0;
        keepErrors(false); // drops those kept
        keepErrors(true);
      }
      SweepProbe ended = part();
      free(ipv6).push(this);
      socketFree();
      if (ended != null) {
        EpollUdpSweep.this.end(ended, errno, false);
      }
    }

    /** Ends the probe, and the socket, to which more might come. */
    void endForGood(int outcome, boolean local) {
      SweepProbe ended = part();
      discard();
      if (ended != null) {
        EpollUdpSweep.this.end(ended, outcome, local);
      }
    }

    void discard() {
      if (all.remove(this)) {
        close();
        socketFree();
      }
    }
  }
}
