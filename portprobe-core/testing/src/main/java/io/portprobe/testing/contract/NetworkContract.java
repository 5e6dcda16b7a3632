package io.portprobe.testing.contract;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.testing.contract.ContractRecorder.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a network is expected to be like, port by port: read from a YAML file that stands beside the
 * code, or recorded from what is seen.
 *
 * <pre>
 * ports:
 *   - endpoint: tcp://db.corp.example:5432
 *     state: listening
 *   - endpoint: tcp://db.corp.example:22,23,3389
 *     state: not-listening
 *     reason: refused
 *   - endpoint: udp://ns1.corp.example:53
 *     state: listening
 *     protocol: dns
 *     lines: ["NOERROR"]
 * </pre>
 *
 * <p>{@link #schema()} is its JSON Schema (2020-12). Reading needs the optional dependency {@code
 * org.snakeyaml:snakeyaml-engine}. Immutable, safe for use by several threads at once.
 */
public final class NetworkContract {
  /** How many ports one file may speak of. */
  static final int MOST_PORTS = 10_000;

  /**
   * What is expected of one port.
   *
   * @param origin where it stands, {@code "connectivity.yaml:7"}, or {@code "recorded"}
   * @param endpoint the port
   * @param state what it should be
   * @param reason on what ground; empty for any
   * @param protocol what it should speak, 1 to 32 letters, digits and hyphens, kept in lower case;
   *     empty for whatever
   * @param lines text that lines of the findings should contain, each of at least one; of 1 to 1000
   *     characters (Unicode code points)
   * @param values components of a finding, by name of 1 to 1000 characters, and the text of what
   *     they should be, of at most 1000
   */
  public record Line(
      String origin,
      Endpoint endpoint,
      PortState state,
      Optional<Reason> reason,
      Optional<String> protocol,
      List<String> lines,
      Map<String, String> values) {
    /**
     * Copies the collections and checks that a file can say so.
     *
     * @throws IllegalArgumentException if a text is none of the above, or there are lines or values
     *     without a protocol; the message names it
     */
    public Line {
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(endpoint, "endpoint");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(protocol, "protocol");
      lines = List.copyOf(lines);
      values = Map.copyOf(values);
      protocol = protocol.map(ContractText::protocol);
      if (protocol.isEmpty() && !(lines.isEmpty() && values.isEmpty())) {
        throw new IllegalArgumentException(
            "protocol: missing (expected: one, where there are lines or values)");
      }
      lines.forEach(text -> ContractText.check("lines", text, false));
      values.forEach(
          (name, value) -> {
            ContractText.check("values", name, false);
            ContractText.check(name, value, true);
          });
    }

    private Line requiring(List<String> findings) {
      List<String> texts =
          findings.stream().map(ContractText::part).filter(text -> !text.isEmpty()).toList();
      return new Line(origin, endpoint, state, reason, protocol, texts, values);
    }

    /**
     * The expectation in a sentence.
     *
     * @return for example {@code "tcp://db:5432 is listening"}
     */
    @Override
    public String toString() {
      return endpoint
          + " is "
          + ContractWords.word(state).replace('-', ' ')
          + protocol.map(name -> ", speaks " + name).orElse("");
    }
  }

  private final List<Line> lines;

  /** What was found where this was recorded, for each line; empty if it was not recorded. */
  private final List<List<String>> findings;

  private NetworkContract(List<Line> lines, List<List<String>> findings) {
    this.lines = List.copyOf(lines);
    this.findings = findings;
  }

  /**
   * Reads a file.
   *
   * @param file YAML 1.2 in UTF-8 without aliases, of at most 4 MiB and 1 to 10,000 ports
   * @return what it says
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it says something that is none of the above; the message
   *     names the file, the line, the value and what was expected
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
   */
  public static NetworkContract read(Path file) throws IOException {
    return new NetworkContract(ContractFile.read(file), List.of());
  }

  /**
   * A contract made by hand.
   *
   * @param lines what is expected, in this order; 1 to 10,000
   * @return the contract
   * @throws IllegalArgumentException if there are none, or too many
   */
  public static NetworkContract of(Line... lines) {
    checkCount(lines.length);
    return new NetworkContract(List.of(lines), List.of());
  }

  /**
   * Records what is seen: asks about each port as {@link io.portprobe.PortProbe#report()} does, as
   * many at the same time as the window of the client has places for, and takes the answers for
   * what is expected from now on: state, reason (unless the addresses of a name give several), and
   * the protocol if it was spoken to the end. What that found is written as a comment, and becomes
   * an expectation by {@link #requiringFindings()}. The same network keeps what is recorded.
   *
   * @param client asks the questions; stays open
   * @param endpoints the ports, 1 to 10,000
   * @return completes with the contract, in the order of the ports, on a daemon thread of the
   *     library's own, which may be blocked. Fails with the {@link io.portprobe.ProbeException} of
   *     the first port that could not be asked, else with an {@link IllegalStateException} if there
   *     are ports for which no expectation holds, since a name has addresses that differ, none of
   *     which listens, or one that was left out (no route, say): the message names each, and what
   *     its addresses said. All else that failed is suppressed in it. Cancelling it calls off what
   *     is in flight
   * @throws IllegalArgumentException if there are no ports, or too many
   */
  public static CompletableFuture<NetworkContract> record(
      ProbeClient client, Collection<Endpoint> endpoints) {
    checkCount(endpoints.size());
    CompletableFuture<List<Recorded>> seen = ContractRecorder.record(client, endpoints);
    CompletableFuture<NetworkContract> contract =
        seen.thenApply(
            all ->
                new NetworkContract(
                    all.stream().map(Recorded::line).toList(),
                    all.stream().map(Recorded::findings).toList()));
    var unused = contract.whenComplete((done, failure) -> seen.cancel(true));
    return contract;
  }

  private static void checkCount(int ports) {
    if (ports < 1 || ports > MOST_PORTS) {
      throw new IllegalArgumentException("ports: " + ports + " (expected: 1-" + MOST_PORTS + ")");
    }
  }

  /**
   * Takes what protocols found, when this was recorded, for what is expected too: each line of a
   * finding becomes one of {@link Line#lines()}, up to its thousandth character, or to half a
   * surrogate pair. A finding that has a time or a random number in it will not be kept; edit the
   * file then.
   *
   * @return a contract of the same ports; of the same lines, if this was not recorded
   */
  public NetworkContract requiringFindings() {
    if (findings.isEmpty()) {
      return this;
    }
    List<Line> required = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      required.add(lines.get(i).requiring(findings.get(i)));
    }
    return new NetworkContract(required, List.of());
  }

  /**
   * What is expected, in the order of the file; a line of the file that names several ports gives
   * as many.
   *
   * @return one for each port
   */
  public List<Line> lines() {
    return lines;
  }

  /**
   * Writes the file that {@link #read} reads. What was found where this was recorded is written as
   * comments, unless the file would be too long with them.
   *
   * @param file created, or replaced
   * @throws IOException if it cannot be written
   * @throws IllegalStateException if the file would be of more than 4 MiB, which cannot be read; it
   *     is left as it is then
   */
  public void write(Path file) throws IOException {
    ContractFile.write(file, lines, findings);
  }

  /**
   * The JSON Schema (2020-12) of the file, for an editor or a check of one's own. It allows all
   * that {@link #read} does; of what is wrong it leaves to that: hosts that are none, more than
   * 10,000 ports in lists, and the bounds of the file.
   *
   * @return the text of the schema
   */
  public static String schema() {
    try (InputStream in = NetworkContract.class.getResourceAsStream("connectivity.schema.json")) {
      return new String(
          Objects.requireNonNull(in, "connectivity.schema.json").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("connectivity.schema.json", e);
    }
  }
}
