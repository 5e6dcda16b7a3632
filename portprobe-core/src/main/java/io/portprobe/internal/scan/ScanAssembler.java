package io.portprobe.internal.scan;

import io.portprobe.Transport;
import io.portprobe.internal.io.EventLoopClock;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.intake.AddressBudget;
import io.portprobe.internal.scan.intake.TargetResolver;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.order.Shard;
import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.scan.setup.ScanSettings;
import io.portprobe.internal.scan.setup.ScanSettings.Sockets;
import io.portprobe.internal.scan.setup.ScanSetup;
import io.portprobe.internal.scan.source.HostSource;
import io.portprobe.internal.scan.source.HostStreamReader;
import io.portprobe.internal.scan.source.HostStreamSource;
import io.portprobe.internal.scan.source.HostTableSource;
import io.portprobe.internal.scan.source.WorkSource;
import io.portprobe.internal.sweep.Sweeps;
import io.portprobe.scan.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The assembly of a scan: it chooses the engine, and divides the sockets among transports and event
 * loops.
 */
final class ScanAssembler {
  private final ScanContext context;
  private final ScanSetup setup;
  private final AddressBudget budget;

  ScanAssembler(
      ScanSettings settings,
      ScanServices services,
      ScanSetup setup,
      ResultDelivery delivery,
      Consumer<Throwable> defects) {
    this.context =
        new ScanContext(
            settings, services, delivery, new RateLimiter(settings.throughput().rate()), defects);
    this.setup = setup;
    this.budget = AddressBudget.of(settings, setup.hosts().size());
  }

  /**
   * Returns the reader of a stream of hosts; null if the hosts are a table.
   *
   * @param onFailure receives the exception that the stream threw
   * @param onLimit runs when the stream has more hosts than {@code maxProbes} allows
   */
  @Nullable HostStreamReader reader(Consumer<Throwable> onFailure, Runnable onLimit) {
    ScanSettings settings = context.settings();
    HostSource source = settings.targets().stream();
    if (source == null) {
      return null;
    }
    long maxHosts =
        settings.limits().allowLarge()
            ? Long.MAX_VALUE
            : Math.max(1, settings.limits().maxProbes() / settings.targets().portsPerHost());
    int shards = settings.targets().shard().count();
    maxHosts = maxHosts > Long.MAX_VALUE / shards ? Long.MAX_VALUE : maxHosts * shards;
    return new HostStreamReader(
        source, maxHosts, context.services().callbackThreads(), onFailure, onLimit);
  }

  /**
   * Creates the scanners of one transport.
   *
   * @param sweeps the bulk engine; null to use channels
   * @param reader the reader of the hosts; null if they are a table
   * @throws IllegalStateException if the client is closed
   */
  TransportScan transportScan(
      Transport transport, @Nullable Sweeps sweeps, @Nullable HostStreamReader reader) {
    ScanSettings settings = context.settings();
    PortSet ports = Objects.requireNonNull(settings.targets().ports().get(transport));
    long hosts = reader == null ? setup.hosts().size() : -1;
    int parts = setup.parts(transport);
    ProbeOrder order =
        new ProbeOrder(
            transport,
            ports.stream().toArray(),
            hosts,
            parts,
            settings.targets().shuffleKey(),
            reader == null ? settings.targets().shard() : Shard.WHOLE);
    WorkSource source = source(transport, order, reader);
    int share = Math.max(1, setup.socketLimit() / settings.targets().ports().size());
    int loops = sweeps == null ? 1 : sweeps.loops();
    long units = reader == null ? Math.max(1, order.units()) : Long.MAX_VALUE;
    int count = (int) Math.min(Math.min(loops, share), units);
    int socketLimit = share / count;
    List<LoopScanner> scanners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TargetResolver resolver =
          new TargetResolver(context.services(), settings, setup.hosts(), order, budget);
      Function<ProbeSender.Sink, ProbeSender> senders =
          sweeps == null ? channelSenders() : sweepSenders(sweeps, i, transport, socketLimit);
      scanners.add(new LoopScanner(context, resolver, source, socketLimit, senders));
    }
    return new TransportScan(transport, source, scanners);
  }

  private WorkSource source(
      Transport transport, ProbeOrder order, @Nullable HostStreamReader reader) {
    if (reader == null) {
      return new HostTableSource(order, setup.startState(transport));
    }
    HostStreamSource source =
        new HostStreamSource(
            reader, context.settings().targets().shard(), setup.startState(transport));
    reader.addSource(source);
    return source;
  }

  private Function<ProbeSender.Sink, ProbeSender> channelSenders() {
    LoopClock clock = new EventLoopClock(context.services().channelLoop());
    Sockets sockets = context.settings().sockets();
    ChannelSender.Prober prober =
        (endpoint, address, timeout) ->
            context
                .services()
                .probeState(
                    endpoint,
                    address,
                    timeout,
                    sockets.sourceAddress(),
                    sockets.sourcePort(),
                    sockets.closeByReset());
    return sink -> new ChannelSender(context.services(), prober, clock, sink);
  }

  private Function<ProbeSender.Sink, ProbeSender> sweepSenders(
      Sweeps sweeps, int loop, Transport transport, int socketLimit) {
    boolean closeByReset = context.settings().sockets().closeByReset();
    ScanServices services = context.services();
    return sink -> {
      ProbeSender sweep =
          new SweepSender(
              sweeps.sweep(
                  loop,
                  transport,
                  socketLimit,
                  closeByReset,
                  probe -> sink.onEnd((ScanProbe) probe)));
      return transport == Transport.TCP
          ? sweep
          : new AnyPortSender(
              sweep,
              new ChannelSender(services, services::checkState, sweep.clock(), sink),
              services::hasRepliesFromAnyPort);
    };
  }
}
