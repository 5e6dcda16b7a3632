package io.portprobe.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A finding of a script with {@link ProtocolScript#volatileReceived()}. */
record VolatileScriptFinding(
    String protocol,
    List<String> received,
    Map<String, String> values,
    boolean complete,
    Optional<TlsInfo> tls)
    implements ScriptFinding {
  VolatileScriptFinding(DefaultScriptFinding finding) {
    this(
        finding.protocol(),
        finding.received(),
        finding.values(),
        finding.complete(),
        finding.tls());
  }

  private DefaultScriptFinding plain() {
    return new DefaultScriptFinding(protocol, received, values, complete, tls);
  }

  @Override
  public List<String> lines() {
    return plain().lines();
  }

  @Override
  public ServiceFacts facts() {
    return plain()
        .facts()
        .withVolatileComponents("received")
        .withVolatileLines(DefaultScriptFinding.beginning(protocol));
  }

  /** Leaves out the text of the peer. */
  @Override
  public String toString() {
    return plain().toString();
  }
}
