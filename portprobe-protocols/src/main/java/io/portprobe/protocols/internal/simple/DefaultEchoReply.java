package io.portprobe.protocols.internal.simple;

import io.portprobe.protocols.simple.EchoReply;
import io.portprobe.spi.ServiceFacts;
import java.util.List;

/** The implementation of {@link EchoReply}. */
public record DefaultEchoReply(int bytes) implements EchoReply {
  @Override
  public List<String> lines() {
    return List.of(toString());
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("echo");
  }

  @Override
  public String toString() {
    return "echo: " + bytes + " random bytes returned unchanged";
  }
}
