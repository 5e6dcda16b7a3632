package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.AddressState;
import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.domain.report.Verdict;
import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.text.SafeText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The implementation of {@link ControllerReport}. */
record DefaultControllerReport(
    String host,
    Map<Purpose, Verdict> verdicts,
    Optional<String> site,
    Set<DomainControllerFlag> flags,
    List<AddressReport> addresses)
    implements ControllerReport {
  DefaultControllerReport {
    verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
    flags = Collections.unmodifiableSet(new LinkedHashSet<>(flags));
    addresses = List.copyOf(addresses);
  }

  @Override
  public boolean isResponding() {
    return addresses.stream().anyMatch(each -> each.state() == AddressState.RESPONDING);
  }

  @Override
  public String toString() {
    return SafeText.line(host + " " + verdicts);
  }
}
