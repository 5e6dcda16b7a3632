package io.portprobe.internal.sweep;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import io.portprobe.internal.net.Errno;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a sweep on epoll: opened up to the capacity of the sweep, registered once,
 * edge-triggered, and used for one probe after another.
 */
abstract class EpollSweep extends BaseSweep {
  private static final EpollIoOps HUNG_UP = EpollIoOps.valueOf(0x10); // EPOLLHUP

  private final EpollIoOps edges;
  private final Set<EpollSlot> open = new HashSet<>();
  private final FreeSlots<EpollSlot> free = new FreeSlots<>();
  private final CheckBackoff earlyChecks = new CheckBackoff();

  EpollSweep(IoEventLoop loop, int window, EpollIoOps edges, Sink sink) {
    super(loop, window, sink);
    this.edges = edges;
  }

  /** Opens a socket, which is not registered yet. */
  abstract EpollSlot newSlot(boolean ipv6) throws IOException;

  @Override
  final int socketsInUse() {
    return open.size() - free.size();
  }

  @Override
  final EpollSlot slotFor(SweepProbe probe) throws IOException {
    boolean ipv6 = LinuxSockets.isIpv6(probe.target());
    EpollSlot slot = free.poll(ipv6);
    if (slot == null || slot.fits(probe)) {
      return slot == null ? openWithinLimit(ipv6) : slot;
    }
    EpollSlot other = free.poll(ipv6);
    free.push(slot);
    return other == null ? openWithinLimit(ipv6) : other;
  }

  /**
   * Opens a socket; closes free ones first if the sweep, or this host, can have no more. Another
   * thread of this process may take the descriptor of a closed socket.
   */
  private EpollSlot openWithinLimit(boolean ipv6) throws IOException {
    if (open.size() >= capacity()) {
      discardFree(ipv6);
    }
    while (true) {
      try {
        return openOneMore(ipv6);
      } catch (ChannelException e) {
        if (!Errno.of(e).orElse(Errno.EIO).isShortage() || !discardFree(ipv6)) {
          throw e;
        }
      }
    }
  }

  /** Closes a free socket, preferably of the other family; returns false if there is none. */
  private boolean discardFree(boolean ipv6) {
    EpollSlot unfit = free.poll(!ipv6);
    if (unfit == null) {
      unfit = free.poll(ipv6); // of the right family, but it does not fit the probe
    }
    if (unfit == null) {
      return false;
    }
    unfit.discard();
    return true;
  }

  private EpollSlot openOneMore(boolean ipv6) throws IOException {
    EpollSlot slot = newSlot(ipv6);
    slot.register();
    open.add(slot);
    return slot;
  }

  @Override
  final void closeSockets() {
    for (EpollSlot slot : Set.copyOf(open)) {
      slot.releaseOrDiscard();
      slot.close();
    }
    open.clear();
    free.clear();
    socketsClosed();
  }

  /** A registered socket and the probe that uses it. */
  abstract class EpollSlot extends LinuxSlot implements EpollIoHandle {
    private @Nullable IoRegistration registration;

    EpollSlot(LinuxSocket socket, boolean ipv6) {
      super(socket, ipv6);
    }

    /** Handles an event of the socket while a probe uses it. */
    abstract void onEvent(SweepProbe current, EpollIoOps ops);

    /** Makes the socket ready for the next probe, and {@linkplain #addFree adds} it to the free. */
    abstract void recycle();

    /** Whether the socket can serve a probe of its family. */
    boolean fits(SweepProbe next) {
      return true;
    }

    /** Recycles or closes the socket of an abandoned probe. */
    void releaseAbandoned() {
      discard();
    }

    /** Registers the socket with the loop; closes it if that fails. */
    private void register() {
      boolean done = false;
      try {
        registration = loop.register(this).syncUninterruptibly().getNow();
        registration.submit(edges);
        done = true;
      } finally {
        if (!done) {
          close();
        }
      }
    }

    @Override
    public final void handle(IoRegistration ignored, IoEvent event) {
      SweepProbe current = probe;
      if (current == null) {
        return; // it is the late edge of an earlier probe
      }
      try {
        onEvent(current, ((EpollIoEvent) event).ops());
      } catch (RuntimeException | Error e) { // an error would end the loop
        fail(current, e);
      }
    }

    final boolean isHungUp(EpollIoOps ops) {
      return ops.contains(HUNG_UP);
    }

    /**
     * Returns the error that a peer on this host has caused already, or 0. Saves an event where
     * there is one; looks ever less often where there is none.
     */
    final int earlyError() throws IOException {
      if (!earlyChecks.isDue()) {
        return 0;
      }
      int error = socket.getSoError();
      earlyChecks.record(error != 0);
      return error;
    }

    /** Ends the probe, and recycles the socket or closes it. */
    final void finish(int outcome, boolean local, boolean recycle) {
      SweepProbe finished = detach();
      release(recycle);
      if (finished != null) {
        end(finished, outcome, local);
      }
    }

    /** Recycles the socket of a probe that has ended, or closes it. */
    final void release(boolean recycle) {
      if (!recycle) {
        discard();
        return;
      }
      try {
        recycle();
      } catch (RuntimeException | Error e) {
        discard(); // it would be in use for ever
        log(e);
      }
    }

    private void releaseOrDiscard() {
      try {
        releaseAbandoned();
      } catch (RuntimeException | Error e) {
        discard();
        log(e);
      }
    }

    @Override
    final void abandon() {
      detach();
      loop.execute(this::releaseOrDiscard);
    }

    final boolean isOpen() {
      return open.contains(this);
    }

    final void addFree() {
      free.push(this);
      socketFree();
    }

    final void discard() {
      if (open.remove(this)) {
        close();
        socketFree();
      }
    }

    @Override
    public final FileDescriptor fd() {
      return socket;
    }

    /** Closes the socket. The loop calls this too, when it ends. */
    @Override
    public final void close() {
      LinuxSockets.close(socket);
      if (registration != null) {
        registration.cancel();
      }
    }
  }
}
