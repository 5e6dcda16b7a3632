package io.portprobe.examples.portprobe.record;

import io.portprobe.Attempt;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeReport;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Remarks about the addresses of a name. */
final class AddressNotes {
  private AddressNotes() {}

  /**
   * Returns a line for each address that means this host, one if the addresses differ, and one for
   * each address that was not probed.
   */
  static List<String> of(ProbeReport report) {
    List<String> notes = new ArrayList<>();
    report.addresses().forEach(address -> AddressSyntax.remark(address).ifPresent(notes::add));
    if (!report.agrees()) {
      notes.add(
          "addresses differ: "
              + report.attempts().stream()
                  .map(AddressNotes::state)
                  .collect(Collectors.joining(", ")));
    }
    report.omissions().stream()
        .filter(omission -> !(omission instanceof ProbeCancelledException))
        .forEach(omission -> notes.add("not probed: " + Failures.message(omission)));
    return notes;
  }

  /** Returns a line if an attempt reached this host through 0.0.0.0 or ::. */
  static List<String> of(ProbeReport report, Attempt attempt) {
    InetAddress remote = attempt.remote().getAddress();
    return report.addresses().stream()
        .filter(address -> remote.isLoopbackAddress() && address.getClass() == remote.getClass())
        .flatMap(address -> AddressSyntax.remark(address).stream())
        .toList();
  }

  private static String state(Attempt attempt) {
    return AddressText.of(attempt.remote().getAddress())
        + " "
        + attempt.state().description()
        + " ("
        + attempt.reason().description()
        + ")";
  }
}
