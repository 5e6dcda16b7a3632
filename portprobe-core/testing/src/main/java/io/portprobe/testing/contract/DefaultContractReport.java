package io.portprobe.testing.contract;

import io.portprobe.testing.contract.ContractRow.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link ContractReport}. */
record DefaultContractReport(
    List<ContractRow> rows,
    Optional<String> vantage,
    int skipped,
    Instant started,
    Duration elapsed)
    implements ContractReport {
  DefaultContractReport {
    rows = List.copyOf(rows);
  }

  @Override
  @SuppressWarnings("NullAway") // javac does not read the @Nullable of the class file of JsonResult
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> counts = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict.name(), count(verdict));
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("met", isMet());
    map.put("vantage", vantage.orElse(null));
    map.put("started", started.toString());
    map.put("elapsed", elapsed.toString());
    map.put("skipped", skipped);
    map.put("counts", Collections.unmodifiableMap(counts));
    map.put("rows", rows.stream().map(ContractRow::toMap).toList());
    return Collections.unmodifiableMap(map);
  }

  @Override
  public String toString() {
    return count(Verdict.MET) + " of " + rows.size() + " lines met";
  }
}
