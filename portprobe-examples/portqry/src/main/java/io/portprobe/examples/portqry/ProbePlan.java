package io.portprobe.examples.portqry;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.options.Ports;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.examples.portqry.options.Targets;
import io.portprobe.examples.portqry.queries.PlugIns;
import io.portprobe.examples.portqry.queries.Query;
import io.portprobe.examples.portqry.services.ServiceNames;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
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
    return new Probes(request.targets());
  }

  private final class Probes implements Iterator<PlannedProbe> {
    private final List<Targets> targets;
    private int target;
    private int port;
    private int transport;

    private Probes(List<Targets> targets) {
      this.targets = targets;
    }

    @Override
    public boolean hasNext() {
      return target < targets.size();
    }

    @Override
    public PlannedProbe next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Targets now = targets.get(target);
      Ports ports = now.ports();
      PlannedProbe probe =
          probe(now.transports().get(transport), ports.numbers().get(port), ports.range());
      transport++;
      if (transport == now.transports().size()) {
        transport = 0;
        port++;
      }
      if (port == ports.numbers().size()) {
        port = 0;
        target++;
      }
      return probe;
    }
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
