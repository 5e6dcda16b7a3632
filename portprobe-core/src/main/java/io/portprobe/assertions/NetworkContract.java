package io.portprobe.assertions;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import io.portprobe.assertions.ContractRecorder.Recorded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * <p>The resource {@code io/portprobe/assertions/connectivity.schema.json} is its JSON Schema
 * (2020-12). Reading needs the optional dependency {@code org.snakeyaml:snakeyaml-engine}.
 * Immutable, safe for use by several threads at once.
 */
public final class NetworkContract {
  /** Files are written by people; this is a mistake, or an attack. */
  static final int MOST_BYTES = 1 << 20;

  /** How many ports one file may speak of. */
  static final int MOST_PORTS = 10_000;

  /**
   * What is expected of one port.
   *
   * @param origin where it stands, {@code "connectivity.yaml:7"}, or {@code "recorded"}
   * @param endpoint the port
   * @param state what it should be
   * @param reason on what ground; empty for any
   * @param protocol what it should speak, in lower case; empty for whatever
   * @param lines text that lines of the findings should contain, each of at least one
   * @param values components of a finding, by name, and the text of what they should be
   */
  public record Line(
      String origin,
      Endpoint endpoint,
      PortState state,
      Optional<Reason> reason,
      Optional<String> protocol,
      List<String> lines,
      Map<String, String> values) {
    /** Copies the collections and checks that nothing is null. */
    public Line {
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(endpoint, "endpoint");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(protocol, "protocol");
      lines = List.copyOf(lines);
      values = Map.copyOf(values);
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
          + Vocabulary.word(state).replace('-', ' ')
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
   * @param file YAML 1.2 in UTF-8, of at most 1 MiB and 10,000 ports
   * @return what it says
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it says something that is none of the above; the message
   *     names the file, the line, the value and what was expected
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
   */
  public static NetworkContract read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(
          name + ": " + Files.size(file) + " bytes (expected: at most " + MOST_BYTES + ")");
    }
    try {
      return new NetworkContract(ContractReader.read(name, Files.readString(file)), List.of());
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "snakeyaml-engine: missing (expected: org.snakeyaml:snakeyaml-engine on the class path,"
              + " to read "
              + name
              + ")",
          e);
    }
  }

  /**
   * A contract made by hand.
   *
   * @param lines what is expected, in this order
   * @return the contract
   */
  public static NetworkContract of(Line... lines) {
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
   * @return completes with the contract, in the order of the ports, on a thread of the JDK's common
   *     pool. Fails with the {@link io.portprobe.ProbeException} of the first port that could not
   *     be asked, else with an {@link IllegalStateException} if there are ports for which no
   *     expectation holds, since a name has addresses that differ, none of which listens, or one
   *     that was left out (no route, say): the message names each, and what its addresses said. All
   *     else that failed is suppressed in it. Cancelling it calls off what is in flight
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

  private static int checkCount(int ports) {
    if (ports < 1 || ports > MOST_PORTS) {
      throw new IllegalArgumentException("ports: " + ports + " (expected: 1-" + MOST_PORTS + ")");
    }
    return ports;
  }

  /**
   * Takes what protocols found, when this was recorded, for what is expected too: each line of a
   * finding becomes one of {@link Line#lines()}, up to its thousandth character. A finding that has
   * a time or a random number in it will not be kept; edit the file then.
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
   * Writes the file that {@link #read} reads.
   *
   * @param file created, or replaced
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.writeString(file, ContractWriter.text(lines, findings), StandardCharsets.UTF_8);
  }
}
