package io.portprobe.internal.dialogue;

import io.portprobe.Transport;
import io.portprobe.internal.util.Randomness;
import io.portprobe.spi.Binding;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The context of a dialogue with a real peer.
 *
 * @param deadlineNanos the time of {@link System#nanoTime()} at which the probe ends
 */
public record DefaultDialogueContext(
    String host,
    InetSocketAddress peer,
    Optional<InetSocketAddress> local,
    Transport transport,
    Optional<Binding> binding,
    boolean tlsFirst,
    long deadlineNanos,
    Map<ProtocolOption<?>, Object> options,
    int findingBytes)
    implements DialogueContext {
  /** A dialogue of a scan ends after its first datagram, so that it has no large finding. */
  private static final int SCAN_BYTES = 1 << 20;

  /** No dialogue of a scan waits for a response, so that this time has no effect. */
  private static final Duration SCAN_TIMEOUT = Duration.ofSeconds(5);

  /** Returns the context of a dialogue that a scan uses for its first datagram. */
  public static DefaultDialogueContext ofScan(
      String host, InetSocketAddress peer, ProtocolRegistry.Entry protocol) {
    return new DefaultDialogueContext(
        host,
        peer,
        Optional.empty(),
        Transport.UDP,
        protocol.on(Transport.UDP, peer.getPort()),
        false,
        System.nanoTime() + SCAN_TIMEOUT.toNanos(),
        Map.of(),
        SCAN_BYTES);
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public RandomGenerator random() {
    return Randomness.shared();
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }

  @Override
  @SuppressWarnings("unchecked") // PortProbe.option pairs an option with a value of its type
  public <T> T option(ProtocolOption<T> option) {
    return (T) options.getOrDefault(option, option.defaultValue());
  }

  /** Leaves out the options, which may be secret. */
  @Override
  public String toString() {
    return transport.label() + "://" + host + ":" + peer.getPort();
  }
}
