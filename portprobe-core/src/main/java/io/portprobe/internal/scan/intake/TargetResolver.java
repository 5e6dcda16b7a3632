package io.portprobe.internal.scan.intake;

import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.ProbeException;
import io.portprobe.TargetDeniedException;
import io.portprobe.Transport;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.source.WorkSource;
import io.portprobe.internal.targets.AddressForms;
import io.portprobe.internal.targets.Zones;
import io.portprobe.internal.util.AddressFamilies;
import io.portprobe.scan.HostSet;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A resolver that turns units into targets, and decides which targets may be probed. Confined to
 * the event loop of its scanner.
 */
public final class TargetResolver {
  private static final Failure UNKNOWN =
      new Failure(Problem.NO_ADDRESS, Problem.NO_ADDRESS.description(), null);

  private final ScanServices services;
  private final ScanSettings settings;
  private final HostSet hosts;
  private final ProbeOrder order;
  private final AddressBudget budget;

  /** Why a target has no address. Few targets are in the map at a time. */
  private final Map<ScanTarget, Failure> failures = new HashMap<>();

  private record Failure(Problem problem, String text, @Nullable Throwable cause) {}

  /** The targets of which a port is not probed. */
  private final Map<ScanTarget, Denials> denials = new HashMap<>();

  private final Set<PolicyCheck> checks = new HashSet<>();
  private @Nullable PendingNames names;

  /** Why ports of a target are not probed: one reason for all, or one for each position. */
  private record Denials(
      boolean byPolicy, @Nullable String all, String prefix, Map<Integer, String> byPosition) {
    static Denials all(String why) {
      return new Denials(true, why, "", Map.of());
    }

    static Denials byLimit(String why) {
      return new Denials(false, why, "", Map.of());
    }

    @Nullable String of(int position) {
      String one = byPosition.get(position);
      return one == null ? all : prefix + one;
    }
  }

  public TargetResolver(
      ScanServices services,
      ScanSettings settings,
      HostSet hosts,
      ProbeOrder order,
      AddressBudget budget) {
    this.services = services;
    this.settings = settings;
    this.hosts = hosts;
    this.order = order;
    this.budget = budget;
  }

  public Transport transport() {
    return order.transport();
  }

  /**
   * Returns the targets of a task whose host is an address, or null if it is a name. The list is
   * empty if the host is excluded.
   */
  @Nullable List<ScanTarget> knownTargets(WorkSource.Task task) {
    String host = task.host();
    InetAddress literal =
        host == null ? hosts.address(task.hostIndex()).orElse(null) : literal(host);
    if (literal != null && !Zones.isMissing(literal)) {
      boolean excluded = host != null && isExcluded(literal);
      return excluded ? List.of() : literalTarget(task.unit(), host, literal);
    }
    if (literal != null && host != null && isExcluded(literal)) {
      return List.of();
    }
    return host != null && settings.targets().excluded().contains(host) ? List.of() : null;
  }

  private List<ScanTarget> literalTarget(long unit, @Nullable String host, InetAddress address) {
    ScanTarget target = new ScanTarget(order, unit, 0, host, address);
    String limit = host == null ? null : limitReached(target);
    if (limit != null) {
      denials.put(target, Denials.byLimit(AddressText.of(address) + ": " + limit));
    }
    return List.of(target);
  }

  /** Resolves the host name of a task. Calls back on the event loop, or before it returns. */
  void resolve(WorkSource.Task task, LoopClock loop, Consumer<List<ScanTarget>> found) {
    long unit = task.unit();
    String host = task.host();
    String name = host == null ? hosts.host(task.hostIndex()) : host;
    Endpoint endpoint;
    try {
      endpoint = new Endpoint(order.transport(), name, order.port(unit, 0));
    } catch (IllegalArgumentException e) {
      found.accept(
          List.of(
              unresolvedTarget(
                  unit,
                  name,
                  new Failure(Problem.INVALID_ADDRESS, String.valueOf(e.getMessage()), e))));
      return;
    }
    if (AddressSyntax.isAmbiguous(name)) {
      found.accept(List.of(ambiguousTarget(unit, name)));
      return;
    }
    namesOn(loop)
        .add(
            (resolved, failed) ->
                services.resolve(endpoint, settings.targets().addresses(), loop, resolved, failed),
            addresses -> found.accept(targets(unit, name, addresses)),
            failure -> found.accept(List.of(unresolvedTarget(unit, name, failure(failure)))));
  }

  private PendingNames namesOn(LoopClock loop) {
    if (names == null) {
      names = new PendingNames(loop, settings.limits().resolutionTime());
    }
    return names;
  }

  private List<ScanTarget> targets(long unit, String name, List<InetAddress> addresses) {
    List<ScanTarget> targets = new ArrayList<>();
    for (InetAddress address : addresses) {
      int index = targets.size();
      ScanTarget target = new ScanTarget(order, unit, index, name, address);
      targets.add(target);
      String limit = limitReached(target);
      if (limit != null) { // one result has the reason for this address and those after it
        denials.put(target, Denials.byLimit(addressesFrom(index, addresses) + ": " + limit));
        break;
      }
    }
    return targets.isEmpty()
        ? List.of(
            unresolvedTarget(
                unit,
                name,
                new Failure(
                    Problem.OTHER_FAMILY,
                    "the host name has no "
                        + AddressFamilies.name(settings.targets().addresses())
                        + " address",
                    null)))
        : targets;
  }

  private @Nullable String limitReached(ScanTarget target) {
    if (target.index() >= AddressForms.MAX_ADDRESSES) {
      return "not among the first " + AddressForms.MAX_ADDRESSES + " addresses of the name";
    }
    return budget.take(target.index(), target.positions())
        ? null
        : "not probed, because the scan is limited to maxProbes, " + settings.limits().maxProbes();
  }

  private static String addressesFrom(int index, List<InetAddress> addresses) {
    int more = addresses.size() - index - 1;
    String first = AddressText.of(addresses.get(index));
    return more == 0 ? first : first + " and " + more + " more addresses";
  }

  /** The address in an ambiguous form is not probed; a policy may deny it. */
  private ScanTarget ambiguousTarget(long unit, String name) {
    ScanTarget target = new ScanTarget(order, unit, 0, name, null);
    AddressSyntax.customaryReading(name)
        .filter(address -> services.isPolicyImmediate())
        .map(address -> new InetSocketAddress(address, order.port(unit, 0)))
        .flatMap(
            address ->
                services
                    .denial(order.transport(), address)
                    .map(why -> AddressText.of(address.getAddress()) + " " + why))
        .ifPresent(why -> denials.put(target, Denials.all(why)));
    return target;
  }

  private static Failure failure(ProbeException failure) {
    return new Failure(
        failure instanceof UnresolvedTargetException unresolved
            ? unresolved.problem()
            : Problem.UNSPECIFIED,
        failure.detail(),
        failure.getCause());
  }

  private ScanTarget unresolvedTarget(long unit, String name, Failure failure) {
    ScanTarget target = new ScanTarget(order, unit, 0, name, null);
    failures.put(target, failure);
    return target;
  }

  /**
   * Decides at once which ports of a target may be probed, if that is possible. {@link #denial} has
   * the result.
   *
   * @return false if a policy of the caller, which may block, has to {@linkplain #decide decide}
   */
  boolean isDecided(ScanTarget target) {
    InetAddress address = target.address();
    if (address == null || (!denials.isEmpty() && denials.containsKey(target))) {
      return true;
    }
    if (isExcluded(target, address)) {
      denials.put(target, Denials.all(AddressText.of(address) + " is excluded from the scan"));
      return true;
    }
    if (!services.isPolicyImmediate()) {
      return false;
    }
    services
        .denial(target.transport(), new InetSocketAddress(address, target.port(0)))
        .ifPresent(why -> denials.put(target, Denials.all(AddressText.of(address) + " " + why)));
    return true;
  }

  /** Consults a policy of the caller about each port. Calls back on the event loop. */
  void decide(ScanTarget target, LoopClock clock, Runnable decided) {
    PolicyCheck check =
        new PolicyCheck(
            services,
            target,
            settings.attempts().timeout(),
            clock,
            finished -> {
              checks.remove(finished);
              if (!finished.denials().isEmpty()) {
                String prefix = AddressText.of(target.requireAddress()) + " ";
                denials.put(target, new Denials(true, null, prefix, finished.denials()));
              }
              decided.run();
            });
    checks.add(check);
    check.start();
  }

  /** Cancels the resolutions, and interrupts the policies that are deciding. */
  void stop() {
    if (names != null) {
      names.cancel();
    }
    checks.forEach(PolicyCheck::cancel);
    checks.clear();
  }

  /** The hosts of a table are without the excluded addresses, but may have other forms of them. */
  private boolean isExcluded(ScanTarget target, InetAddress address) {
    boolean plain = target.name() == null && address instanceof Inet4Address;
    return (!plain || address.isAnyLocalAddress()) && isExcluded(address);
  }

  private boolean isExcluded(InetAddress address) {
    HostSet excluded = settings.targets().excluded();
    return excluded.size() > 0
        && AddressForms.deniable(address).stream().anyMatch(excluded::contains);
  }

  /** Releases what is kept for a target that is done. */
  public void forget(ScanTarget target) {
    if (target.address() == null) {
      failures.remove(target);
    }
    if (!denials.isEmpty()) {
      denials.remove(target);
    }
  }

  /** Returns why a port is not probed, or null if it is. */
  public @Nullable RuntimeException denial(ScanTarget target, int position, int port) {
    InetAddress address = target.address();
    Denials denied = denials.isEmpty() ? null : denials.get(target);
    String why = denied == null ? null : denied.of(position);
    if (denied != null && why != null) {
      Endpoint endpoint = new Endpoint(target.transport(), target.host(), port);
      return denied.byPolicy()
          ? new TargetDeniedException(endpoint, why, null)
          : new LocalFaultException(endpoint, why, null);
    }
    if (address == null) {
      return unresolved(target, port, failures.getOrDefault(target, UNKNOWN));
    }
    return Zones.isMissing(address)
        ? unresolved(
            target,
            port,
            new Failure(
                Problem.INVALID_ADDRESS,
                AddressText.of(address) + " " + Zones.missing(address),
                null))
        : null;
  }

  /** Returns the exception for a host that has no address, or is not a valid host. */
  private static RuntimeException unresolved(ScanTarget target, int port, Failure why) {
    if (AddressSyntax.isAmbiguous(target.host())) {
      return AddressSyntax.ambiguous(target.host());
    }
    try {
      Endpoint endpoint = new Endpoint(target.transport(), target.host(), port);
      return new UnresolvedTargetException(endpoint, why.problem(), why.text(), why.cause());
    } catch (IllegalArgumentException e) {
      return e; // it names the host and the expected form
    }
  }

  private static @Nullable InetAddress literal(String host) {
    if (!HostSyntax.isLiteral(host) || host.indexOf('%') >= 0) {
      return null;
    }
    byte[] bytes = AddressSyntax.bytes(host);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("address: " + bytes.length + " bytes (expected: 4 or 16)", e);
    }
  }
}
