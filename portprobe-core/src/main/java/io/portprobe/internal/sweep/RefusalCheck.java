package io.portprobe.internal.sweep;

import io.netty.channel.epoll.LinuxSocket;
import io.portprobe.internal.net.Refusal;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Finds out what refused a connect, which costs a system call. A token bucket limits the calls to
 * about one percent of the time of a fast sweep; at the usual rates of a network, every refusal is
 * checked. Confined to the event loop.
 */
final class RefusalCheck {
  private static final int MAX_TOKENS = 4_096;
  private static final long NANOS_PER_TOKEN = TimeUnit.SECONDS.toNanos(1) / 8_192;

  private final ByteBuffer memory = Refusal.newMemory();
  private int tokens = MAX_TOKENS;
  private long refilled;

  /**
   * Creates a full bucket.
   *
   * @param now in terms of {@link System#nanoTime}
   */
  RefusalCheck(long now) {
    refilled = now;
  }

  /** Records in a probe what refused it, unless too many were checked lately. */
  void check(LinuxSocket socket, SweepProbe probe) {
    if (probe.checksRefusal || takeToken(probe.startedNanos)) {
      probe.refusal = Refusal.of(socket, memory);
    }
  }

  private boolean takeToken(long now) {
    if (tokens == 0) {
      long more = (now - refilled) / NANOS_PER_TOKEN;
      if (more <= 0) {
        return false;
      }
      tokens = (int) Math.min(MAX_TOKENS, more);
      refilled = now;
    }
    tokens--;
    return true;
  }
}
