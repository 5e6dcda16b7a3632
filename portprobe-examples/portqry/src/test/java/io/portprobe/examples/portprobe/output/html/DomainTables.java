package io.portprobe.examples.portprobe.output.html;

import io.portprobe.examples.portprobe.output.html.DomainTable.Cell;
import io.portprobe.examples.portprobe.output.html.DomainTable.Controller;
import io.portprobe.examples.portprobe.output.html.DomainTable.Section;
import io.portprobe.examples.portprobe.output.html.DomainTable.Verdict;
import java.util.List;
import java.util.Optional;

/** A domain for tests of the page. */
final class DomainTables {
  private DomainTables() {}

  static DomainTable sample(String evidence) {
    return new DomainTable(
        "corp.example",
        List.of("join", "log on"),
        List.of(
            new Controller(
                "dc1.corp.example",
                List.of("192.0.2.1", "site Berlin"),
                List.of(
                    Optional.of(new Cell(Verdict.PASSED, "works", List.of("389/tcp: accepted"))),
                    Optional.of(new Cell(Verdict.FAILED, "88/udp filtered", List.of(evidence))))),
            new Controller(
                "dc2.corp.example",
                List.of("192.0.2.2"),
                List.of(
                    Optional.of(new Cell(Verdict.UNKNOWN, "down", List.of("no reply"))),
                    Optional.empty()))),
        List.of(new Section("Clocks", List.of("dc1: 0.2 s ahead"))));
  }
}
