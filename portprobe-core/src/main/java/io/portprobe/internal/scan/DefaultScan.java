package io.portprobe.internal.scan;

import io.portprobe.AddressSelection;
import io.portprobe.internal.scan.source.HostSource;
import io.portprobe.internal.util.Arguments;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.scan.ScanPlan;
import io.portprobe.scan.ScanResult;
import io.portprobe.scan.ScanResults;
import io.portprobe.scan.ScanRun;
import io.portprobe.scan.ScanSummary;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Carries the settings of a scan to the run. */
public final class DefaultScan implements Scan {
  private static final int MOST_PER_SECOND = 10_000_000;
  private static final int WIDEST = 32_768;
  private static final int MOST_RETRIES = 10;
  private static final Duration LONGEST_PATIENCE = Duration.ofDays(1);

  private static final long MOST_COLLECTED = 1_000_000;

  private final ScanServices services;
  private final ScanSettings settings;

  /** A scan of nothing, with every default. */
  public DefaultScan(ScanServices services) {
    this(services, new ScanSettings());
  }

  private DefaultScan(ScanServices services, ScanSettings settings) {
    this.services = services;
    this.settings = settings;
  }

  @Override
  public Scan hosts(HostSet hosts) {
    Objects.requireNonNull(hosts, "hosts");
    return with(
        changed -> {
          changed.hosts = hosts;
          changed.source = null;
        });
  }

  @Override
  public Scan hosts(Iterable<String> hosts) {
    return source(HostSource.of(Objects.requireNonNull(hosts, "hosts")));
  }

  @Override
  public Scan hosts(Stream<String> hosts) {
    return source(HostSource.of(Objects.requireNonNull(hosts, "hosts")));
  }

  @Override
  public Scan hosts(Iterator<String> hosts) {
    return source(HostSource.of(Objects.requireNonNull(hosts, "hosts")));
  }

  private Scan source(HostSource source) {
    return with(
        changed -> {
          changed.hosts = HostSet.of();
          changed.source = source;
        });
  }

  @Override
  public Scan exclude(HostSet hosts) {
    Objects.requireNonNull(hosts, "hosts");
    return with(changed -> changed.excluded = hosts);
  }

  @Override
  public Scan ports(PortSet ports) {
    Objects.requireNonNull(ports, "ports");
    return with(changed -> changed.ports.put(ports.transport(), ports));
  }

  @Override
  public Scan addresses(AddressSelection selection) {
    Objects.requireNonNull(selection, "selection");
    return with(changed -> changed.addresses = selection);
  }

  @Override
  public Scan inOrder() {
    return with(changed -> changed.shuffled = false);
  }

  @Override
  public Scan shuffled() {
    return shuffled(ThreadLocalRandom.current().nextLong());
  }

  @Override
  public Scan shuffled(long key) {
    return with(
        changed -> {
          changed.shuffled = true;
          changed.key = key;
        });
  }

  @Override
  public Scan rate(int perSecond) {
    inRange("rate", perSecond, 1, MOST_PER_SECOND);
    return with(changed -> changed.rate = perSecond);
  }

  @Override
  public Scan ratePerHost(int perSecond) {
    inRange("ratePerHost", perSecond, 1, MOST_PER_SECOND);
    return with(changed -> changed.ratePerHost = perSecond);
  }

  @Override
  public Scan window(int window) {
    inRange("window", window, 1, WIDEST);
    return with(changed -> changed.sockets = window);
  }

  @Override
  public Scan windowPerHost(int window) {
    inRange("windowPerHost", window, 1, WIDEST);
    return with(changed -> changed.socketsPerHost = window);
  }

  @Override
  public Scan timeout(Duration timeout) {
    Arguments.check(timeout);
    return with(changed -> changed.timeout = timeout);
  }

  @Override
  public Scan adaptive(boolean adaptive) {
    return with(changed -> changed.adaptive = adaptive);
  }

  @Override
  public Scan retries(int retries) {
    inRange("retries", retries, 0, MOST_RETRIES);
    return with(changed -> changed.retries = retries);
  }

  @Override
  public Scan icmpRateLimitTimeout(Duration patience) {
    if (patience.isNegative() || patience.compareTo(LONGEST_PATIENCE) > 0) {
      throw new IllegalArgumentException(
          "patience: " + patience + " (expected: zero to " + LONGEST_PATIENCE + ")");
    }
    return with(changed -> changed.icmpRateLimitTimeout = patience);
  }

  @Override
  public Scan stateOnly() {
    return with(changed -> changed.protocols = false);
  }

  @Override
  public Scan protocols() {
    return with(changed -> changed.protocols = true);
  }

  @Override
  public Scan closeByReset(boolean reset) {
    return with(changed -> changed.closeByReset = reset);
  }

  @Override
  public Scan sourceAddress(InetAddress address) {
    Objects.requireNonNull(address, "address");
    return with(changed -> changed.sourceAddress = address);
  }

  @Override
  public Scan sourcePort(int port) {
    inRange("sourcePort", port, 1, 65_535);
    return with(changed -> changed.sourcePort = port);
  }

  @Override
  public Scan deadline(Duration deadline) {
    positive("deadline", deadline);
    return with(changed -> changed.deadline = deadline);
  }

  @Override
  public Scan maxProbes(long probes) {
    if (probes < 1) {
      throw new IllegalArgumentException("maxProbes: " + probes + " (expected: at least 1)");
    }
    return with(changed -> changed.maxProbes = probes);
  }

  @Override
  public Scan maxDuration(Duration duration) {
    positive("maxDuration", duration);
    return with(changed -> changed.maxDuration = duration);
  }

  @Override
  public Scan allowLarge() {
    return with(changed -> changed.confirmed = true);
  }

  @Override
  public Scan resume(ScanCheckpoint checkpoint) {
    Objects.requireNonNull(checkpoint, "checkpoint");
    return with(changed -> changed.checkpoint = checkpoint);
  }

  @Override
  public ScanPlan plan() {
    HostSet hosts = hosts();
    ScanPlan plan = planner().plan(count(hosts));
    setup(hosts); // rejects a checkpoint of another scan
    return plan;
  }

  private HostSet hosts() {
    return settings.hosts.without(settings.excluded);
  }

  private long count(HostSet hosts) {
    return settings.source == null ? hosts.size() : -1;
  }

  private ScanPlanner planner() {
    return new ScanPlanner(settings, SocketBudget.read(), services.reservedSockets());
  }

  private ScanSetup setup(HostSet hosts) {
    return new ScanSetup(settings, hosts, planner().socketLimit(), services.maxLoops());
  }

  private ScanExecution execution(ScanExecution.Receiver receiver) {
    HostSet hosts = hosts();
    var unused = planner().plan(count(hosts));
    return new ScanExecution(settings, services, setup(hosts), receiver);
  }

  @Override
  public Flow.Publisher<ScanResult> results() {
    return subscriber ->
        ResultSubscribers.subscribe(Objects.requireNonNull(subscriber), this::execution);
  }

  @Override
  public ScanRun start(Consumer<? super ScanResult> consumer) {
    Objects.requireNonNull(consumer, "consumer");
    ScanExecution execution = execution(ResultSubscribers.receiver(consumer));
    execution.start();
    execution.startDelivery();
    execution.request(Long.MAX_VALUE);
    return execution;
  }

  @Override
  public CompletableFuture<ScanResults> collect() {
    OptionalLong probes = plan().probes();
    if (probes.isEmpty() || probes.getAsLong() > MOST_COLLECTED) {
      throw new IllegalStateException(
          "probes: "
              + (probes.isEmpty() ? "an unknown number" : probes.getAsLong())
              + " (expected: at most "
              + MOST_COLLECTED
              + " to collect)");
    }
    List<ScanResult> results = new ArrayList<>();
    CompletableFuture<ScanSummary> summary = forEach(results::add);
    CompletableFuture<ScanResults> collected =
        summary.thenApply(ended -> new ScanResults(results, ended));
    var unused =
        collected.whenComplete(
            (done, failure) -> {
              if (collected.isCancelled()) {
                summary.cancel(false);
              }
            });
    return collected;
  }

  private Scan with(Consumer<ScanSettings> change) {
    return new DefaultScan(services, settings.with(change));
  }

  private static void inRange(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + ": " + value + " (expected: " + least + "-" + most + ")");
    }
  }

  private static void positive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(what + ": " + duration + " (expected: more than zero)");
    }
  }
}
