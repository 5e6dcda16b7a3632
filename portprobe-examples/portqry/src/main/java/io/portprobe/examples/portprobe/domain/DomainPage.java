package io.portprobe.examples.portprobe.domain;

import io.portprobe.examples.portprobe.output.html.DomainTable;
import io.portprobe.examples.portprobe.output.html.DomainTable.Cell;
import io.portprobe.examples.portprobe.output.html.DomainTable.Controller;
import io.portprobe.examples.portprobe.output.html.DomainTable.Section;
import io.portprobe.protocols.domain.report.AddressReport;
import io.portprobe.protocols.domain.report.Blocker;
import io.portprobe.protocols.domain.report.ControllerReport;
import io.portprobe.protocols.domain.report.DomainReport;
import io.portprobe.protocols.domain.report.DomainWarning;
import io.portprobe.protocols.domain.report.PurposeReport;
import io.portprobe.protocols.domain.report.ServiceQuery;
import io.portprobe.protocols.domain.report.ServiceRecord;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.protocols.domain.report.Verdict;
import io.portprobe.text.AddressText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report on the HTML page: controllers x purposes, and lists below the table. */
final class DomainPage {
  private DomainPage() {}

  static DomainTable table(DomainReport report) {
    List<Section> sections = new ArrayList<>();
    add(sections, "Purposes", report.purposes().stream().map(DomainPage::purpose).toList());
    add(
        sections,
        "What to change",
        report.purposes().stream()
            .flatMap(purpose -> purpose.blockers().stream())
            .map(Blocker::sentence)
            .distinct()
            .toList());
    add(sections, "Warnings", report.warnings().stream().map(DomainWarning::text).toList());
    add(sections, "Records", report.queries().stream().map(DomainPage::query).toList());
    return new DomainTable(
        report.domain(),
        report.purposes().stream().map(each -> each.purpose().description()).toList(),
        report.controllers().stream().map(each -> controller(report, each)).toList(),
        sections);
  }

  private static void add(List<Section> sections, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      sections.add(new Section(title, lines));
    }
  }

  private static String purpose(PurposeReport purpose) {
    return purpose.purpose().description() + ": " + purpose.verdict().description();
  }

  private static String query(ServiceQuery query) {
    List<String> records = query.records().stream().map(ServiceRecord::toString).toList();
    return query.name() + ": " + (records.isEmpty() ? "none" : String.join("; ", records));
  }

  private static Controller controller(DomainReport report, ControllerReport controller) {
    List<String> lines = new ArrayList<>();
    controller.site().ifPresent(site -> lines.add("site " + site));
    if (controller.isPdc()) {
      lines.add("primary domain controller");
    }
    controller.addresses().forEach(address -> lines.add(address(address)));
    List<Optional<Cell>> cells = new ArrayList<>();
    report.purposes().forEach(purpose -> cells.add(Optional.of(cell(purpose, controller))));
    return new Controller(controller.host(), lines, cells);
  }

  private static String address(AddressReport address) {
    return AddressText.of(address.address()) + ": " + address.state().description();
  }

  private static Cell cell(PurposeReport purpose, ControllerReport controller) {
    Verdict verdict = controller.verdicts().getOrDefault(purpose.purpose(), Verdict.UNKNOWN);
    List<Blocker> blockers =
        purpose.blockers().stream()
            .filter(blocker -> blocker.controller().filter(controller.host()::equals).isPresent())
            .toList();
    String text =
        !controller.isResponding()
            ? "no service responds"
            : blockers.isEmpty()
                ? verdict.description()
                : firstOf(blockers.stream().map(DomainPage::blocker).toList());
    List<String> evidence = new ArrayList<>(blockers.stream().map(Blocker::sentence).toList());
    controller.addresses().forEach(address -> evidence.addAll(deciding(purpose, address)));
    return new Cell(verdict(verdict), text, evidence);
  }

  /** Returns a line for each service of an address that decides a purpose. */
  private static List<String> deciding(PurposeReport purpose, AddressReport address) {
    return address.services().stream()
        .filter(service -> isNeeded(purpose, service))
        .map(service -> AddressText.of(address.address()) + " " + service(service))
        .toList();
  }

  private static boolean isNeeded(PurposeReport purpose, ServiceReport service) {
    return purpose.purpose().requirements().stream()
        .anyMatch(alternatives -> alternatives.contains(service.service()));
  }

  private static String service(ServiceReport service) {
    String port =
        service
            .endpoint()
            .map(endpoint -> endpoint.port() + "/" + endpoint.transport().label() + " ")
            .orElse("");
    String found = service.summary().isEmpty() ? "" : "; " + service.summary();
    return port + service.service().description() + ": " + service.explanation() + found;
  }

  /** Returns the first text, and how many others there are. */
  static String firstOf(List<String> texts) {
    String first = texts.get(0);
    return texts.size() == 1 ? first : first + ", and " + (texts.size() - 1) + " more";
  }

  private static String blocker(Blocker blocker) {
    return blocker
        .endpoint()
        .map(
            endpoint ->
                endpoint.port() + "/" + endpoint.transport().label() + " " + blocker.reason())
        .orElse(blocker.reason());
  }

  private static DomainTable.Verdict verdict(Verdict verdict) {
    return switch (verdict) {
      case POSSIBLE -> DomainTable.Verdict.PASSED;
      case PARTLY -> DomainTable.Verdict.WARNING;
      case BLOCKED -> DomainTable.Verdict.FAILED;
      case UNKNOWN -> DomainTable.Verdict.UNKNOWN;
    };
  }
}
