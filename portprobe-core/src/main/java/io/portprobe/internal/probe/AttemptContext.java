package io.portprobe.internal.probe;

import io.netty.channel.EventLoop;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.spi.DialogueContext;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What the attempts of one probe share.
 *
 * @param settings the settings of the probe
 * @param loop the event loop that the probe is confined to
 * @param loops the event loops of the client, which provide channels and the reader of ICMP errors
 * @param filter the target policy, for an attempt that continues over another transport
 * @param beganNanos the time of {@link System#nanoTime()} at which the probe, or its continuation
 *     on another connection, began
 * @param deadlineNanos the time of {@link System#nanoTime()} at which the probe ends
 * @param attempts the number of attempts of the probe, known when the first starts
 */
record AttemptContext(
    ProbeSettings settings,
    EventLoop loop,
    ClientEventLoops loops,
    AddressFilter filter,
    long beganNanos,
    long deadlineNanos,
    IntSupplier attempts) {
  /** Returns the context of a dialogue with one address. */
  DialogueContext dialogueContext(InetSocketAddress peer, Optional<InetSocketAddress> local) {
    return settings.dialogueContext(peer, local, deadlineNanos, attempts.getAsInt());
  }

  /** Returns a copy for an attempt that continues over TCP. */
  AttemptContext overTcp() {
    return new AttemptContext(
        settings.overTcp(), loop, loops, filter, beganNanos, deadlineNanos, attempts);
  }

  /** Returns a copy for an attempt that continues, from now on, what another one has begun. */
  AttemptContext continued() {
    return new AttemptContext(
        settings, loop, loops, filter, System.nanoTime(), deadlineNanos, attempts);
  }
}
