package io.portprobe.examples.portprobe.scan;

import io.portprobe.AddressSelection;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.DurationConverter;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.scan.Scan;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options about how a scan probes. A picocli mixin. */
final class ScanOptions {
  private static final Pattern SHARD = Pattern.compile("([0-9]{1,7})/([0-9]{1,7})");

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Send at most N probes a second. Default: as fast as replies allow.")
  private @Nullable Integer rate;

  @Option(
      names = "--rate-per-host",
      paramLabel = "N",
      description = "Send at most N probes a second to one address.")
  private @Nullable Integer ratePerHost;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Probe at most N ports at the same time. Default: 2000.")
  private @Nullable Integer window;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "The longest time to wait for a reply. Default: 2s.")
  private @Nullable Duration timeout;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description =
          "Send a probe without a reply up to N times again. Default: that of the library.")
  private @Nullable Integer retries;

  @Option(
      names = "--shuffled",
      paramLabel = "KEY",
      description = "Probe in a random order, which a number decides. Default: the given order.")
  private @Nullable Long shuffled;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Scan the I-th of N parts, from 1, for a scan by several machines.")
  private @Nullable String shard;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable Addresses addresses;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "End the scan after this time, with the results until then.")
  private @Nullable Duration deadline;

  @Option(
      names = "--large",
      description = "Allow a scan of more than the library's limits of probes and duration.")
  private boolean large;

  @Option(
      names = "--identify",
      description = "Identify what each listening port serves: protocol, product and version.")
  private boolean identify;

  @Option(names = "--protocols", description = "Speak the protocol of each listening port.")
  private boolean protocols;

  @Option(
      names = "--dialogue-timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "The longest time of --identify or --protocols for each port; 20s for servers that are"
              + " slow. Default: 5s.")
  private @Nullable Duration dialogueTimeout;

  /** The addresses of names. */
  static final class Addresses {
    @Option(names = "-4", description = "Probe all IPv4 addresses of a name.")
    private boolean ipv4;

    @Option(names = "-6", description = "Probe all IPv6 addresses of a name.")
    private boolean ipv6;

    @Option(
        names = "--all-addresses",
        description = "Probe all addresses of a name. Default: the first.")
    @SuppressWarnings("unused") // the default of the group
    private boolean all;

    private AddressSelection selection() {
      return ipv4 ? AddressSelection.IPV4 : ipv6 ? AddressSelection.IPV6 : AddressSelection.ALL;
    }
  }

  /** Called by picocli. */
  ScanOptions() {}

  /**
   * Returns the scan with these options.
   *
   * @throws CommandException if a value is out of range
   */
  Scan apply(Scan scan) throws CommandException {
    Scan set = scan;
    set = with(set, "--rate", rate, Scan::rate);
    set = with(set, "--rate-per-host", ratePerHost, Scan::ratePerHost);
    set = with(set, "--window", window, Scan::window);
    set = with(set, "--timeout", timeout, Scan::timeout);
    set = with(set, "--retries", retries, Scan::retries);
    set = with(set, "--shuffled", shuffled, Scan::shuffled);
    set = with(set, "--deadline", deadline, Scan::deadline);
    set = addresses == null ? set : set.addresses(addresses.selection());
    set = large ? set.allowLarge() : set;
    set = protocols ? set.protocols() : set;
    set = identify ? set.identify() : set;
    return shard == null ? set : sharded(set, shard);
  }

  /**
   * Returns a client for the scan with these options.
   *
   * @throws CommandException if a value is out of range
   */
  ProbeClient client(ProbeClientBuilder builder) throws CommandException {
    if (dialogueTimeout == null) {
      return builder.build();
    }
    try {
      return builder.timeout(dialogueTimeout).build();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--dialogue-timeout: " + Failures.message(e));
    }
  }

  /** Sets a value. */
  private interface Setter<T> {
    Scan set(Scan scan, T value);
  }

  private static <T> Scan with(Scan scan, String option, @Nullable T value, Setter<T> setter)
      throws CommandException {
    if (value == null) {
      return scan;
    }
    try {
      return setter.set(scan, value);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(option + ": " + Failures.message(e));
    }
  }

  private static Scan sharded(Scan scan, String shard) throws CommandException {
    Matcher matcher = SHARD.matcher(shard);
    if (matcher.matches()) {
      int index = Integer.parseInt(matcher.group(1));
      int count = Integer.parseInt(matcher.group(2));
      if (index >= 1 && index <= count && count <= 1_000_000) {
        return scan.shard(index - 1, count);
      }
    }
    throw CommandException.badValue("--shard", shard, "I/N, with I from 1 to N, such as 1/4");
  }
}
