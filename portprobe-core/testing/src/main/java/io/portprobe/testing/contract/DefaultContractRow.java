package io.portprobe.testing.contract;

import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.testing.contract.ContractDetails.Severity;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ContractRow}.
 *
 * @param error the error of an assertion; empty if the line is met
 */
record DefaultContractRow(
    Verdict verdict,
    Optional<ContractEntry> port,
    Optional<NameEntry> name,
    List<Mismatch> mismatches,
    Optional<ProbeReport> report,
    List<InetAddress> addresses,
    Optional<ProbeException> failure,
    Optional<AssertionError> error)
    implements ContractRow {

  /** Returns the row of a port that was probed. */
  static DefaultContractRow of(
      ContractEntry entry,
      ProbeReport report,
      List<Mismatch> mismatches,
      Optional<AssertionError> error) {
    return new DefaultContractRow(
        error.isEmpty() ? Verdict.MET : unmet(entry.details()),
        Optional.of(entry),
        Optional.empty(),
        mismatches,
        Optional.of(report),
        List.of(),
        Optional.empty(),
        error);
  }

  /** Returns the row of a port that could not be probed. */
  static DefaultContractRow failed(
      ContractEntry entry, ProbeException failure, AssertionError error) {
    boolean optional = entry.details().severity() == Severity.OPTIONAL;
    return new DefaultContractRow(
        optional ? Verdict.OPTIONAL_UNMET : Verdict.FAILED,
        Optional.of(entry),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.of(failure),
        Optional.of(error));
  }

  /** Returns the row of a name. */
  static DefaultContractRow of(
      NameEntry entry,
      List<InetAddress> addresses,
      List<Mismatch> mismatches,
      Optional<AssertionError> error) {
    return new DefaultContractRow(
        error.isEmpty() ? Verdict.MET : unmet(entry.details()),
        Optional.empty(),
        Optional.of(entry),
        mismatches,
        Optional.empty(),
        List.copyOf(addresses),
        Optional.empty(),
        error);
  }

  private static Verdict unmet(ContractDetails details) {
    return details.severity() == Severity.OPTIONAL ? Verdict.OPTIONAL_UNMET : Verdict.UNMET;
  }

  @Override
  public String subject() {
    return port.map(entry -> entry.endpoint().toString())
        .orElseGet(() -> name.map(NameEntry::name).orElse(""));
  }

  @Override
  public String expectation() {
    return port.map(ContractEntry::toString)
        .orElseGet(() -> name.map(NameEntry::toString).orElse(""));
  }

  @Override
  public String origin() {
    return port.map(ContractEntry::origin).orElseGet(() -> name.map(NameEntry::origin).orElse(""));
  }

  @Override
  public ContractDetails details() {
    return port.map(ContractEntry::details)
        .or(() -> name.map(NameEntry::details))
        .orElseGet(ContractDetails::none);
  }

  @Override
  public Duration elapsed() {
    return report.map(ProbeReport::elapsed).orElse(Duration.ZERO);
  }

  @Override
  public String message() {
    return error.map(unmet -> String.valueOf(unmet.getMessage())).orElse("");
  }

  @Override
  @SuppressWarnings("NullAway") // javac does not read the @Nullable of the class file of JsonResult
  public Map<String, @Nullable Object> toMap() {
    ContractDetails details = details();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("subject", subject());
    map.put("expectation", expectation());
    map.put("verdict", verdict.name());
    map.put("origin", origin());
    map.put("severity", details.severity().name());
    map.put("tags", List.copyOf(details.tags()));
    map.put("description", details.description());
    map.put("owner", details.owner());
    map.put("from", List.copyOf(details.vantages()));
    map.put("mismatches", mismatches.stream().map(Mismatch::toMap).toList());
    map.put("failure", failure.map(DefaultContractRow::failure).orElse(null));
    map.put("addresses", addresses.stream().map(AddressText::of).toList());
    map.put("report", report.map(ProbeReport::toMap).orElse(null));
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, @Nullable Object> failure(ProbeException e) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", e.getClass().getSimpleName());
    map.put("message", e.getMessage());
    return Collections.unmodifiableMap(map);
  }

  @Override
  public String toString() {
    return origin() + ": " + expectation() + ": " + verdict;
  }

  /** A {@link Mismatch}. */
  record Difference(String what, String expected, String seen) implements Mismatch {
    @Override
    public String toString() {
      return what + ": expected " + expected + " | seen " + seen;
    }
  }
}
