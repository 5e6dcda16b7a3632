package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.Blocker;
import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.DomainWarning;
import io.portprobe.protocols.domain.report.DomainWarning.Kind;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.domain.report.PurposeReport;
import io.portprobe.protocols.domain.report.ServiceQuery;
import io.portprobe.protocols.domain.report.Verdict;
import io.portprobe.text.AddressText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the report from what the probes found. Confined to the calling thread. */
final class ReportAssembly {
  private final DomainSettings settings;
  private final Instant started;
  private final long startedNanos;
  private final List<DomainWarning> warnings = new ArrayList<>();

  ReportAssembly(DomainSettings settings, Instant started, long startedNanos) {
    this.settings = settings;
    this.started = started;
    this.startedNanos = startedNanos;
  }

  /**
   * Returns the report.
   *
   * @param configured the name servers that decide whether the domain can be located
   * @param queries all queries, that of the controllers first
   * @param skipped how many probes were not completed before the end of the check
   * @param overLimit how many controllers exceed the limit
   */
  DomainReport report(
      String domain,
      List<Endpoint> configured,
      List<ServiceQuery> queries,
      List<ControllerProbes.Found> found,
      ControllerFacts facts,
      int skipped,
      int overLimit) {
    List<Blocker> locator = locator(configured, queries);
    List<ControllerReport> controllers = found.stream().map(this::controller).toList();
    List<PurposeReport> purposes = new ArrayList<>();
    for (Purpose purpose : settings.scope().purposes()) {
      purposes.add(purpose(purpose, controllers, locator, found));
    }
    warnings.addAll(Warnings.ofQueries(queries));
    found.forEach(each -> ofController(domain, queries, each));
    Set<DomainService> needed = ServiceProbes.required(settings.scope().purposes());
    controllers.forEach(each -> warnings.addAll(Warnings.ofController(each, needed, started)));
    limits(skipped, overLimit);
    return new DefaultDomainReport(
        domain,
        VerdictRules.worst(purposes.stream().map(PurposeReport::verdict).toList()),
        purposes,
        warnings.stream().distinct().toList(),
        skipped == 0 && overLimit == 0,
        facts.forest(),
        settings.scope().site().or(facts::clientSite),
        started,
        Duration.ofNanos(System.nanoTime() - startedNanos),
        queries,
        controllers);
  }

  /** Returns why the configured name servers do not locate the domain; empty if one does. */
  private static List<Blocker> locator(List<Endpoint> configured, List<ServiceQuery> queries) {
    if (queries.isEmpty()) {
      return List.of(Sentences.unknownDomain());
    }
    boolean located =
        queries.get(0).answers().stream()
            .anyMatch(
                answer -> configured.contains(answer.server()) && !answer.records().isEmpty());
    return located ? List.of() : Sentences.locator(queries.get(0), configured);
  }

  private ControllerReport controller(ControllerProbes.Found found) {
    ControllerFacts facts = found.facts();
    List<AddressReport> addresses = found.addresses().stream().map(this::address).toList();
    Map<Purpose, Verdict> verdicts = new EnumMap<>(Purpose.class);
    settings
        .scope()
        .purposes()
        .forEach(
            purpose ->
                verdicts.put(
                    purpose,
                    addresses.isEmpty()
                        ? Verdict.BLOCKED
                        : VerdictRules.ofController(purpose, addresses)));
    return new DefaultControllerReport(
        found.host().host(), verdicts, facts.site(), facts.flags(), addresses);
  }

  private AddressReport address(AddressProbes.Result result) {
    Optional<Duration> clockOffset = VerdictRules.clockOffset(result.services());
    Map<Purpose, Verdict> verdicts = new EnumMap<>(Purpose.class);
    settings
        .scope()
        .purposes()
        .forEach(
            purpose ->
                verdicts.put(
                    purpose, VerdictRules.ofAddress(purpose, result.services(), clockOffset)));
    return new DefaultAddressReport(
        result.address(),
        VerdictRules.state(result.services()),
        clockOffset,
        verdicts,
        result.services());
  }

  /** Returns the report of a purpose; names without an address block it if nothing responds. */
  private static PurposeReport purpose(
      Purpose purpose,
      List<ControllerReport> controllers,
      List<Blocker> locator,
      List<ControllerProbes.Found> found) {
    PurposeReport report = VerdictRules.ofDomain(purpose, controllers, locator);
    if (controllers.stream().anyMatch(ControllerReport::isResponding)) {
      return report;
    }
    List<Blocker> blockers = new ArrayList<>(report.blockers());
    found.forEach(
        each ->
            each.host()
                .failure()
                .ifPresent(
                    failure -> blockers.add(Sentences.noAddress(each.host().host(), failure))));
    return new DefaultPurposeReport(purpose, report.verdict(), report.controllers(), blockers);
  }

  private void ofController(
      String domain, List<ServiceQuery> queries, ControllerProbes.Found found) {
    String host = found.host().host();
    found
        .host()
        .failure()
        .ifPresent(
            failure ->
                warnings.add(Warnings.of(Kind.CONTROLLER_DOWN, host + ": no address: " + failure)));
    if (!found.host().agrees()) {
      warnings.add(
          Warnings.of(
              Kind.NAME_SERVERS_DISAGREE, "name servers disagree about the addresses of " + host));
    }
    found
        .facts()
        .domain()
        .filter(actual -> !actual.equals(domain))
        .ifPresent(
            actual ->
                warnings.add(Warnings.of(Kind.OTHER_DOMAIN, host + " serves domain " + actual)));
    for (AddressProbes.Result address : found.addresses()) {
      warnings.addAll(address.warnings());
      if (!queries.isEmpty()
          && !address.records().isEmpty()
          && !new HashSet<>(address.records()).equals(new HashSet<>(queries.get(0).records()))) {
        warnings.add(
            Warnings.of(
                Kind.NAME_SERVERS_DISAGREE,
                "the name server of "
                    + host
                    + " ("
                    + AddressText.of(address.address())
                    + ") has other records of "
                    + queries.get(0).name()
                    + ": "
                    + address.records()));
      }
    }
  }

  private void limits(int skipped, int overLimit) {
    if (skipped > 0) {
      warnings.add(
          Warnings.of(
              Kind.INCOMPLETE,
              "probes that were not completed before the end of the check: " + skipped));
    }
    if (overLimit > 0) {
      warnings.add(
          Warnings.of(
              Kind.INCOMPLETE,
              "controllers that were not probed because of the limit: " + overLimit));
    }
  }
}
