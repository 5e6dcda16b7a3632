package io.portprobe.examples.portprobe.host;

import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * An ICMP echo request. Java opens no ICMP sockets, and other programs need a privilege for them,
 * so the {@code ping} of the system sends it.
 */
final class Ping {
  private static final String SOURCE = "ping";
  private static final Pattern ROUND_TRIP = Pattern.compile("[=<] ?[0-9]+([.,][0-9]+)? ?ms");

  /** Of an ICMP error, as Linux prints it. */
  private static final String ERROR = "icmp_seq=";

  private final Map<String, String> variables;
  private final String system;

  /**
   * Creates a ping.
   *
   * @param variables the environment, whose {@code PATH} is searched
   * @param system the system property {@code os.name}
   */
  Ping(Map<String, String> variables, String system) {
    this.variables = variables;
    this.system = system.toLowerCase(Locale.ROOT);
  }

  /**
   * Sends echo requests until a reply or the end of the time.
   *
   * @param source the local address; empty for that of the route
   * @return never fails; cancelling it ends the program
   */
  CompletableFuture<Observation> send(
      InetAddress address, Optional<InetAddress> source, Duration timeout) {
    String program = isMac() && address.getAddress().length > 4 ? "ping6" : "ping";
    Optional<SystemTool> tool = SystemTool.find(program, variables);
    if (tool.isEmpty()) {
      return CompletableFuture.completedFuture(
          Observation.none(SOURCE, "not available: no program '" + program + "' in PATH"));
    }
    CompletableFuture<SystemTool.Ended> run =
        tool.get().run(timeout.plusSeconds(1), arguments(address, source, timeout));
    CompletableFuture<Observation> observed =
        run.handle(
            (ended, failure) ->
                failure == null
                    ? observation(ended, address)
                    : Observation.none(
                        SOURCE, "cannot be run: " + Failures.message(Failures.cause(failure))));
    var unused = observed.whenComplete((result, failure) -> run.cancel(true));
    return observed;
  }

  private boolean isMac() {
    return system.startsWith("mac");
  }

  private List<String> arguments(
      InetAddress address, Optional<InetAddress> source, Duration timeout) {
    String target = AddressText.of(address);
    String seconds = Long.toString(Math.max(1, timeout.plusMillis(999).toSeconds()));
    List<String> arguments = new ArrayList<>();
    if (system.startsWith("windows")) {
      arguments.addAll(List.of("-n", "1", "-w", Long.toString(timeout.toMillis())));
    } else if (isMac()) {
      arguments.addAll(List.of("-n", "-c", "1"));
    } else {
      arguments.addAll(List.of("-n", "-c", "1", "-w", seconds));
    }
    String sourceOption = isMac() || system.startsWith("windows") ? "-S" : "-I";
    source.ifPresent(from -> arguments.addAll(List.of(sourceOption, AddressText.of(from))));
    arguments.add(target);
    return arguments;
  }

  /**
   * Reads the output of any system in any language: a line with the address and a round-trip time
   * is a reply.
   */
  static Observation observation(SystemTool.Ended ended, InetAddress address) {
    for (String line : ended.lines()) {
      if (has(line, address) && ROUND_TRIP.matcher(line).find()) {
        return Observation.of(SOURCE, Meaning.ECHO_REPLY, line.strip());
      }
    }
    Optional<String> error =
        ended.lines().stream()
            .filter(line -> line.contains(ERROR) && !ROUND_TRIP.matcher(line).find())
            .findFirst();
    if (error.isPresent()) {
      boolean ofHost = has(error.get(), address);
      return Observation.of(
          SOURCE, ofHost ? Meaning.ICMP_ERROR : Meaning.NONE, error.get().strip());
    }
    if (ended.exitCode() > 1 && !ended.isLate()) { // as of Linux; 1 means that there is no reply
      return Observation.none(SOURCE, "failed: " + ended.firstLine());
    }
    return Observation.none(SOURCE, "no echo reply");
  }

  private static boolean has(String line, InetAddress address) {
    return Arrays.stream(line.split("[\\s()]+", 0))
        .map(word -> word.replaceFirst("[:,]$", "").replaceFirst("%.*", ""))
        .map(AddressSyntax::bytes)
        .anyMatch(bytes -> Arrays.equals(bytes, address.getAddress()));
  }
}
