package io.portprobe.internal.sweep;

import static io.portprobe.internal.net.LinuxConstants.AF_INET;
import static io.portprobe.internal.net.LinuxConstants.AF_INET6;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.Buffer;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import io.portprobe.internal.net.Errno;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A sweep of TCP connects on io_uring, which starts up to the whole limit of probes in one system
 * call. A socket connects again and again. Before each connect but the first it is disconnected, by
 * a connect to AF_UNSPEC: that discards a refused connect, and resets an accepted one, so that no
 * TIME_WAIT remains. If the caller does not want the RST, an accepted socket is closed instead.
 *
 * <p>The ring starts operations in order, and a disconnect never waits. So a connect submitted
 * after a disconnect finds the socket free, without a link between the two. A socket is in use
 * until its connect has completed, cancelled or not: until then the kernel uses its memory and its
 * descriptor.
 */
final class UringTcpSweep extends BaseSweep {
  // From linux/io_uring.h, linux/in.h and linux/in6.h.
  private static final byte IORING_OP_ASYNC_CANCEL = 14;
  private static final byte IORING_OP_CONNECT = 16;
  private static final int ECANCELED = 125;
  private static final short AF_UNSPEC = 0;
  private static final int SOCKADDR_IN_SIZE = 16;
  private static final int SOCKADDR_IN6_SIZE = 28;
  private static final int SOCKADDR_ROOM = 32;

  private final boolean byReset;
  private final Connection[] connections;
  private final FreeSlots<Connection> free = new FreeSlots<>();
  private final ArrayDeque<Integer> vacant = new ArrayDeque<>(); // indices whose socket is closed
  private final ArrayDeque<SweepProbe> dialed = new ArrayDeque<>(); // perhaps not submitted yet
  private final Runnable submissionCheck = this::checkSubmissions;
  private final RefusalCheck refusals = new RefusalCheck(System.nanoTime());
  private final Completions completions = new Completions();
  private final ByteBuffer addresses; // of targets, by connection; the last is AF_UNSPEC
  private final long memory;
  private @Nullable IoRegistration registration;
  private int opened; // indices in use or vacant
  private int submitted; // operations that have not completed

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
  int socketsInUse() {
    return submitted;
  }

  @Override
  @Nullable Connection slotFor(SweepProbe probe) {
    boolean ipv6 = LinuxSockets.isIpv6(probe.target());
    Connection connection = free.poll(ipv6);
    return connection == null ? openWithinLimit(ipv6) : connection;
  }

  /**
   * Opens a socket; closes free ones of the other family first if there can be no more. Another
   * thread of this process may take the descriptor of a closed socket.
   */
  private @Nullable Connection openWithinLimit(boolean ipv6) {
    while (true) {
      if (opened < connections.length || !vacant.isEmpty()) {
        try {
          return openOneMore(ipv6);
        } catch (ChannelException e) {
          if (free.isEmpty() || !Errno.of(e).orElse(Errno.EIO).isShortage()) {
            throw e;
          }
        }
      }
      Connection other = free.peek(!ipv6);
      if (other == null || other.disconnecting) {
        return null;
      }
      free.poll(!ipv6);
      other.discard();
    }
  }

  private Connection openOneMore(boolean ipv6) {
    LinuxSocket socket = LinuxSocket.newSocketStream(ipv6);
    int index = vacant.isEmpty() ? opened++ : vacant.pop();
    Connection connection = new Connection(index, socket, ipv6);
    connections[index] = connection;
    return connection;
  }

  @Override
  void closeSockets() {
    closeWhenDrained();
  }

  private void closeWhenDrained() {
    if (!isDraining() || submitted > 0) {
      return;
    }
    for (int i = 0; i < opened; i++) {
      LinuxSockets.close(connections[i].socket);
    }
    if (registration != null) {
      registration.cancel();
    }
    socketsClosed();
  }

  private long submit(IoUringIoOps operation) {
    if (registration == null) {
      registration = loop.register(completions).syncUninterruptibly().getNow();
    }
    long token = registration.submit(operation);
    submitted++;
    return token;
  }

  /** Makes the next iteration check when the ring submitted the connect of a probe. */
  private void checkSubmission(SweepProbe probe) {
    if (dialed.isEmpty()) {
      var unused = loop.schedule(submissionCheck, 0, TimeUnit.NANOSECONDS);
    }
    dialed.add(probe);
  }

  private void checkSubmissions() {
    long now = System.nanoTime();
    for (SweepProbe probe = dialed.poll(); probe != null; probe = dialed.poll()) {
      restartTimerIfLate(probe, now);
    }
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
      submitted--;
      if (completion.opcode() == IORING_OP_CONNECT) {
        int data = (int) completion.userData();
        if (data < 0) {
          connections[~data].disconnected();
        } else {
          connections[data].connected(completion.res());
        }
      }
      closeWhenDrained();
    }

    @Override
    public void close() {
      if (registration != null) {
        registration.cancel();
      }
    }
  }

  private final class Connection extends LinuxSlot {
    private final int index;
    private final IoUringIoOps connect;
    private final IoUringIoOps disconnect;
    private boolean used; // must be disconnected before the next connect
    private boolean connecting; // the connect has not completed
    private boolean disconnecting; // the disconnect has not completed
    private long token; // identifies the connect in a cancellation

    Connection(int index, LinuxSocket socket, boolean ipv6) {
      super(socket, ipv6);
      this.index = index;
      int addressSize = ipv6 ? SOCKADDR_IN6_SIZE : SOCKADDR_IN_SIZE;
      connect = connect(addressSize, index, index);
      disconnect = connect(SOCKADDR_IN_SIZE, capacity(), ~index);
    }

    private IoUringIoOps connect(int addressSize, int addressIndex, int data) {
      long address = memory + (long) addressIndex * SOCKADDR_ROOM;
      return operation(IORING_OP_CONNECT, socket.intValue(), addressSize, address, data);
    }

    @Override
    void dial(SweepProbe next) {
      write(next.target(), next.port);
      if (used) {
        disconnect();
      }
      used = true;
      startTimer(next);
      token = submit(connect);
      connecting = true;
      checkSubmission(next);
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

    private void disconnect() {
      submit(disconnect);
      disconnecting = true;
      used = false;
    }

    /** Handles the completion of a disconnect. */
    void disconnected() {
      disconnecting = false;
      socketFree();
    }

    @Override
    void expire() {
      submit(operation(IORING_OP_ASYNC_CANCEL, -1, 0L, token, 0));
    }

    @Override
    void abandon() {
      detach();
      if (connecting) {
        expire();
      } else {
        addFree();
      }
    }

    /** Handles the completion of a connect. */
    void connected(int result) {
      connecting = false;
      SweepProbe current = probe;
      try {
        if (current == null) {
          releaseAbandoned(result == 0);
        } else {
          connected(current, result);
        }
      } catch (RuntimeException | Error e) { // an error would end the loop
        if (current == null) {
          log(e);
        } else {
          fail(current, e);
        }
      }
    }

    private void releaseAbandoned(boolean accepted) {
      if (accepted) {
        disconnect();
      }
      addFree();
    }

    private void connected(SweepProbe finished, int result) {
      // An ICMP error that arrives during the connect call is a soft error: the kernel keeps it in
      // the socket, and the ring reports a connect as successful, or does not report it at all.
      int error = result == 0 || result == -ECANCELED ? LinuxSockets.error(socket) : -result;
      if (error != 0) {
        failed(finished, error);
      } else if (result == 0) {
        accepted(finished);
      } else {
        detach();
        addFree();
        end(finished, SweepProbe.TIMED_OUT, false);
      }
    }

    private void failed(SweepProbe finished, int error) {
      if (error == Errno.ECONNREFUSED.number()) {
        refusals.check(socket, finished);
      }
      boolean local = isLocal(error, finished);
      detach();
      addFree();
      end(finished, error, local);
    }

    private void accepted(SweepProbe finished) {
      boolean toItself = LinuxSockets.isConnectedToItself(socket, finished.port);
      if (byReset || toItself) {
        disconnect();
        detach();
        addFree();
      } else {
        detach();
        discard();
        socketFree();
      }
      if (toItself) {
        retry(finished);
      } else {
        end(finished, SweepProbe.OPEN, false);
      }
    }

    /** Closes a socket that no operation of the ring uses. */
    void discard() {
      LinuxSockets.close(socket);
      vacant.push(index);
    }

    private void addFree() {
      free.push(this);
      socketFree();
    }
  }

  /** The ring does not report whether the call failed or the network rejected the connect. */
  private static boolean isLocal(int number, SweepProbe probe) {
    if (number == Errno.ECONNREFUSED.number()) {
      return false; // by far the most frequent error, without an allocation
    }
    Errno errno = Errno.ofLinux(number).orElse(Errno.EIO);
    if (errno.mayComeFromPeer()) {
      return false;
    }
    return !errno.mayComeFromIcmp() || LinuxSockets.hasNoRouteTo(probe.target(), probe.port);
  }
}
