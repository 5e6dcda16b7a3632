package io.portprobe.internal.scan;

import io.netty.channel.EventLoop;
import io.portprobe.Transport;
import io.portprobe.internal.io.CallbackThreads;
import io.portprobe.internal.io.EventLoopClock;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.order.ProbeOrder;
import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.source.HostSource;
import io.portprobe.internal.scan.source.HostStreamReader;
import io.portprobe.internal.scan.source.HostStreamSource;
import io.portprobe.internal.scan.source.HostTableSource;
import io.portprobe.internal.scan.source.WorkSource;
import io.portprobe.internal.sweep.Sweep;
import io.portprobe.internal.sweep.Sweeps;
import io.portprobe.scan.PortSet;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a run together: which engine, how many shards, and who gets what share. */
final class ScanAssembler {
  private final ScanSettings settings;
  private final ScanServices surroundings;
  private final ScanSetup blueprint;
  private final ResultDelivery delivery;
  private final Runnable shardDone;
  private final RateLimiter pacer;

  ScanAssembler(
      ScanSettings settings,
      ScanServices surroundings,
      ScanSetup blueprint,
      ResultDelivery delivery,
      Runnable shardDone) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.blueprint = blueprint;
    this.delivery = delivery;
    this.shardDone = shardDone;
    this.pacer = new RateLimiter(settings.rate);
  }

  /** The reader of hosts of unknown number; null if they are known. */
  @Nullable HostStreamReader reader(Consumer<Throwable> failed, Runnable beyond) {
    HostSource source = settings.source;
    if (source == null) {
      return null;
    }
    long ports = settings.ports.values().stream().mapToLong(PortSet::size).sum();
    long most = settings.confirmed ? Long.MAX_VALUE : Math.max(1, settings.maxProbes / ports);
    return new HostStreamReader(source, most, CallbackThreads.pool(), failed, beyond);
  }

  TransportScan course(
      Transport transport, @Nullable Sweeps sweeps, @Nullable HostStreamReader reader) {
    PortSet ports = Objects.requireNonNull(settings.ports.get(transport));
    long hosts = reader == null ? blueprint.hosts().size() : -1;
    int parts = blueprint.parts(transport);
    ProbeOrder layout =
        new ProbeOrder(ports, hosts, parts, settings.shuffled ? settings.key : null);
    WorkSource feed;
    if (reader == null) {
      feed = new HostTableSource(blueprint.hosts(), layout, blueprint.from(transport));
    } else {
      HostStreamSource read = new HostStreamSource(reader, blueprint.from(transport));
      reader.feed(read);
      feed = read;
    }
    int share = Math.max(1, blueprint.window() / settings.ports.size());
    int loops = sweeps == null ? 1 : sweeps.loops();
    long units = hosts < 0 ? Long.MAX_VALUE : Math.max(1, hosts * parts);
    int count = (int) Math.min(Math.min(loops, share), units);
    TransportScan course = new TransportScan(transport, feed, new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < count; i++) {
      add(course, layout, sweeps, i, share / count);
    }
    return course;
  }

  private void add(
      TransportScan course, ProbeOrder layout, @Nullable Sweeps sweeps, int loop, int window) {
    Transport transport = course.transport();
    AtomicReference<LoopScanner> shard = new AtomicReference<>();
    ProbeSender.Sink sink = probe -> shard.get().ended(probe);
    LoopClock turns;
    ProbeSender asker;
    if (sweeps == null) {
      turns = turns(surroundings.channelLoop());
      asker = new ChannelSender(surroundings, settings, turns, sink);
    } else {
      Sweep sweep =
          sweeps.sweep(loop, transport, window, settings.closeByReset, SweepSender.sink(sink));
      turns = turns(sweep.loop());
      asker = new SweepSender(sweep);
    }
    boolean ownSource = settings.sourceAddress != null || settings.sourcePort != 0;
    shard.set(
        new LoopScanner(
            turns,
            course.feed(),
            new TargetResolver(surroundings, settings, blueprint.hosts(), layout),
            new OutcomeClassifier(transport, ownSource),
            delivery,
            pacer,
            settings,
            window,
            new DialogueTracker(surroundings, settings.protocols),
            shardDone,
            transport));
    course.shards().add(shard.get());
    course.starts().add(() -> shard.get().start(asker));
  }

  private static LoopClock turns(EventLoop loop) {
    return new EventLoopClock(loop);
  }
}
