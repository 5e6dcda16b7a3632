package io.portprobe.testing.contract;

import io.portprobe.CheckReturnValue;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.testing.contract.ContractRecorder.RecordedPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The expected states and findings of the ports of a network, and the expected addresses of host
 * names, read from a YAML file or recorded from the network.
 *
 * <pre>
 * names:
 *   - name: db.corp.example
 *     addresses: [10.0.4.7]
 *   - name: old-db.corp.example
 *     resolves: false
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
 * <p>A file that begins with {@code version: 2} may also contain options of protocols,
 * certificates, forbidden connections ({@code state: blocked}), host lists, placeholders, includes
 * and vantage points.
 *
 * <p>{@link #schema()} returns the JSON Schema (2020-12) of the file. Reading a file needs the
 * optional dependency {@code org.snakeyaml:snakeyaml-engine}. Immutable and thread-safe.
 */
@CheckReturnValue
public final class NetworkContract {
  /** The maximum number of ports in one file. */
  static final int MAX_PORTS = 10_000;

  /** The maximum number of names in one file. */
  static final int MAX_NAMES = 10_000;

  private final List<NameEntry> names;
  private final List<ContractEntry> entries;

  /** The recorded lines of findings, for each entry; empty if the contract was not recorded. */
  private final List<List<String>> findings;

  /** The lines of {@link #findings} that an unchanged server sends again. */
  private final List<List<String>> stable;

  private NetworkContract(
      List<NameEntry> names, List<ContractEntry> entries, List<List<String>> findings) {
    this(names, entries, findings, findings);
  }

  private NetworkContract(
      List<NameEntry> names,
      List<ContractEntry> entries,
      List<List<String>> findings,
      List<List<String>> stable) {
    this.names = List.copyOf(names);
    this.entries = List.copyOf(entries);
    this.findings = findings;
    this.stable = stable;
  }

  /**
   * Reads a file, with the environment variables of this process for its placeholders.
   *
   * @param file YAML 1.2 in UTF-8 without aliases, at most 4 MiB, with at most 10,000 names and
   *     10,000 ports, and at least one of both. A file of version 2 may include up to 99 other
   *     files, whose names and ports count too
   * @return the contract
   * @throws IOException if the file or an included file cannot be read
   * @throws ContractSyntaxException if the file is invalid; the message names the file, the line
   *     (and the column in a file of version 2), the key, the value and what was expected
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
   */
  public static NetworkContract read(Path file) throws IOException {
    return read(file, System.getenv());
  }

  /**
   * Reads a file as {@link #read(Path)} does, with other values for its placeholders.
   *
   * @param file the file
   * @param environment the values by name, of {@code ${NAME}} and {@code ${NAME:-default}}
   * @return the contract
   * @throws IOException if the file or an included file cannot be read
   * @throws ContractSyntaxException if the file is invalid
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
   */
  public static NetworkContract read(Path file, Map<String, String> environment)
      throws IOException {
    return ContractFile.read(file, environment);
  }

  /**
   * Creates a contract.
   *
   * @param entries the expectations, in this order; 1 to 10,000
   * @return the contract
   * @throws IllegalArgumentException if there are no entries, or too many
   */
  public static NetworkContract of(ContractEntry... entries) {
    checkCount(entries.length);
    return new NetworkContract(List.of(), List.of(entries), List.of());
  }

  /**
   * Creates a contract of names only.
   *
   * @param names the expectations, in this order; 1 to 10,000
   * @return the contract
   * @throws IllegalArgumentException if there are no names, or too many
   */
  public static NetworkContract ofNames(NameEntry... names) {
    if (names.length < 1) {
      throw new IllegalArgumentException("names: 0 (expected: 1-" + MAX_NAMES + ")");
    }
    return new NetworkContract(List.of(), List.of(), List.of()).withNames(List.of(names));
  }

  /** Creates the contract of a file, whose reader has checked the numbers. */
  static NetworkContract ofFile(List<NameEntry> names, List<ContractEntry> entries) {
    return new NetworkContract(names, entries, List.of());
  }

  /**
   * Sets the expectations of names.
   *
   * @param changed the expectations, in this order; at most 10,000, and at least one if the
   *     contract has no ports
   * @return a changed copy
   * @throws IllegalArgumentException if their number is out of range
   */
  public NetworkContract withNames(List<NameEntry> changed) {
    int min = entries.isEmpty() ? 1 : 0;
    if (changed.size() < min || changed.size() > MAX_NAMES) {
      throw new IllegalArgumentException(
          "names: " + changed.size() + " (expected: " + min + "-" + MAX_NAMES + ")");
    }
    return new NetworkContract(changed, entries, findings, stable);
  }

  /**
   * Records the current state of a network as a contract. Each port is probed as by {@link
   * io.portprobe.PortProbe#report()}, as many at the same time as the client's limit of open
   * sockets allows. The contract expects the state, the reason (unless the addresses of a name have
   * several), and the protocol if its dialogue finished. A port whose dialogue missed the deadline
   * is probed once more. The lines of findings, or why there is none, are written as comments;
   * {@link #requiringFindings()} turns them into expectations. An unchanged network meets the
   * recorded contract.
   *
   * @param client sends the probes; stays open
   * @param endpoints the ports, 1 to 10,000
   * @return completes with the contract, in the order of the ports, on a daemon thread that may be
   *     blocked. Fails with the {@link io.portprobe.ProbeException} of the first port that could
   *     not be probed. Otherwise fails with an {@link IllegalStateException} if no expectation
   *     holds for a port, because the addresses of a name differ and none is listening, or because
   *     an address was skipped (no route, for example). The message names each such port and the
   *     states of its addresses. All other failures are suppressed exceptions. Cancelling it
   *     cancels the probes in flight
   * @throws IllegalArgumentException if there are no ports, or too many
   */
  public static CompletableFuture<NetworkContract> record(
      ProbeClient client, Collection<Endpoint> endpoints) {
    checkCount(endpoints.size());
    return recordEntries(
        client,
        endpoints.stream()
            .map(endpoint -> ContractEntry.of(endpoint, PortState.LISTENING))
            .toList());
  }

  /**
   * Records the current state of a network as {@link #record} does, with the probes that entries
   * describe. Each recorded entry keeps the details and the probe of its entry, and its protocol if
   * the port is listening. The states, reasons, lines, values and certificates of the entries have
   * no effect. An entry without a protocol, TLS and a payload speaks the protocol that is bound to
   * the port.
   *
   * <pre>{@code
   * ContractEntry.of(Endpoint.tcp("git.corp.example", 2222), PortState.LISTENING)
   *     .withProtocol("ssh");
   * }</pre>
   *
   * @param client sends the probes; stays open
   * @param templates the ports and how to probe them, 1 to 10,000
   * @return completes as the future of {@link #record} does. It also fails with an {@link
   *     IllegalStateException} if a port is listening and does not speak the protocol of its entry,
   *     or has no TLS where the entry requires it; the message names each such port
   * @throws IllegalArgumentException if there are no entries, or too many; if an entry expects an
   *     answer; or if the client does not know the protocol or an option of an entry
   */
  public static CompletableFuture<NetworkContract> recordEntries(
      ProbeClient client, Collection<ContractEntry> templates) {
    checkCount(templates.size());
    for (ContractEntry template : templates) {
      if (template.answer().isPresent()) {
        throw new IllegalArgumentException(
            "answer: " + template.answer().get() + " (expected: none, because it is recorded)");
      }
    }
    CompletableFuture<List<RecordedPort>> recording = ContractRecorder.record(client, templates);
    CompletableFuture<NetworkContract> contract =
        recording.thenApply(
            ports ->
                new NetworkContract(
                    List.of(),
                    ports.stream().map(RecordedPort::entry).toList(),
                    ports.stream().map(RecordedPort::findings).toList(),
                    ports.stream().map(RecordedPort::stable).toList()));
    var unused = contract.whenComplete((done, failure) -> recording.cancel(true));
    return contract;
  }

  private static void checkCount(int ports) {
    if (ports < 1 || ports > MAX_PORTS) {
      throw new IllegalArgumentException("ports: " + ports + " (expected: 1-" + MAX_PORTS + ")");
    }
  }

  /**
   * Turns the recorded findings into expectations: each line of a finding becomes one of {@link
   * ContractEntry#lines()}, cut to 1000 characters, and before the first unpaired surrogate. Lines
   * that the protocol marks as volatile ({@link io.portprobe.spi.ServiceFacts#isVolatile}) are left
   * out: clocks, counters and random numbers. The finding of a plug-in that marks none may contain
   * a time; edit the file in that case.
   *
   * @return a contract of the same ports; this contract if it was not recorded
   */
  public NetworkContract requiringFindings() {
    if (findings.isEmpty()) {
      return this;
    }
    List<ContractEntry> required = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      List<String> lines = stable.get(i);
      ContractEntry entry = entries.get(i);
      required.add(lines.isEmpty() ? entry : entry.requiring(lines));
    }
    return new NetworkContract(names, required, List.of());
  }

  /**
   * Returns the expectations of names in the order of the file.
   *
   * @return an immutable list
   */
  public List<NameEntry> names() {
    return names;
  }

  /**
   * Returns the expectations of ports in the order of the file. An entry of the file that names
   * several ports becomes one entry for each port.
   *
   * @return an immutable list with one entry for each port
   */
  public List<ContractEntry> entries() {
    return entries;
  }

  /**
   * Returns the vantage points that lines of this contract name.
   *
   * @return an immutable sorted set; empty if every line holds for all vantage points
   */
  public Set<String> vantages() {
    return collected(ContractDetails::vantages);
  }

  /**
   * Returns the tags of the lines of this contract.
   *
   * @return an immutable sorted set
   */
  public Set<String> tags() {
    return collected(ContractDetails::tags);
  }

  private Set<String> collected(Function<ContractDetails, Set<String>> part) {
    return Stream.concat(
            names.stream().map(NameEntry::details), entries.stream().map(ContractEntry::details))
        .flatMap(details -> part.apply(details).stream())
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(TreeSet::new), Collections::unmodifiableSet));
  }

  /** Returns the lines that a check selects, without recorded findings. */
  NetworkContract selected(Predicate<ContractDetails> selection) {
    return new NetworkContract(
        names.stream().filter(name -> selection.test(name.details())).toList(),
        entries.stream().filter(entry -> selection.test(entry.details())).toList(),
        List.of());
  }

  /**
   * Writes a file that {@link #read(Path)} accepts. Recorded findings are written as comments,
   * unless the file would be too long with them.
   *
   * @param file created or replaced
   * @throws IOException if the file cannot be written
   * @throws IllegalStateException if the file would be longer than 4 MiB, which {@link #read(Path)}
   *     rejects; the file is not changed in that case
   */
  public void write(Path file) throws IOException {
    Files.write(file, ContractFile.content(String.valueOf(file.getFileName()), this, findings));
  }

  /**
   * Writes the text of a file that {@link #read(Path)} accepts, as {@link #write(Path)} does, in
   * UTF-8.
   *
   * @param out remains open
   * @throws IOException if it cannot be written
   * @throws IllegalStateException if the text would be longer than 4 MiB; nothing is written in
   *     that case
   */
  public void write(OutputStream out) throws IOException {
    out.write(ContractFile.content("contract", this, findings));
    out.flush();
  }

  /**
   * Returns the JSON Schema (2020-12) of the file, for editors and other tools. It accepts every
   * file that {@link #read(Path)} accepts. Three rules are left to the reader: the form of host
   * names and addresses, the limit of 10,000 ports if entries name several ports, and the size of
   * the file.
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

  /**
   * Returns the size of this contract.
   *
   * @return for example {@code "contract of 12 ports and 2 names"}
   */
  @Override
  public String toString() {
    return "contract of " + size();
  }

  /** Returns the number of names and ports. */
  int lines() {
    return names.size() + entries.size();
  }

  /** Returns whether only a file of version 2 can contain this contract. */
  boolean needsVersion2() {
    return names.stream().anyMatch(NameEntry::needsVersion2)
        || entries.stream().anyMatch(ContractEntry::needsVersion2);
  }

  boolean isEmpty() {
    return lines() == 0;
  }

  /** Returns the number of ports and names, without that of which there are none. */
  String size() {
    String ports = entries.size() + (entries.size() == 1 ? " port" : " ports");
    String named = names.size() + (names.size() == 1 ? " name" : " names");
    if (names.isEmpty()) {
      return ports;
    }
    return entries.isEmpty() ? named : ports + " and " + named;
  }
}
