package io.portprobe.internal.scan;

import io.netty.util.NetUtil;
import io.portprobe.Endpoint;
import io.portprobe.TargetDeniedException;
import io.portprobe.Transport;
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

/** Finds the addresses of hosts, and says which may be asked. For one shard, on its loop. */
final class TargetResolver {
  private final ScanServices surroundings;
  private final ScanSettings settings;
  private final HostSet table;
  private final ProbeOrder layout;

  /** Why the ports of a target cannot be asked; there are few such targets at a time. */
  private final Map<ScanTarget, String> unresolved = new HashMap<>();

  TargetResolver(
      ScanServices surroundings, ScanSettings settings, HostSet table, ProbeOrder layout) {
    this.surroundings = surroundings;
    this.settings = settings;
    this.table = table;
    this.layout = layout;
  }

  /** What a task is to ask, none if the host is excluded; null for a name that has to be found. */
  @Nullable List<ScanTarget> known(WorkSource.Task task) {
    String host = task.host();
    InetAddress literal = host == null ? table.address(task.index()).orElse(null) : literal(host);
    if (literal != null) {
      boolean excluded = host != null && settings.excluded.contains(literal);
      return excluded ? List.of() : List.of(new ScanTarget(layout, task.unit(), 0, host, literal));
    }
    return host != null && settings.excluded.contains(host) ? List.of() : null;
  }

  /** Finds what a task is to ask, of which nothing is known. On the loop, or at once. */
  void resolve(WorkSource.Task task, Executor loop, Consumer<List<ScanTarget>> found) {
    long unit = task.unit();
    String host = task.host();
    String name = host == null ? table.host(task.index()) : host;
    Endpoint endpoint;
    try {
      endpoint = new Endpoint(layout.transport(), name, layout.port(unit, 0));
    } catch (IllegalArgumentException e) {
      found.accept(List.of(failed(unit, name, String.valueOf(e.getMessage()))));
      return;
    }
    surroundings.resolve(
        endpoint,
        settings.addresses,
        loop,
        addresses -> found.accept(targets(unit, name, addresses)),
        failure -> found.accept(List.of(failed(unit, name, why(endpoint, failure)))));
  }

  private static String why(Endpoint endpoint, Exception failure) {
    String message = String.valueOf(failure.getMessage());
    String head = endpoint + ": ";
    return message.startsWith(head) ? message.substring(head.length()) : message;
  }

  private List<ScanTarget> targets(long unit, String name, List<InetAddress> addresses) {
    List<ScanTarget> targets = new ArrayList<>();
    for (InetAddress address : addresses) {
      targets.add(new ScanTarget(layout, unit, targets.size(), name, address));
    }
    return targets.isEmpty()
        ? List.of(failed(unit, name, "has no address for " + settings.addresses))
        : targets;
  }

  private ScanTarget failed(long unit, String name, String why) {
    ScanTarget target = new ScanTarget(layout, unit, 0, name, null);
    unresolved.put(target, why);
    return target;
  }

  /** Forgets a target that is done. */
  void done(ScanTarget target) {
    if (target.address() == null) {
      unresolved.remove(target);
    }
  }

  /** Why a port may not or cannot be asked; null if it can. */
  @Nullable RuntimeException denial(ScanTarget target, int port) {
    InetAddress address = target.address();
    if (address == null) {
      return Failures.unresolved(target, port, unresolved.getOrDefault(target, "has no address"));
    }
    if (target.name() != null && settings.excluded.contains(address)) {
      return new TargetDeniedException(
          new Endpoint(target.transport(), target.host(), port),
          address.getHostAddress() + " is excluded from the scan",
          null);
    }
    Optional<String> denial =
        surroundings.denial(target.transport(), new InetSocketAddress(address, port));
    return denial.isEmpty()
        ? null
        : new TargetDeniedException(
            new Endpoint(target.transport(), target.host(), port),
            address.getHostAddress() + " " + denial.get(),
            null);
  }

  @Nullable ByteBuffer payload(ScanTarget target, int port) {
    InetAddress address = target.address();
    return target.transport() == Transport.TCP || address == null
        ? null
        : surroundings.payload(target.host(), new InetSocketAddress(address, port));
  }

  private static @Nullable InetAddress literal(String host) {
    if (!HostSyntax.isLiteral(host) || host.indexOf('%') >= 0) {
      return null;
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }
}
