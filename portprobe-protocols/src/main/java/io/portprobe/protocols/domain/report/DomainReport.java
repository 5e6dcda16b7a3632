package io.portprobe.protocols.domain.report;

import io.portprobe.JsonResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of a domain check. Immutable and thread-safe. Implemented by portprobe only; JSON is
 * made of the components.
 */
public interface DomainReport extends JsonResult {
  /**
   * Returns the DNS name of the domain.
   *
   * @return in lower case, without a final dot
   */
  String domain();

  /**
   * Returns the worst verdict of all purposes: BLOCKED before PARTLY before UNKNOWN before
   * POSSIBLE.
   *
   * @return the verdict
   */
  Verdict verdict();

  /**
   * Returns the verdict for each purpose.
   *
   * @return an unmodifiable list in the order of {@link Purpose}
   */
  List<PurposeReport> purposes();

  /**
   * Returns facts that do not decide a verdict.
   *
   * @return an unmodifiable list, possibly empty
   */
  List<DomainWarning> warnings();

  /**
   * Returns the DNS name of the forest, from a controller.
   *
   * @return the name; empty if it is not known
   */
  Optional<String> forest();

  /**
   * Returns the site: the one that the caller set, or the one that a controller derived from the
   * address of this host.
   *
   * @return the name; empty if it is not known
   */
  Optional<String> site();

  /**
   * Returns the queries for SRV records.
   *
   * @return an unmodifiable list in the order in which they were sent
   */
  List<ServiceQuery> queries();

  /**
   * Returns the result for each controller.
   *
   * @return an unmodifiable list: by the order of the SRV records of the domain, then those that
   *     only other records or the caller named
   */
  List<ControllerReport> controllers();

  /**
   * Returns whether everything was probed.
   *
   * @return false if time or a limit ended the check early; {@link #warnings()} has the reason
   */
  boolean complete();

  /**
   * Returns the wall-clock time at which the check was started.
   *
   * @return the time
   */
  Instant started();

  /**
   * Returns how long the check took.
   *
   * @return not negative
   */
  Duration elapsed();

  /**
   * Returns the report of one purpose.
   *
   * @param purpose the purpose
   * @return the report; empty if the check did not include the purpose
   */
  default Optional<PurposeReport> purpose(Purpose purpose) {
    return purposes().stream().filter(each -> each.purpose() == purpose).findFirst();
  }

  /**
   * Returns the report as text: verdicts and sentences for the firewall team first, then the
   * records, controllers, services and warnings.
   *
   * @return lines without line breaks and control characters; the wording may change
   */
  List<String> lines();
}
