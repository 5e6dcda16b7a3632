package io.portprobe.internal.probe;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.portprobe.internal.net.Errno;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends datagrams, and sends them again until there is a reply: after half a second, then every
 * second, because a host that rate-limits its ICMP errors sends one a second. Confined to the event
 * loop.
 */
final class Retransmitter {
  static final long FIRST_MILLIS = 500;
  static final long LATER_MILLIS = 1_000;

  /** Most datagrams to send again at once because of a smaller path MTU; each router has one. */
  static final int MAX_RESENDS = 8;

  /** Decides about the datagrams to send. */
  interface Listener {
    /** Returns whether datagrams may be sent. */
    boolean isSending();

    /** Returns the message to write for a datagram. */
    Object message(Channel channel, ByteBuffer datagram);

    /** A datagram was not written. */
    void onNotWritten(Channel channel, Throwable error);
  }

  private final EventLoop loop;
  private final Listener listener;

  /** What each retransmission sends, in turn. */
  private List<List<ByteBuffer>> rounds = List.of();

  private int round;
  private @Nullable Future<?> timer;
  private int resends;
  private int sent;

  Retransmitter(EventLoop loop, Listener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /** Returns how many datagrams were sent. */
  int sent() {
    return sent;
  }

  /** Sends datagrams now and at each retransmission, in place of those before. */
  void send(Channel channel, List<ByteBuffer> datagrams) {
    rounds = List.of(datagrams);
    round = 0;
    write(channel, datagrams);
    schedule(channel, FIRST_MILLIS);
  }

  /**
   * Replaces the datagrams of later retransmissions. Each of them sends one datagram, in turn.
   *
   * @param millis the time until the first of them
   */
  void replace(Channel channel, List<ByteBuffer> datagrams, long millis) {
    rounds = datagrams.stream().map(List::of).toList();
    round = 0;
    schedule(channel, millis);
  }

  /** Ends the retransmissions. */
  void cancel() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /**
   * Sends the last datagrams again if they were larger than the path MTU. The kernel has learnt the
   * smaller MTU from ICMP fragmentation needed (RFC 1191) or packet too big (RFC 8201), and
   * fragments them now.
   *
   * @return false if the error has another cause, or the datagrams were sent again too often
   */
  boolean resendIfTooBig(Channel channel, Throwable error) {
    if (resends >= MAX_RESENDS
        || Errno.of(error).filter(errno -> errno == Errno.EMSGSIZE).isEmpty()) {
      return false;
    }
    resends++;
    loop.execute(
        () -> {
          if (listener.isSending() && channel.isActive() && !rounds.isEmpty()) {
            write(channel, rounds.get(Math.max(0, round - 1) % rounds.size()));
          }
        });
    return true;
  }

  private void schedule(Channel channel, long millis) {
    cancel();
    timer =
        loop.schedule(
            () -> {
              if (listener.isSending() && channel.isActive()) {
                write(channel, rounds.get(round++ % rounds.size()));
                schedule(channel, LATER_MILLIS);
              }
            },
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void write(Channel channel, List<ByteBuffer> datagrams) {
    for (ByteBuffer datagram : datagrams) {
      sent++;
      channel
          .writeAndFlush(listener.message(channel, datagram))
          .addListener(
              written -> {
                if (!written.isSuccess()) {
                  listener.onNotWritten(channel, written.cause());
                }
              });
    }
  }
}
