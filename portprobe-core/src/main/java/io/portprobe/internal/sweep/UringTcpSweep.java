package io.portprobe.internal.sweep;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.Buffer;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Connects over io_uring: whole windows in one system call. A socket is connected again and again,
 * each time after a connect to nowhere, which takes back a refused connect silently and an accepted
 * one by a reset, so that no TIME_WAIT is left. If that is not wanted, an accepted one is closed
 * instead.
 *
 * <p>The ring takes operations in order, and a connect to nowhere never waits; so the connect
 * behind it finds the socket free, without being linked to it. A socket is at work until its
 * connect has come back, cancelled or not: before that its memory and its descriptor are the
 * kernel's.
 */
final class UringTcpSweep extends BaseSweep {
  // From linux/io_uring.h, linux/in.h and linux/in6.h.
  private static final byte IORING_OP_ASYNC_CANCEL = 14;
  private static final byte IORING_OP_CONNECT = 16;
  private static final int ECANCELED = 125;
  private static final short AF_UNSPEC = 0;
  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final int SOCKADDR_IN_SIZE = 16;
  private static final int SOCKADDR_IN6_SIZE = 28;
  private static final int SOCKADDR_ROOM = 32;

  private final boolean byReset;
  private final Connection[] connections;
  private final ArrayDeque<Connection> free4 = new ArrayDeque<>();
  private final ArrayDeque<Connection> free6 = new ArrayDeque<>();
  private final ArrayDeque<Integer> vacant = new ArrayDeque<>(); // places whose socket is closed
  private final Completions completions = new Completions();
  private final ByteBuffer addresses; // of targets, by connection; the last is nowhere
  private final long memory;
  private @Nullable IoRegistration registration;
  private int made;
  private int pending; // operations that have not come back
  private boolean ending;

  UringTcpSweep(IoEventLoop loop, int window, boolean byReset, Sink sink) {
    super(loop, window, sink);
    this.byReset = byReset;
    connections = new Connection[window];
    addresses =
        ByteBuffer.allocateDirect((window + 1) * SOCKADDR_ROOM).order(ByteOrder.nativeOrder());
    memory = Buffer.memoryAddress(addresses);
    addresses.putShort(window * SOCKADDR_ROOM, AF_UNSPEC);
  }

  @Override
  int socketsAtWork() {
    return pending;
  }

  @Override
  boolean dial(SweepProbe probe) {
    boolean ipv6 = LinuxSockets.isIpv6(probe.target());
    Connection connection = free(ipv6).poll();
    if (connection == null) {
      try {
        connection = open(ipv6);
      } catch (ChannelException e) {
        int errno = SocketErrors.errno(e);
        if (SocketErrors.isShortage(errno)) {
          return false;
        }
        end(probe, errno, true);
        return true;
      }
    }
    if (connection == null) {
      return false;
    }
    connection.dial(probe);
    return true;
  }

  private ArrayDeque<Connection> free(boolean ipv6) {
    return ipv6 ? free6 : free4;
  }

  /** A connection of that family, or null if one has to come back first. */
  private @Nullable Connection open(boolean ipv6) {
    if (made < connections.length || !vacant.isEmpty()) {
      try {
        return openOneMore(ipv6);
      } catch (ChannelException e) {
        if (free(!ipv6).isEmpty() || !SocketErrors.isShortage(SocketErrors.errno(e))) {
          throw e;
        }
      }
    }
    Connection other = free(!ipv6).peek();
    if (other == null || other.pendingUndo) {
      return null;
    }
    free(!ipv6).pop();
    other.discard();
    return openOneMore(ipv6);
  }

  private Connection openOneMore(boolean ipv6) {
    LinuxSocket socket = LinuxSocket.newSocketStream(ipv6);
    int index = vacant.isEmpty() ? made++ : vacant.pop();
    Connection connection = new Connection(index, socket, ipv6);
    connections[index] = connection;
    return connection;
  }

  @Override
  void expire(SweepProbe probe) {
    if (probe.slot instanceof Connection connection) {
      connection.cancel();
    }
  }

  @Override
  void abandon(SweepProbe probe) {
    if (probe.slot instanceof Connection connection) {
      connection.part();
      connection.cancel();
    }
  }

  @Override
  void closeSockets() {
    ending = true;
    closeIfAllIsBack();
  }

  private void closeIfAllIsBack() {
    if (!ending || pending > 0) {
      return;
    }
    ending = false;
    for (int i = 0; i < made; i++) {
      LinuxSockets.close(connections[i].socket);
    }
    if (registration != null) {
      registration.cancel();
    }
    allClosed();
  }

  private long submit(IoUringIoOps operation) {
    if (registration == null) {
      registration = loop.register(completions).syncUninterruptibly().getNow();
    }
    pending++;
    return registration.submit(operation);
  }

  private static IoUringIoOps operation(
      byte code, int descriptor, long offset, long address, int data) {
    return new IoUringIoOps(
        code,
        (byte) 0,
        (short) 0,
        descriptor,
        offset,
        address,
        0,
        0,
        data,
        (short) 0,
        (short) 0,
        0,
        0L);
  }

  private final class Completions implements IoUringIoHandle {
    @Override
    public void handle(IoRegistration ignored, IoEvent event) {
      IoUringIoEvent completion = (IoUringIoEvent) event;
      pending--;
      if (completion.opcode() == IORING_OP_CONNECT) {
        int data = (int) completion.userData();
        if (data < 0) {
          connections[~data].undone();
        } else {
          connections[data].back(completion.res());
        }
      }
      closeIfAllIsBack();
    }

    @Override
    public void close() {
      if (registration != null) {
        registration.cancel();
      }
    }
  }

  private final class Connection extends SocketSlot {
    private final int index;
    private final LinuxSocket socket;
    private final boolean ipv6;
    private final IoUringIoOps connect;
    private final IoUringIoOps undo;
    private boolean used; // has to be taken back before the next connect
    private boolean pendingUndo;
    private long token; // names the connect to the ring

    Connection(int index, LinuxSocket socket, boolean ipv6) {
      this.index = index;
      this.socket = socket;
      this.ipv6 = ipv6;
      int descriptor = socket.intValue();
      connect =
          operation(
              IORING_OP_CONNECT,
              descriptor,
              ipv6 ? SOCKADDR_IN6_SIZE : SOCKADDR_IN_SIZE,
              memory + (long) index * SOCKADDR_ROOM,
              index);
      undo =
          operation(
              IORING_OP_CONNECT,
              descriptor,
              SOCKADDR_IN_SIZE,
              memory + (long) capacity() * SOCKADDR_ROOM,
              ~index);
    }

    void dial(SweepProbe next) {
      take(next);
      write(next.target(), next.port);
      if (used) {
        undo();
      }
      used = true;
      stamp(next);
      token = submit(connect);
    }

    private void write(InetAddress target, int port) {
      int at = index * SOCKADDR_ROOM;
      addresses.putShort(at, ipv6 ? AF_INET6 : AF_INET);
      addresses.put(at + 2, (byte) (port >> 8)).put(at + 3, (byte) port);
      byte[] bytes = target.getAddress();
      if (target instanceof Inet6Address scoped) {
        addresses.putInt(at + 4, 0); // flow information
        addresses.put(at + 8, bytes);
        addresses.putInt(at + 24, scoped.getScopeId());
      } else {
        addresses.put(at + 4, bytes);
      }
    }

    private void undo() {
      pendingUndo = true;
      used = false;
      submit(undo);
    }

    void undone() {
      pendingUndo = false;
      socketFree();
    }

    void cancel() {
      submit(operation(IORING_OP_ASYNC_CANCEL, -1, 0L, token, 0));
    }

    /** The connect has come back. */
    void back(int result) {
      SweepProbe ended = part();
      if (ended == null) { // given up
        if (result == 0) {
          undo();
        }
        free();
      } else if (result == 0) {
        accepted(ended);
      } else if (result == -ECANCELED) {
        free();
        end(ended, SweepProbe.TIMED_OUT, false);
      } else {
        free();
        end(ended, -result, isLocal(-result, ended));
      }
    }

    private void accepted(SweepProbe ended) {
      boolean toItself = LinuxSockets.isConnectedToItself(socket, ended.port);
      if (byReset || toItself) {
        undo();
        free();
      } else {
        discard();
        socketFree();
      }
      if (toItself) {
        again(ended);
      } else {
        end(ended, SweepProbe.OPEN, false);
      }
    }

    /** Closes a socket that the ring is done with. */
    void discard() {
      LinuxSockets.close(socket);
      vacant.push(index);
    }

    private void free() {
      UringTcpSweep.this.free(ipv6).push(this);
      socketFree();
    }
  }

  /** The ring does not tell whether the call failed, or the network said no. */
  private static boolean isLocal(int errno, SweepProbe probe) {
    if (SocketErrors.comesFromPeer(errno)) {
      return false;
    }
    return !SocketErrors.mayComeFromNetwork(errno)
        || LinuxSockets.hasNoWayTo(probe.target(), probe.port);
  }
}
