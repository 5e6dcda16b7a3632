package io.portprobe.testing.protocol;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A {@link DialogueContext} for tests of a dialogue without a socket, with a manual clock, seeded
 * random numbers and the options that the test sets. Not thread-safe.
 */
public final class TestDialogueContext implements DialogueContext {
  /** The time of {@link #clock()} before {@link #advance}. */
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final int LOCAL_PORT = 50_000;

  private final Transport transport;
  private String host;
  private InetSocketAddress peer;
  private final RandomGenerator random;
  private final Map<ProtocolOption<?>, Object> options = new HashMap<>();
  private Duration elapsed = Duration.ZERO;
  private Duration timeout = Duration.ofSeconds(5);
  private boolean tlsFirst;
  private Optional<Binding> binding = Optional.empty();

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
   * @throws IllegalArgumentException if the port is out of range
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
   * @throws IllegalArgumentException if the port is out of range
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

  /**
   * Sets the host and its address, for protocols that send them. Default: {@code localhost}.
   *
   * @param host a name or an address literal
   * @param address the address of {@link #peer()}
   * @return this
   */
  public TestDialogueContext withHost(String host, InetAddress address) {
    this.host = Objects.requireNonNull(host, "host");
    this.peer = new InetSocketAddress(Objects.requireNonNull(address, "address"), peer.getPort());
    return this;
  }

  /**
   * Sets the binding that the dialogue is chosen for. Default: none.
   *
   * @param chosen the binding; {@link #tlsFirst()} is as in the binding
   * @return this
   */
  public TestDialogueContext withBinding(Binding chosen) {
    this.binding = Optional.of(chosen);
    this.tlsFirst = chosen.tls();
    return this;
  }

  /**
   * Sets the time until the deadline. Default: 5 s.
   *
   * @param time more than zero
   * @return this
   * @throws IllegalArgumentException if the time is not positive
   */
  public TestDialogueContext withTimeout(Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("time: " + time + " (expected: > 0)");
    }
    this.timeout = time;
    return this;
  }

  /**
   * Lets time pass: moves {@link #clock()}, and reduces {@link #remaining()}, down to zero.
   *
   * @param time zero or more
   * @throws IllegalArgumentException if the time is negative
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time: " + time + " (expected: >= 0)");
    }
    elapsed = elapsed.plus(time);
  }

  @Override
  public Duration remaining() {
    Duration left = timeout.minus(elapsed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public Optional<Binding> binding() {
    return binding;
  }

  @Override
  public boolean tlsFirst() {
    return tlsFirst;
  }

  @Override
  public Optional<InetSocketAddress> local() {
    return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), LOCAL_PORT));
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
    return new ManualClock(ZoneOffset.UTC);
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

  /** A clock that {@link #advance} moves. */
  private final class ManualClock extends Clock {
    private final ZoneId zone;

    ManualClock(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new ManualClock(other);
    }

    @Override
    public Instant instant() {
      return NOW.plus(elapsed);
    }
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
