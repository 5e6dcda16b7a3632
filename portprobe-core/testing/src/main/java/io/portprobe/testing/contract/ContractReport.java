package io.portprobe.testing.contract;

import io.portprobe.JsonResult;
import io.portprobe.testing.contract.ContractRow.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of a check of a contract. Immutable and thread-safe. portprobe supplies the
 * implementation; a later version may add methods.
 *
 * <p>In JSON a report has the properties {@code met}, {@code vantage}, {@code started}, {@code
 * elapsed}, {@code skipped}, {@code counts} by verdict, and {@code rows}.
 */
public interface ContractReport extends JsonResult {
  /**
   * Returns the results in the order of the contract: names, then ports.
   *
   * @return an immutable list with one row for each selected line and port
   */
  List<ContractRow> rows();

  /**
   * Returns whether every required line is met.
   *
   * @return false if a line has the verdict {@link Verdict#UNMET} or {@link Verdict#FAILED}
   */
  default boolean isMet() {
    return count(Verdict.UNMET) + count(Verdict.FAILED) == 0;
  }

  /**
   * Returns the number of rows with a verdict.
   *
   * @param verdict the verdict
   * @return at least 0
   */
  default long count(Verdict verdict) {
    return rows().stream().filter(row -> row.verdict() == verdict).count();
  }

  /**
   * Returns the vantage point of the check.
   *
   * @return empty if the check named none
   */
  Optional<String> vantage();

  /**
   * Returns how many lines were not checked, because they hold for other vantage points or have
   * other tags.
   *
   * @return at least 0
   */
  int skipped();

  /**
   * Returns when the check started.
   *
   * @return by the wall clock
   */
  Instant started();

  /**
   * Returns how long the check took.
   *
   * @return not negative
   */
  Duration elapsed();
}
