package io.portprobe.testing.protocol;

import io.portprobe.Transport;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A {@link DialogueContext} for tests of a dialogue without a socket, with a fixed clock, seeded
 * random numbers and the options that the test sets. Not thread-safe.
 */
public final class TestDialogueContext implements DialogueContext {
  /** The time of {@link #clock()}. */
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Transport transport;
  private final String host;
  private final InetSocketAddress peer;
  private final RandomGenerator random;
  private final Map<ProtocolOption<?>, Object> options = new HashMap<>();

  private TestDialogueContext(Transport transport, String host, int port, long seed) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.host = Objects.requireNonNull(host, "host");
    this.peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.random = new SplittableRandom(seed);
  }

  /**
   * Creates the context of a probe of {@code localhost}, with seed 1.
   *
   * @param transport TCP or UDP
   * @param port the peer's port, 0 to 65535
   * @return a new context
   */
  public static TestDialogueContext of(Transport transport, int port) {
    return of(transport, port, 1);
  }

  /**
   * Creates the context of a probe of {@code localhost}.
   *
   * @param transport TCP or UDP
   * @param port the peer's port, 0 to 65535
   * @param seed the seed of {@link #random()}
   * @return a new context
   */
  public static TestDialogueContext of(Transport transport, int port, long seed) {
    return new TestDialogueContext(transport, "localhost", port, seed);
  }

  /**
   * Sets an option, as {@link io.portprobe.PortProbe#option} does.
   *
   * @param <T> the type of the value
   * @param option the option
   * @param value the value
   * @return this
   * @throws IllegalArgumentException if the value is invalid for the option
   */
  public <T> TestDialogueContext with(ProtocolOption<T> option, T value) {
    option.checkValue(value);
    options.put(option, value);
    return this;
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public InetSocketAddress peer() {
    return peer;
  }

  @Override
  public Transport transport() {
    return transport;
  }

  @Override
  public Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  @SuppressWarnings("unchecked") // with() pairs an option with a value of its type
  public <T> T option(ProtocolOption<T> option) {
    return (T) options.getOrDefault(option, option.defaultValue());
  }

  /**
   * Returns transport, host and port.
   *
   * @return for example {@code "udp://localhost:53"}
   */
  @Override
  public String toString() {
    return transport.label() + "://" + host + ":" + peer.getPort();
  }
}
