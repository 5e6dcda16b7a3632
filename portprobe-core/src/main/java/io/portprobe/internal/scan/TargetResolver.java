package io.portprobe.internal.scan;

import io.netty.util.NetUtil;
import io.portprobe.Endpoint;
import io.portprobe.TargetDeniedException;
import io.portprobe.Transport;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.source.WorkSource;
import io.portprobe.scan.HostSet;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A resolver that turns units into targets, and decides which targets may be probed. Confined to
 * the event loop of its scanner.
 */
final class TargetResolver {
  private final ScanServices services;
  private final ScanSettings settings;
  private final HostSet hosts;
  private final ProbeOrder order;

  /** Why a target has no address. Few targets are in the map at a time. */
  private final Map<ScanTarget, String> failureTexts = new HashMap<>();

  TargetResolver(ScanServices services, ScanSettings settings, HostSet hosts, ProbeOrder order) {
    this.services = services;
    this.settings = settings;
    this.hosts = hosts;
    this.order = order;
  }

  Transport transport() {
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
    if (literal != null) {
      boolean excluded = host != null && settings.targets().excluded().contains(literal);
      return excluded ? List.of() : List.of(new ScanTarget(order, task.unit(), 0, host, literal));
    }
    return host != null && settings.targets().excluded().contains(host) ? List.of() : null;
  }

  /** Resolves the host name of a task. Calls back on the event loop, or before it returns. */
  void resolve(WorkSource.Task task, Executor loop, Consumer<List<ScanTarget>> found) {
    long unit = task.unit();
    String host = task.host();
    String name = host == null ? hosts.host(task.hostIndex()) : host;
    Endpoint endpoint;
    try {
      endpoint = new Endpoint(order.transport(), name, order.port(unit, 0));
    } catch (IllegalArgumentException e) {
      found.accept(List.of(unresolvedTarget(unit, name, String.valueOf(e.getMessage()))));
      return;
    }
    services.resolve(
        endpoint,
        settings.targets().addresses(),
        loop,
        addresses -> found.accept(targets(unit, name, addresses)),
        failure -> found.accept(List.of(unresolvedTarget(unit, name, failure.detail()))));
  }

  private List<ScanTarget> targets(long unit, String name, List<InetAddress> addresses) {
    List<ScanTarget> targets = new ArrayList<>();
    for (InetAddress address : addresses) {
      targets.add(new ScanTarget(order, unit, targets.size(), name, address));
    }
    return targets.isEmpty()
        ? List.of(
            unresolvedTarget(unit, name, "has no address for " + settings.targets().addresses()))
        : targets;
  }

  private ScanTarget unresolvedTarget(long unit, String name, String failureText) {
    ScanTarget target = new ScanTarget(order, unit, 0, name, null);
    failureTexts.put(target, failureText);
    return target;
  }

  /** Releases what is kept for a target that is done. */
  void forget(ScanTarget target) {
    if (target.address() == null) {
      failureTexts.remove(target);
    }
  }

  /** Returns why a port is not probed, or null if it is. */
  @Nullable RuntimeException denial(ScanTarget target, int port) {
    InetAddress address = target.address();
    if (address == null) {
      return unresolved(target, port, failureTexts.getOrDefault(target, "has no address"));
    }
    if (target.name() != null && settings.targets().excluded().contains(address)) {
      return new TargetDeniedException(
          new Endpoint(target.transport(), target.host(), port),
          address.getHostAddress() + " is excluded from the scan",
          null);
    }
    Optional<String> denial =
        services.denial(target.transport(), new InetSocketAddress(address, port));
    return denial.isEmpty()
        ? null
        : new TargetDeniedException(
            new Endpoint(target.transport(), target.host(), port),
            address.getHostAddress() + " " + denial.get(),
            null);
  }

  /** Returns the exception for a host that has no address, or is not a valid host. */
  private static RuntimeException unresolved(ScanTarget target, int port, String why) {
    try {
      Endpoint endpoint = new Endpoint(target.transport(), target.host(), port);
      return new UnresolvedTargetException(endpoint, why, null);
    } catch (IllegalArgumentException e) {
      return e; // it names the host and the expected form
    }
  }

  /** Returns the datagram to send to a UDP port, or null over TCP. */
  @Nullable ByteBuffer payload(ScanTarget target, int port) {
    InetAddress address = target.address();
    return target.transport() == Transport.TCP || address == null
        ? null
        : services.payload(target.host(), new InetSocketAddress(address, port));
  }

  private static @Nullable InetAddress literal(String host) {
    if (!HostSyntax.isLiteral(host) || host.indexOf('%') >= 0) {
      return null;
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("address: " + bytes.length + " bytes (expected: 4 or 16)", e);
    }
  }
}
