package io.portprobe.protocols.internal.simple;

import io.portprobe.protocols.simple.ServerTime;
import io.portprobe.spi.ServiceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The implementation of {@link ServerTime}. */
public record DefaultServerTime(Instant time, Duration skew) implements ServerTime {
  /** Checks that nothing is null. */
  public DefaultServerTime {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(skew, "skew");
  }

  @Override
  public List<String> lines() {
    return List.of(toString(), "skew: " + skew.toSeconds() + " s");
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("time").withVolatileComponents("time", "skew").withVolatileLines("");
  }

  @Override
  public String toString() {
    return "time: " + time;
  }
}
