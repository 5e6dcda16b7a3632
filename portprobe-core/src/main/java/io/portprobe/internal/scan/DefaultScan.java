package io.portprobe.internal.scan;

import io.portprobe.AddressSelection;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.internal.scan.order.Shard;
import io.portprobe.internal.scan.result.DefaultScanResults;
import io.portprobe.internal.scan.setup.ScanPlanner;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.setup.ScanSettings.Dialogues;
import io.portprobe.internal.scan.setup.ScanSetup;
import io.portprobe.internal.scan.source.HostSource;
import io.portprobe.internal.sweep.SocketBudget;
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

/** The settings of a scan, and the methods that execute it. Immutable. */
public final class DefaultScan implements Scan {
  private static final int MAX_PER_SECOND = 10_000_000;
  private static final int MAX_SOCKETS = 32_768;
  private static final int MAX_RETRIES = 10;
  private static final Duration MAX_ICMP_RATE_LIMIT_TIMEOUT = Duration.ofDays(1);

  private static final long MAX_COLLECTED = 1_000_000;
  private static final HostSet NO_HOSTS = HostSet.of();

  private final ScanServices services;
  private final ScanSettings settings;

  /** Creates a scan of nothing with default settings. */
  public DefaultScan(ScanServices services) {
    this(services, ScanSettings.DEFAULT);
  }

  private DefaultScan(ScanServices services, ScanSettings settings) {
    this.services = services;
    this.settings = settings;
  }

  @Override
  public Scan hosts(HostSet hosts) {
    Objects.requireNonNull(hosts, "hosts");
    return with(settings.targets().withHosts(hosts));
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
    return with(settings.targets().withHosts(source));
  }

  @Override
  public Scan exclude(HostSet hosts) {
    Objects.requireNonNull(hosts, "hosts");
    var unused = NO_HOSTS.without(hosts); // checks them
    return with(settings.targets().withExcluded(hosts));
  }

  @Override
  public Scan ports(PortSet ports) {
    Objects.requireNonNull(ports, "ports");
    return with(settings.targets().withPorts(ports));
  }

  @Override
  public Scan addresses(AddressSelection selection) {
    Objects.requireNonNull(selection, "selection");
    return with(settings.targets().withAddresses(selection));
  }

  @Override
  public Scan inOrder() {
    return with(settings.targets().withShuffleKey(null));
  }

  @Override
  public Scan shuffled() {
    return shuffled(ThreadLocalRandom.current().nextLong());
  }

  @Override
  public Scan shuffled(long key) {
    return with(settings.targets().withShuffleKey(key));
  }

  @Override
  public Scan shard(int index, int count) {
    return with(settings.targets().withShard(new Shard(index, count)));
  }

  @Override
  public Scan rate(int perSecond) {
    Arguments.inRange("rate", perSecond, 1, MAX_PER_SECOND);
    return with(settings.throughput().withRate(perSecond));
  }

  @Override
  public Scan ratePerHost(int perSecond) {
    Arguments.inRange("ratePerHost", perSecond, 1, MAX_PER_SECOND);
    return with(settings.throughput().withRatePerHost(perSecond));
  }

  @Override
  public Scan window(int window) {
    Arguments.inRange("window", window, 1, MAX_SOCKETS);
    return with(settings.throughput().withSockets(window));
  }

  @Override
  public Scan windowPerHost(int window) {
    Arguments.inRange("windowPerHost", window, 1, MAX_SOCKETS);
    return with(settings.throughput().withSocketsPerHost(window));
  }

  @Override
  public Scan timeout(Duration timeout) {
    Arguments.timeout(timeout);
    return with(settings.attempts().withTimeout(timeout));
  }

  @Override
  public Scan adaptive(boolean adaptive) {
    return with(settings.attempts().withAdaptive(adaptive));
  }

  @Override
  public Scan retries(int retries) {
    Arguments.inRange("retries", retries, 0, MAX_RETRIES);
    return with(settings.attempts().withRetries(retries));
  }

  @Override
  public Scan icmpRateLimitTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.compareTo(MAX_ICMP_RATE_LIMIT_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "icmpRateLimitTimeout: "
              + timeout
              + " (expected: zero to "
              + MAX_ICMP_RATE_LIMIT_TIMEOUT
              + ")");
    }
    return with(settings.attempts().withIcmpRateLimitTimeout(timeout));
  }

  @Override
  public Scan stateOnly() {
    return new DefaultScan(services, settings.with(new Dialogues(false, null)));
  }

  @Override
  public Scan protocols() {
    return new DefaultScan(services, settings.with(new Dialogues(true, null)));
  }

  @Override
  public Scan identify(IdentifySettings limits) {
    Objects.requireNonNull(limits, "settings");
    return new DefaultScan(services, settings.with(new Dialogues(false, limits)));
  }

  @Override
  public Scan closeByReset(boolean reset) {
    return with(settings.sockets().withCloseByReset(reset));
  }

  @Override
  public Scan sourceAddress(InetAddress address) {
    Objects.requireNonNull(address, "address");
    return with(settings.sockets().withSourceAddress(address));
  }

  @Override
  public Scan sourcePort(int port) {
    Arguments.inRange("sourcePort", port, 1, 65_535);
    return with(settings.sockets().withSourcePort(port));
  }

  @Override
  public Scan deadline(Duration deadline) {
    Arguments.positive("deadline", deadline);
    return with(settings.limits().withDeadline(deadline));
  }

  @Override
  public Scan maxProbes(long probes) {
    if (probes < 1) {
      throw new IllegalArgumentException("maxProbes: " + probes + " (expected: at least 1)");
    }
    return with(settings.limits().withMaxProbes(probes));
  }

  @Override
  public Scan maxDuration(Duration duration) {
    Arguments.positive("maxDuration", duration);
    return with(settings.limits().withMaxDuration(duration));
  }

  @Override
  public Scan allowLarge() {
    return with(settings.limits().withAllowLarge(true));
  }

  @Override
  public Scan resume(ScanCheckpoint checkpoint) {
    Objects.requireNonNull(checkpoint, "checkpoint");
    return new DefaultScan(services, settings.withCheckpoint(checkpoint));
  }

  @Override
  public ScanPlan plan() {
    HostSet hosts = hosts();
    ScanPlan plan = planner().plan(count(hosts));
    setup(hosts); // rejects a checkpoint of another scan
    return plan;
  }

  private HostSet hosts() {
    return settings.targets().hosts().without(settings.targets().excluded());
  }

  private long count(HostSet hosts) {
    return settings.targets().stream() == null ? hosts.size() : -1;
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
    ScanExecution execution = new ScanExecution(settings, services, setup(hosts), receiver);
    services.notifyListeners(this, execution.summary());
    return execution;
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
    OptionalLong probes = planner().planOfFirstAddresses(count(hosts())).probes();
    if (probes.isEmpty() || probes.getAsLong() > MAX_COLLECTED) {
      throw new IllegalStateException(
          "probes: "
              + (probes.isEmpty() ? "an unknown number" : probes.getAsLong())
              + " (expected: at most "
              + MAX_COLLECTED
              + " to collect)");
    }
    List<ScanResult> results = new ArrayList<>();
    long maxProbes = Math.min(MAX_COLLECTED, settings.limits().maxProbes());
    CompletableFuture<ScanSummary> summary = maxProbes(maxProbes).forEach(results::add);
    CompletableFuture<ScanResults> collected =
        summary.thenApply(ended -> new DefaultScanResults(results, ended));
    var unused =
        collected.whenComplete(
            (done, failure) -> {
              if (collected.isCancelled()) {
                summary.cancel(false);
              }
            });
    return collected;
  }

  @Override
  public String toString() {
    ScanSettings.Targets targets = settings.targets();
    Shard shard = targets.shard();
    return "Scan[hosts: %s, ports: %s%s]"
        .formatted(
            targets.stream() == null ? targets.hosts().size() : "stream",
            targets.ports().values(),
            shard.isWhole() ? "" : ", shard: " + shard.index() + " of " + shard.count());
  }

  private Scan with(ScanSettings.Targets targets) {
    return new DefaultScan(services, settings.with(targets));
  }

  private Scan with(ScanSettings.Throughput throughput) {
    return new DefaultScan(services, settings.with(throughput));
  }

  private Scan with(ScanSettings.Attempts attempts) {
    return new DefaultScan(services, settings.with(attempts));
  }

  private Scan with(ScanSettings.Sockets sockets) {
    return new DefaultScan(services, settings.with(sockets));
  }

  private Scan with(ScanSettings.Limits limits) {
    return new DefaultScan(services, settings.with(limits));
  }
}
