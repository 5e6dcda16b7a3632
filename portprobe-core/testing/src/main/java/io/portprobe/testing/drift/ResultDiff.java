package io.portprobe.testing.drift;

import io.portprobe.testing.drift.ResultChange.Kind;
import io.portprobe.testing.drift.ResultState.AddressState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A comparison of two runs: what opened, closed, or changed its reason, certificate, version or
 * finding. Times, counters and random numbers, which protocols mark as {@linkplain
 * io.portprobe.spi.ServiceFacts#volatileComponents() volatile}, are not compared. If the state of
 * an endpoint changed, its findings are not compared. If a protocol ended in another way, for
 * example at the deadline, that is one change, and its findings are not compared.
 *
 * <p>Results are compared with those of the same vantage point. If each run has one vantage point,
 * and these differ, the results of one are compared with those of the other: what the second
 * observes otherwise than the first. The subject of a change then names both, for example {@code
 * "tcp://db:5432 from web -> batch"}.
 *
 * <pre>{@code
 * ResultDiff.between(ResultFile.read(old), ResultFile.read(now)).forEach(System.out::println);
 * }</pre>
 */
public final class ResultDiff {
  private static final String UNNAMED = "(unnamed)";

  private final List<ResultChange> changes = new ArrayList<>();

  private ResultDiff() {}

  /**
   * Compares two runs.
   *
   * @param before the old results
   * @param after the new results
   * @return an immutable list in the order of host, port and transport; empty if nothing changed
   */
  public static List<ResultChange> between(ResultFile before, ResultFile after) {
    String from = before.vantagePoint().orElse("");
    String to = after.vantagePoint().orElse("");
    boolean eachHasOne = before.vantagePoint().isPresent() && after.vantagePoint().isPresent();
    if (eachHasOne && !from.equals(to)) {
      String both = name(from) + " -> " + name(to);
      return between(before.resultsFrom(both), after.resultsFrom(both));
    }
    return between(before.results(), after.results());
  }

  private static String name(String vantage) {
    return vantage.isEmpty() ? UNNAMED : vantage;
  }

  private static List<ResultChange> between(
      Map<ResultKey, ResultState> before, Map<ResultKey, ResultState> after) {
    ResultDiff diff = new ResultDiff();
    TreeSet<ResultKey> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (ResultKey key : keys) {
      ResultState was = before.get(key);
      ResultState is = after.get(key);
      if (was == null && is != null) {
        diff.add(key.toString(), Kind.ADDED, "", "", is.text());
      } else if (was != null && is == null) {
        diff.add(key.toString(), Kind.REMOVED, "", was.text(), "");
      } else if (was != null && is != null) {
        diff.compare(key.toString(), was, is);
      }
    }
    return List.copyOf(diff.changes);
  }

  private void add(String subject, Kind kind, String what, String before, String after) {
    changes.add(new DefaultResultChange(subject, kind, what, before, after));
  }

  private void compare(String subject, ResultState was, ResultState is) {
    if (!was.state().equals(is.state())) {
      add(subject, kind(was.state(), is.state()), "", was.text(), is.text());
      return;
    }
    boolean several = was.addresses().size() > 1 || is.addresses().size() > 1;
    if (!several && !was.reason().equals(is.reason())) {
      add(
          subject,
          was.state().equals("NAME") ? Kind.ADDRESSES : Kind.REASON,
          "",
          was.text(),
          is.text());
    }
    TreeSet<String> addresses = new TreeSet<>(was.addresses().keySet());
    addresses.addAll(is.addresses().keySet());
    for (String address : addresses) {
      AddressState before = was.addresses().get(address);
      AddressState after = is.addresses().get(address);
      if (before == null || after == null) {
        add(
            subject,
            Kind.ADDRESSES,
            "",
            before == null ? "" : address + ": " + before.text(),
            after == null ? "" : address + ": " + after.text());
      } else {
        compare(several ? subject + " (" + address + ")" : subject, several, before, after);
      }
    }
  }

  private void compare(String subject, boolean several, AddressState was, AddressState is) {
    if (several && !was.state().equals(is.state())) {
      add(subject, kind(was.state(), is.state()), "", was.text(), is.text());
      return;
    }
    if (several && !was.reason().equals(is.reason())) {
      add(subject, Kind.REASON, "", was.text(), is.text());
    }
    boolean otherOutcome = isOtherOutcome(was, is);
    boolean certificates = !was.certificate().isEmpty() && !is.certificate().isEmpty();
    if (!was.certificate().equals(is.certificate()) && (certificates || !otherOutcome)) {
      add(subject, Kind.CERTIFICATE, "certificate", was.certificate(), is.certificate());
    }
    if (otherOutcome) {
      String before = text(was.findings(), FindingPaths.OUTCOME);
      String after = text(is.findings(), FindingPaths.OUTCOME);
      add(subject, Kind.FINDING, FindingPaths.OUTCOME, before, after);
      return;
    }
    if (!was.service().equals(is.service())) {
      add(subject, Kind.SERVICE, "service", was.service(), is.service());
    }
    TreeSet<String> paths = new TreeSet<>(was.findings().keySet());
    paths.addAll(is.findings().keySet());
    for (String path : paths) {
      String before = text(was.findings(), path);
      String after = text(is.findings(), path);
      if (!before.equals(after)) {
        add(subject, Kind.FINDING, path, before, after);
      }
    }
  }

  /**
   * Returns whether the same protocol ended in another way, for example at the deadline. What it
   * did not find then is the same change, not one for each component.
   */
  private static boolean isOtherOutcome(AddressState was, AddressState is) {
    String before = text(was.findings(), FindingPaths.OUTCOME);
    String after = text(is.findings(), FindingPaths.OUTCOME);
    return !before.equals(after)
        && !before.isEmpty()
        && !after.isEmpty()
        && text(was.findings(), FindingPaths.PROTOCOL)
            .equals(text(is.findings(), FindingPaths.PROTOCOL));
  }

  private static String text(Map<String, String> findings, String path) {
    return findings.getOrDefault(path, "");
  }

  private static Kind kind(String before, String after) {
    if (ResultState.isOpen(after)) {
      return Kind.OPENED;
    }
    return ResultState.isOpen(before) ? Kind.CLOSED : Kind.STATE;
  }
}
