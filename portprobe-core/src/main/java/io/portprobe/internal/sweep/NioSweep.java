package io.portprobe.internal.sweep;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.portprobe.internal.net.Errno;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectableChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A sweep on the channels of the JDK, for any system. Each probe opens a channel, since the JDK
 * closes one whose connect was refused. A channel is registered with the loop only if the probe has
 * not ended when its connect or send returns.
 */
abstract class NioSweep extends BaseSweep {
  private final Set<NioSlot<?>> inUse = new HashSet<>();
  private final CheckBackoff earlyChecks = new CheckBackoff();
  private final IoOps interest;

  /**
   * Creates a sweep.
   *
   * @param interest the event that ends a probe
   */
  NioSweep(IoEventLoop loop, int window, IoOps interest, Sink sink) {
    super(loop, window, sink);
    this.interest = interest;
  }

  /** Opens a channel of an address family. */
  abstract NioSlot<?> open(StandardProtocolFamily family) throws IOException;

  /**
   * The JDK does not set IP_RECVERR, and reads the error of a connect only after an event, which an
   * ICMP error that arrives during the connect call does not cause.
   */
  @Override
  public final boolean receivesIcmpErrors() {
    return false;
  }

  @Override
  final int socketsInUse() {
    return inUse.size();
  }

  @Override
  final NioSlot<?> slotFor(SweepProbe probe) throws IOException {
    NioSlot<?> slot = open(family(probe.target()));
    inUse.add(slot);
    return slot;
  }

  private static StandardProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  @Override
  final void closeSockets() {
    Set.copyOf(inUse).forEach(NioSlot::close);
    // The JDK closes the descriptors during the next select.
    var unused = loop.schedule(this::socketsClosed, 0, TimeUnit.NANOSECONDS);
  }

  /**
   * A channel and its probe.
   *
   * @param <C> the type of the channel
   */
  abstract class NioSlot<C extends SelectableChannel> extends SocketSlot implements NioIoHandle {
    final C channel;
    private @Nullable IoRegistration registration;

    NioSlot(C channel) {
      this.channel = channel;
    }

    /**
     * Connects, or sends the datagram.
     *
     * @return false if the probe has left this channel already
     */
    abstract boolean send(SweepProbe next) throws IOException;

    /**
     * Receives the outcome, and ends the probe.
     *
     * @return false if there is no outcome yet
     */
    abstract boolean receive(SweepProbe current) throws IOException;

    /** Whether an error of {@link #send} arose before a packet left this host. */
    abstract boolean isLocal(Errno errno);

    @Override
    final void dial(SweepProbe next) {
      startTimer(next);
      try {
        channel.configureBlocking(false);
        if (!send(next)) {
          return;
        }
      } catch (IOException e) {
        Errno errno = Errno.of(e).orElse(Errno.EIO);
        finish(errno.number(), isLocal(errno));
        return;
      }
      if (earlyChecks.isDue()) {
        boolean ended = receiveOrFail(next);
        earlyChecks.record(ended);
        if (ended) {
          return;
        }
      }
      registration = loop.register(this).syncUninterruptibly().getNow();
      registration.submit(interest);
    }

    private boolean receiveOrFail(SweepProbe current) {
      try {
        return receive(current);
      } catch (IOException e) {
        int error = Errno.numberOf(e);
        if (error == Errno.EMSGSIZE.number()) {
          closeAndRetry(current); // the path MTU is smaller; the kernel fragments from now on
        } else {
          finish(error, false);
        }
        return true;
      }
    }

    @Override
    public final void handle(IoRegistration ignored, IoEvent event) {
      SweepProbe current = probe;
      if (current == null) {
        return;
      }
      try {
        receiveOrFail(current);
      } catch (RuntimeException | Error e) { // an error would end the loop
        fail(current, e);
      }
    }

    @Override
    final void expire() {
      SweepProbe current = probe;
      if (current == null || !receiveOrFail(current)) {
        finish(SweepProbe.TIMED_OUT, false);
      }
    }

    @Override
    final void abandon() {
      detach();
      close();
    }

    /** Closes the channel and ends its probe. */
    final void finish(int outcome, boolean local) {
      SweepProbe finished = detach();
      close();
      if (finished != null) {
        end(finished, outcome, local);
      }
    }

    /** Closes a channel that is connected to itself, and sends its probe again. */
    final void closeAndRetry(SweepProbe current) {
      detach();
      close();
      retry(current);
    }

    @Override
    public final SelectableChannel selectableChannel() {
      return channel;
    }

    @Override
    public final void close() {
      if (inUse.remove(this)) {
        closeChannel();
        if (registration != null) {
          registration.cancel();
        }
        socketFree();
      }
    }

    private void closeChannel() {
      try {
        channel.close();
      } catch (IOException e) {
        // No data can be lost, and the descriptor is released in any case, close(2).
      }
    }
  }
}
