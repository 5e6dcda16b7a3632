package io.portprobe.examples.portprobe.domain;

import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.protocols.domain.report.DomainReport;

/** The exit code of a report. */
final class DomainExit {
  private DomainExit() {}

  static int code(DomainReport report) {
    if (report.controllers().isEmpty() && !report.queries().isEmpty()) {
      boolean responded =
          report.queries().get(0).answers().stream()
              .anyMatch(answer -> answer.rcode().filter(DomainExit::isAnswer).isPresent());
      return responded ? ExitCodes.UNRESOLVED : ExitCodes.RESOLVER;
    }
    return switch (report.verdict()) {
      case POSSIBLE -> ExitCodes.AS_WANTED;
      case PARTLY, BLOCKED -> ExitCodes.NOT_AS_WANTED;
      case UNKNOWN -> ExitCodes.NOT_KNOWN;
    };
  }

  /** Returns whether a response code states that there is no record. */
  private static boolean isAnswer(String rcode) {
    return rcode.equals("NOERROR") || rcode.equals("NXDOMAIN");
  }
}
