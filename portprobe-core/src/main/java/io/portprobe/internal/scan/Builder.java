package io.portprobe.internal.scan;

import io.netty.channel.EventLoop;
import io.portprobe.Transport;
import io.portprobe.internal.sweep.Sweep;
import io.portprobe.internal.sweep.Sweeps;
import io.portprobe.scan.PortSet;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a run together: which engine, how many shards, and who gets what share. */
final class Builder {
  private final ScanSettings settings;
  private final Surroundings surroundings;
  private final Blueprint blueprint;
  private final Delivery delivery;
  private final Runnable shardDone;
  private final Pacer pacer;

  Builder(
      ScanSettings settings,
      Surroundings surroundings,
      Blueprint blueprint,
      Delivery delivery,
      Runnable shardDone) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.blueprint = blueprint;
    this.delivery = delivery;
    this.shardDone = shardDone;
    this.pacer = new Pacer(settings.rate);
  }

  /** The reader of hosts of unknown number; null if they are known. */
  @Nullable SourceReader reader(Consumer<Throwable> failed, Runnable beyond) {
    HostSource source = settings.source;
    if (source == null) {
      return null;
    }
    long ports = settings.ports.values().stream().mapToLong(PortSet::size).sum();
    long most = settings.confirmed ? Long.MAX_VALUE : Math.max(1, settings.maxProbes / ports);
    return new SourceReader(source, most, ScanThreads.pool(), failed, beyond);
  }

  Course course(Transport transport, @Nullable Sweeps sweeps, @Nullable SourceReader reader) {
    PortSet ports = Objects.requireNonNull(settings.ports.get(transport));
    long hosts = reader == null ? blueprint.hosts().size() : -1;
    int parts = blueprint.parts(transport);
    Layout layout = new Layout(ports, hosts, parts, settings.shuffled ? settings.key : null);
    Feed feed;
    if (reader == null) {
      feed = new TableFeed(blueprint.hosts(), layout, blueprint.from(transport));
    } else {
      SourceFeed read = new SourceFeed(reader, blueprint.from(transport));
      reader.feed(read);
      feed = read;
    }
    int share = Math.max(1, blueprint.window() / settings.ports.size());
    int loops = sweeps == null ? 1 : sweeps.loops();
    long units = hosts < 0 ? Long.MAX_VALUE : Math.max(1, hosts * parts);
    int count = (int) Math.min(Math.min(loops, share), units);
    Course course = new Course(transport, feed, new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < count; i++) {
      add(course, layout, sweeps, i, share / count);
    }
    return course;
  }

  private void add(Course course, Layout layout, @Nullable Sweeps sweeps, int loop, int window) {
    Transport transport = course.transport();
    AtomicReference<Shard> shard = new AtomicReference<>();
    Asker.Sink sink = probe -> shard.get().ended(probe);
    Turns turns;
    Asker asker;
    if (sweeps == null) {
      turns = turns(surroundings.channelLoop());
      asker = new ChannelAsker(surroundings, settings, turns, sink);
    } else {
      Sweep sweep =
          sweeps.sweep(loop, transport, window, settings.closeByReset, SweepAsker.sink(sink));
      turns = turns(sweep.loop());
      asker = new SweepAsker(sweep);
    }
    boolean ownSource = settings.sourceAddress != null || settings.sourcePort != 0;
    shard.set(
        new Shard(
            turns,
            course.feed(),
            new Hosts(surroundings, settings, blueprint.hosts(), layout),
            new Verdicts(transport, ownSource),
            delivery,
            pacer,
            settings,
            window,
            new Dialogues(surroundings, settings.protocols),
            shardDone,
            transport));
    course.shards().add(shard.get());
    course.starts().add(() -> shard.get().start(asker));
  }

  private static Turns turns(EventLoop loop) {
    return new LoopTurns(loop);
  }
}
