package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.protocols.domain.report.Blocker;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.util.Optional;

/** The implementation of {@link Blocker}. */
record DefaultBlocker(
    Kind kind,
    Optional<String> controller,
    Optional<DomainService> service,
    Optional<InetAddress> source,
    Optional<Endpoint> endpoint,
    String reason,
    String sentence)
    implements Blocker {
  @Override
  public String toString() {
    return SafeText.line(sentence);
  }
}
