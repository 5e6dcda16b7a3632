package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.protocols.domain.report.NameServerAnswer;
import io.portprobe.protocols.domain.report.ServiceRecord;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Optional;

/** The implementation of {@link NameServerAnswer}. */
record DefaultNameServerAnswer(
    Endpoint server, Optional<String> rcode, List<ServiceRecord> records, Optional<String> failure)
    implements NameServerAnswer {
  DefaultNameServerAnswer {
    records = List.copyOf(records);
  }

  @Override
  public String toString() {
    return SafeText.line(
        server + ": " + rcode.or(() -> failure).orElse("not queried") + ", " + records.size());
  }
}
