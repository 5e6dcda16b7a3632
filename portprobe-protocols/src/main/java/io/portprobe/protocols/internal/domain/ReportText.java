package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.Blocker;
import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.PurposeReport;
import io.portprobe.protocols.domain.report.ServiceOutcome;
import io.portprobe.protocols.domain.report.ServiceQuery;
import io.portprobe.protocols.domain.report.ServiceRecord;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as lines. Confined to the calling thread. */
final class ReportText {
  private static final int SERVICE_WIDTH =
      width(Stream.of(DomainService.values()).map(DomainService::description));
  private static final int OUTCOME_WIDTH =
      width(Stream.of(ServiceOutcome.values()).map(ServiceOutcome::description));

  private final DomainReport report;
  private final List<String> lines = new ArrayList<>();

  ReportText(DomainReport report) {
    this.report = report;
  }

  private static int width(Stream<String> column) {
    return column.mapToInt(String::length).max().orElse(0);
  }

  List<String> lines() {
    lines.add(
        "Domain "
            + (report.domain().isEmpty() ? "(not known)" : report.domain())
            + report.forest().map(name -> ", forest " + name).orElse("")
            + report.site().map(name -> ", site " + name).orElse(""));
    report.purposes().forEach(this::purpose);
    actions();
    section("Records (priority, weight, port, target)");
    report.queries().forEach(this::query);
    section("Controllers");
    report.controllers().forEach(this::controller);
    if (!report.warnings().isEmpty()) {
      section("Warnings");
      report.warnings().forEach(warning -> lines.add("  " + warning));
    }
    return SafeText.lines(lines);
  }

  private void section(String title) {
    lines.add("");
    lines.add(title);
  }

  private void purpose(PurposeReport purpose) {
    String controllers = String.join(", ", purpose.controllers());
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-18s %s%s",
            purpose.purpose().description(),
            purpose.verdict().description(),
            controllers.isEmpty() ? "" : " (" + controllers + ")"));
  }

  /** Adds each sentence once, with the purposes that its cause blocks. */
  private void actions() {
    Map<String, List<String>> purposes = new LinkedHashMap<>();
    for (PurposeReport purpose : report.purposes()) {
      for (Blocker blocker : purpose.blockers()) {
        purposes
            .computeIfAbsent(blocker.sentence(), sentence -> new ArrayList<>())
            .add(purpose.purpose().description());
      }
    }
    if (!purposes.isEmpty()) {
      section("What to change");
      purposes.forEach(
          (sentence, blocked) -> {
            lines.add("  " + sentence);
            lines.add("    blocks: " + String.join(", ", blocked));
          });
    }
  }

  private void query(ServiceQuery query) {
    lines.add("  " + query.name() + (query.records().isEmpty() ? ": none" : ""));
    int total = query.records().size();
    for (ServiceRecord each : query.records()) {
      long rivals =
          query.records().stream().filter(other -> other.priority() == each.priority()).count();
      lines.add(
          String.format(
              Locale.ROOT,
              "    %d %d %d %s%s",
              each.priority(),
              each.weight(),
              each.port(),
              each.target(),
              total > 1 && rivals > 1 ? " (" + share(query, each) + ")" : ""));
    }
  }

  /** Returns the share of clients that select a target first (RFC 2782, "weight"). */
  private static String share(ServiceQuery query, ServiceRecord target) {
    int sum =
        query.records().stream()
            .filter(each -> each.priority() == target.priority())
            .mapToInt(ServiceRecord::weight)
            .sum();
    return sum == 0 ? "any order" : Math.round(100.0 * target.weight() / sum) + " % of clients";
  }

  private void controller(ControllerReport controller) {
    lines.add(
        "  "
            + controller.host()
            + controller.site().map(site -> ", site " + site).orElse("")
            + roles(controller));
    controller.addresses().forEach(this::address);
  }

  private static String roles(ControllerReport controller) {
    String roles =
        controller.flags().stream()
            .filter(
                flag ->
                    flag == DomainControllerFlag.PDC
                        || flag == DomainControllerFlag.GC
                        || flag == DomainControllerFlag.WRITABLE
                        || flag == DomainControllerFlag.CLOSEST)
            .map(DomainControllerFlag::description)
            .collect(Collectors.joining(", "));
    return roles.isEmpty() ? "" : ", " + roles;
  }

  private void address(AddressReport address) {
    lines.add(
        "    "
            + AddressText.of(address.address())
            + ": "
            + address.state().description()
            + address
                .clockOffset()
                .map(offset -> ", clock offset " + ServiceSummary.seconds(offset))
                .orElse(""));
    address.services().forEach(this::service);
  }

  private void service(ServiceReport service) {
    String port = service.endpoint().map(each -> String.valueOf(each.port())).orElse("-");
    String text =
        String.format(
            Locale.ROOT,
            "      %-10s %-" + SERVICE_WIDTH + "s  %-" + OUTCOME_WIDTH + "s  %s",
            port + "/" + service.service().transport().label(),
            service.service().description(),
            service.outcome().description(),
            service.summary().isEmpty()
                ? service.explanation()
                : service.explanation() + "; " + service.summary());
    lines.add(text);
  }
}
