package io.portprobe.protocols.internal.socks;

import io.portprobe.protocols.socks.SocksResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link SocksResult}. */
public record DefaultSocksResult(
    int version,
    Optional<String> method,
    boolean requiresAuthentication,
    Optional<String> destination,
    Optional<String> reply,
    boolean connected)
    implements SocksResult {
  /** Checks that nothing is null. */
  public DefaultSocksResult {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(destination, "destination");
    Objects.requireNonNull(reply, "reply");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    destination.ifPresent(text -> lines.add("destination: " + text));
    reply.ifPresent(text -> lines.add("reply: " + text));
    return SafeText.lines(lines);
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("socks" + version);
  }

  @Override
  public String toString() {
    return SafeText.line(
        "SOCKS " + version + method.map(name -> ", authentication: " + name).orElse(""));
  }
}
