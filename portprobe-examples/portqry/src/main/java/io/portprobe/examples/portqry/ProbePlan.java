package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.examples.portqry.options.Targets;
import io.portprobe.examples.portqry.queries.PlugIns;
import io.portprobe.examples.portqry.queries.Query;
import io.portprobe.examples.portqry.services.ServiceNames;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The probes of a run in the order of their output: port by port, TCP before UDP. Used by one
 * thread.
 */
final class ProbePlan implements Iterable<PlannedProbe> {
  private final Request request;
  private final ServiceNames bundled;
  private final Optional<ServiceNames> own;
  private final Supplier<PlugIns> plugIns;
  private @Nullable PlugIns foundPlugIns;

  /**
   * Creates a plan.
   *
   * @param own the services file of the user, whose names take precedence
   * @param plugIns finds the plug-ins; called once, and only for a port without a query of PortQry
   */
  ProbePlan(
      Request request,
      ServiceNames bundled,
      Optional<ServiceNames> own,
      Supplier<PlugIns> plugIns) {
    this.request = request;
    this.bundled = bundled;
    this.own = own;
    this.plugIns = plugIns;
  }

  @Override
  public Iterator<PlannedProbe> iterator() {
    return request.targets().stream().flatMap(this::probes).iterator();
  }

  private Stream<PlannedProbe> probes(Targets targets) {
    boolean range = targets.ports().range();
    return targets.ports().numbers().stream()
        .flatMap(
            port -> targets.transports().stream().map(transport -> probe(transport, port, range)));
  }

  private PlannedProbe probe(Transport transport, int port, boolean range) {
    Optional<String> named = own.flatMap(names -> names.name(transport, port));
    Optional<String> service = named.or(() -> bundled.name(transport, port));
    Optional<Query> query = Query.of(service, transport, port);
    if (query.isPresent()) {
      query = query.filter(found -> found.isInRanges() || !range);
      return new PlannedProbe(transport, port, service, query, query.map(Query::protocol));
    }
    Optional<String> plugIn = range ? Optional.empty() : plugIns().speaking(named, transport, port);
    return new PlannedProbe(transport, port, service, Optional.empty(), plugIn);
  }

  private PlugIns plugIns() {
    if (foundPlugIns == null) {
      foundPlugIns = plugIns.get();
    }
    return foundPlugIns;
  }
}
