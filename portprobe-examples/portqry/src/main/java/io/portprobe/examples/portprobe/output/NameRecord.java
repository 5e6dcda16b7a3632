package io.portprobe.examples.portprobe.output;

import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of the output about a host name of a contract: it has no port, and no state. All texts may
 * contain any characters of the network or of the user.
 *
 * @param name the name of the row of the contract
 * @param host the host name
 * @param addresses what it resolves to; empty if it does not
 * @param expectation what the contract expects
 * @param vantagePoint from where it was resolved, if there are several places
 * @param started when the resolution was started
 * @param explanation the whole story in several lines; may be empty
 * @param tree the result of the library: {@link io.portprobe.JsonResult#toMap()}
 * @param exitCode the exit code that this row alone would have
 */
public record NameRecord(
    String name,
    String host,
    List<InetAddress> addresses,
    Expectation expectation,
    Optional<String> vantagePoint,
    Instant started,
    String explanation,
    Map<String, ?> tree,
    int exitCode) {
  public NameRecord {
    addresses = List.copyOf(addresses);
  }

  /**
   * Returns what was seen. A name server that failed or did not reply does not prove that the name
   * does not resolve; the differences state the reason.
   *
   * @return for example {@code "resolves to 10.0.4.7"}
   */
  public String seen() {
    if (addresses.isEmpty()) {
      return expectation.met() ? "does not resolve" : "has no known address";
    }
    return "resolves to " + String.join(", ", addresses.stream().map(AddressText::of).toList());
  }
}
