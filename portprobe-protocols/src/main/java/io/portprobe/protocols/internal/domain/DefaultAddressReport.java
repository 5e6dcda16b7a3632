package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.AddressState;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.protocols.domain.report.Verdict;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The implementation of {@link AddressReport}. */
record DefaultAddressReport(
    InetAddress address,
    AddressState state,
    Optional<Duration> clockOffset,
    Map<Purpose, Verdict> verdicts,
    List<ServiceReport> services)
    implements AddressReport {
  DefaultAddressReport {
    verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
    services = List.copyOf(services);
  }

  @Override
  public String toString() {
    return SafeText.line(AddressText.of(address) + " " + state + " " + verdicts);
  }
}
