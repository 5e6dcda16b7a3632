package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.protocols.sunrpc.RpcVersions;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The implementation of {@link RpcVersions}. */
public record DefaultRpcVersions(
    long program,
    String name,
    List<Long> versions,
    Optional<String> range,
    Optional<String> error,
    boolean complete)
    implements RpcVersions {
  /** Copies the list and escapes the texts. */
  public DefaultRpcVersions {
    name = SafeText.line(name);
    versions = List.copyOf(versions);
    range = range.map(SafeText::line);
    error = error.map(SafeText::line);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    range.ifPresent(text -> lines.add("range: " + text));
    error.ifPresent(text -> lines.add("refused: " + text));
    return lines;
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of(name);
  }

  @Override
  public String toString() {
    return name
        + " (program "
        + program
        + "): versions "
        + versions
        + (complete ? "" : ", incomplete");
  }
}
