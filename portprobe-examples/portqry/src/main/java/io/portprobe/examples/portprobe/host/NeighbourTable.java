package io.portprobe.examples.portprobe.host;

import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The neighbour table of Linux, which has the link-layer addresses of the hosts on the networks of
 * this computer (ARP, RFC 826, and neighbour discovery, RFC 4861). The program {@code ip} prints
 * it.
 */
final class NeighbourTable {
  static final String SOURCE = "neighbour table";
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** The states of an entry that the kernel is about to confirm or to mark as FAILED. */
  private static final List<String> UNSETTLED = List.of("INCOMPLETE", "DELAY", "PROBE");

  private static final long POLL_MILLIS = 200;

  private final Map<String, String> variables;

  /**
   * Creates a reader.
   *
   * @param variables the environment, whose {@code PATH} is searched
   */
  NeighbourTable(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * Reads the entry of an address. Blocks.
   *
   * @param patience how long to wait while the kernel resolves or confirms the entry
   */
  Observation read(InetAddress address, Duration patience) throws InterruptedException {
    Optional<SystemTool> tool = SystemTool.find("ip", variables);
    if (tool.isEmpty()) {
      return Observation.none(SOURCE, "not available: no program 'ip' in PATH");
    }
    long end = System.nanoTime() + patience.toNanos();
    SystemTool.Ended ended = run(tool.get(), address);
    while (isUnsettled(ended) && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      ended = run(tool.get(), address);
    }
    return observation(ended);
  }

  private static SystemTool.Ended run(SystemTool ip, InetAddress address)
      throws InterruptedException {
    String withoutZone = AddressText.of(address).replaceFirst("%.*", "");
    try {
      return ip.run(LIMIT, List.of("neighbour", "show", withoutZone)).get();
    } catch (ExecutionException e) {
      return new SystemTool.Ended(1, List.of(Failures.message(Failures.cause(e))), false);
    }
  }

  private static boolean isUnsettled(SystemTool.Ended ended) {
    return ended.exitCode() == 0
        && entries(ended).stream().anyMatch(entry -> UNSETTLED.contains(state(entry)));
  }

  /** Reads the output of {@code ip neighbour}: one line for each interface that has an entry. */
  static Observation observation(SystemTool.Ended ended) {
    if (ended.exitCode() != 0) {
      return Observation.none(SOURCE, "cannot be read: " + ended.firstLine());
    }
    List<List<String>> entries = entries(ended);
    if (entries.isEmpty()) {
      return Observation.none(
          SOURCE, "no entry: the address is on no network of this computer, or was not used");
    }
    List<String> states = new ArrayList<>();
    for (List<String> entry : entries) {
      if (state(entry).equals("REACHABLE")) {
        return Observation.of(SOURCE, Meaning.NEIGHBOUR, text(entry));
      }
      states.add(state(entry));
    }
    boolean failed = states.stream().allMatch("FAILED"::equals);
    return Observation.of(
        SOURCE,
        failed ? Meaning.UNREACHABLE : Meaning.NONE,
        text(entries.get(0)) + (failed ? ", no reply to ARP or neighbour discovery" : ""));
  }

  private static List<List<String>> entries(SystemTool.Ended ended) {
    return ended.lines().stream()
        .filter(line -> !line.isBlank())
        .map(line -> Arrays.asList(line.strip().split("\\s+", 0)))
        .toList();
  }

  private static String state(List<String> entry) {
    return entry.get(entry.size() - 1);
  }

  private static String text(List<String> entry) {
    String text = state(entry) + word(entry, "dev", " on ");
    return text + word(entry, "lladdr", ", link-layer address ");
  }

  private static String word(List<String> entry, String key, String label) {
    int at = entry.indexOf(key);
    return at >= 0 && at + 1 < entry.size() ? label + entry.get(at + 1) : "";
  }
}
