package io.portprobe.internal.sweep;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
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
 * What the sweeps on the JDK's channels share: a channel for each probe, since the JDK closes one
 * that was refused. It is registered only if the outcome is not there at once.
 */
abstract class NioSweep extends BaseSweep {
  private final Set<NioSlot<?>> atWork = new HashSet<>();
  private final CheckBackoff eagerness = new CheckBackoff();
  private final IoOps interest;

  /**
   * Sets it up.
   *
   * @param interest what tells that an outcome is there
   */
  NioSweep(IoEventLoop loop, int window, IoOps interest, Sink sink) {
    super(loop, window, sink);
    this.interest = interest;
  }

  /** Opens a channel. */
  abstract NioSlot<?> open(StandardProtocolFamily family) throws IOException;

  @Override
  final int socketsAtWork() {
    return atWork.size();
  }

  @Override
  final boolean dial(SweepProbe probe) {
    NioSlot<?> slot;
    try {
      slot = open(family(probe.target()));
    } catch (IOException | UnsupportedOperationException e) {
      int errno = SocketErrors.errno(e);
      if (SocketErrors.isShortage(errno)) {
        return false;
      }
      end(probe, errno, true);
      return true;
    }
    atWork.add(slot);
    slot.dial(probe);
    return true;
  }

  private static StandardProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  @Override
  final void expire(SweepProbe probe) {
    if (probe.slot instanceof NioSlot<?> slot) {
      slot.end(SweepProbe.TIMED_OUT, false);
    }
  }

  @Override
  final void abandon(SweepProbe probe) {
    if (probe.slot instanceof NioSlot<?> slot) {
      slot.part();
      slot.close();
    }
  }

  @Override
  final void closeSockets() {
    Set.copyOf(atWork).forEach(NioSlot::close);
    // The JDK closes the descriptors in the next select.
    var unused = loop.schedule(this::allClosed, 0, TimeUnit.NANOSECONDS);
  }

  /**
   * A channel, and the probe it is for.
   *
   * @param <C> the kind of channel
   */
  abstract class NioSlot<C extends SelectableChannel> extends SocketSlot implements NioIoHandle {
    final C channel;
    private @Nullable IoRegistration registration;

    NioSlot(C channel) {
      this.channel = channel;
    }

    /**
     * Connects, or sends.
     *
     * @return false if nothing more is to come on this channel
     */
    abstract boolean ask(SweepProbe next) throws IOException;

    /**
     * Takes the outcome.
     *
     * @return false if it is not there yet
     */
    abstract boolean hear(SweepProbe current) throws IOException;

    /** Whether an error of {@link #ask} arose before a packet left this machine. */
    abstract boolean isLocal(int errno);

    private void dial(SweepProbe next) {
      take(next);
      stamp(next);
      try {
        channel.configureBlocking(false);
        if (!ask(next)) {
          return;
        }
      } catch (IOException e) {
        int errno = SocketErrors.errno(e);
        end(errno, isLocal(errno));
        return;
      }
      if (eagerness.asksNow()) {
        boolean over = heard(next);
        eagerness.wasAnswered(over);
        if (over) {
          return;
        }
      }
      registration = loop.register(this).syncUninterruptibly().getNow();
      registration.submit(interest);
    }

    private boolean heard(SweepProbe current) {
      try {
        return hear(current);
      } catch (IOException e) {
        end(SocketErrors.errno(e), false);
        return true;
      }
    }

    @Override
    public final void handle(IoRegistration ignored, IoEvent event) {
      SweepProbe current = probe;
      if (current != null) {
        heard(current);
      }
    }

    final void end(int outcome, boolean local) {
      SweepProbe ended = part();
      close();
      if (ended != null) {
        NioSweep.this.end(ended, outcome, local);
      }
    }

    /** It met itself: the probe is to be dialled once more. */
    final void meetAgain(SweepProbe current) {
      part();
      close();
      again(current);
    }

    @Override
    public final SelectableChannel selectableChannel() {
      return channel;
    }

    @Override
    public final void close() {
      if (atWork.remove(this)) {
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
        // There was nothing to be lost in it, and the descriptor is gone all the same, see
        // close(2).
      }
    }
  }
}
