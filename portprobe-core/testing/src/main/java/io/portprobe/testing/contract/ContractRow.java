package io.portprobe.testing.contract;

import io.portprobe.JsonResult;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of one line of a contract: what was expected, what was seen, and every difference.
 * Immutable and thread-safe. portprobe supplies the implementation; a later version may add
 * methods.
 *
 * <p>In JSON a row has the properties {@code subject}, {@code expectation}, {@code verdict}, {@code
 * origin}, {@code severity}, {@code tags}, {@code description}, {@code owner}, {@code vantage},
 * {@code mismatches}, {@code failure}, {@code addresses} and {@code report}, which is a {@link
 * ProbeReport}.
 */
public interface ContractRow extends JsonResult {
  /** The verdict about a line. */
  enum Verdict {
    /** Everything is as expected. */
    MET,
    /** Something differs, or is not proven to be as expected. */
    UNMET,
    /** The line is {@linkplain ContractDetails.Severity#OPTIONAL optional} and is not met. */
    OPTIONAL_UNMET,
    /**
     * The port could not be probed: its name does not resolve, a policy denied it, or this host
     * failed. {@link #failure()} has the cause.
     */
    FAILED
  }

  /**
   * Returns the verdict.
   *
   * @return the verdict
   */
  Verdict verdict();

  /**
   * Returns the expectation of a port.
   *
   * @return empty if the line is about a name
   */
  Optional<ContractEntry> port();

  /**
   * Returns the expectation of a name.
   *
   * @return empty if the line is about a port
   */
  Optional<NameEntry> name();

  /**
   * Returns what the line is about.
   *
   * @return the endpoint, {@code "tcp://db:5432"}, or the host name
   */
  String subject();

  /**
   * Returns the expectation as a sentence.
   *
   * @return for example {@code "tcp://db:5432 is listening"}
   */
  String expectation();

  /**
   * Returns where the line was defined.
   *
   * @return file and line, {@code "connectivity.yaml:7"}
   */
  String origin();

  /**
   * Returns severity, tags, description, owner and vantage points of the line.
   *
   * @return the details
   */
  ContractDetails details();

  /**
   * Returns every difference.
   *
   * @return an immutable list; empty if the line is met or could not be checked
   */
  List<Mismatch> mismatches();

  /**
   * Returns the report of the port.
   *
   * @return empty if the port could not be probed, or the line is about a name
   */
  Optional<ProbeReport> report();

  /**
   * Returns the addresses that the name resolved to.
   *
   * @return an immutable list; empty if it did not resolve, or the line is about a port
   */
  List<InetAddress> addresses();

  /**
   * Returns why the line could not be checked.
   *
   * @return empty if it could
   */
  Optional<ProbeException> failure();

  /**
   * Returns the time from the start of the last probe to its result.
   *
   * @return not negative; zero if the port could not be probed, or the line is about a name
   */
  Duration elapsed();

  /**
   * Returns a description for a human reader: what was expected, every difference, the evidence,
   * and what to do next.
   *
   * @return several lines without a final line break, in safe text; empty if the line is met
   */
  String message();
}
