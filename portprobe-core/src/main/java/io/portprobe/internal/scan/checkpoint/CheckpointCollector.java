package io.portprobe.internal.scan.checkpoint;

import io.portprobe.Transport;
import io.portprobe.internal.scan.checkpoint.CheckpointState.AddressState;
import io.portprobe.internal.scan.checkpoint.CheckpointState.TransportState;
import io.portprobe.internal.scan.order.ScanTarget;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * A collector of the remaining work of a running scan.
 *
 * <p>Work moves in one direction: from a source to a worker, from the worker to the queue of
 * results, and from there to the consumer. The collector reads in the same direction. Work that
 * moves in the meantime is therefore seen twice at worst, never missed, and a resumed scan repeats
 * it.
 */
public final class CheckpointCollector {
  /** A holder of units that were started. */
  public interface Worker {
    /** Returns the transport of its units. May be called on any thread. */
    Transport transport();

    /** Returns the executor that it is confined to. May be called on any thread. */
    Executor executor();

    /** Returns the work that has no result in the result queue yet. */
    RemainingWork remaining();
  }

  private final Map<Transport, TransportState> sources;
  private final Map<Transport, RemainingWork> remaining = new EnumMap<>(Transport.class);

  private CheckpointCollector(Map<Transport, TransportState> sources) {
    this.sources = sources;
    sources.forEach(
        (transport, state) -> remaining.put(transport, new RemainingWork(state.unfinished())));
  }

  /**
   * Collects the state of each transport.
   *
   * @param sources the state of the source of each transport, read before this call
   * @param workers the workers of these transports
   * @param unconsumed passes on each port whose result is queued and not consumed
   * @return completes on the executor of a worker, or at once if there is none
   */
  public static CompletableFuture<Map<Transport, TransportState>> collect(
      Map<Transport, TransportState> sources,
      List<? extends Worker> workers,
      Consumer<ObjIntConsumer<ScanTarget>> unconsumed) {
    CheckpointCollector collector = new CheckpointCollector(sources);
    List<CompletableFuture<RemainingWork>> parts = new ArrayList<>();
    workers.forEach(worker -> parts.add(remaining(worker)));
    return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done -> {
              for (int i = 0; i < parts.size(); i++) {
                collector.add(workers.get(i).transport(), parts.get(i).join());
              }
              unconsumed.accept(collector::mark);
              return collector.states();
            });
  }

  private static CompletableFuture<RemainingWork> remaining(Worker worker) {
    try {
      return CompletableFuture.supplyAsync(worker::remaining, worker.executor());
    } catch (RejectedExecutionException e) { // its event loop has ended, so nothing changes
      return CompletableFuture.completedFuture(worker.remaining());
    }
  }

  private void add(Transport transport, RemainingWork part) {
    RemainingWork all = remaining.get(transport);
    if (all != null) {
      all.add(part.states());
    }
  }

  private void mark(ScanTarget target, int position) {
    RemainingWork all = remaining.get(target.transport());
    if (all != null) {
      all.mark(target, position);
    }
  }

  private Map<Transport, TransportState> states() {
    Map<Transport, TransportState> states = new EnumMap<>(Transport.class);
    remaining.forEach(
        (transport, work) ->
            states.put(transport, state(Objects.requireNonNull(sources.get(transport)), work)));
    return states;
  }

  /** Leaves out the units that were started after the state of the source was read. */
  private static TransportState state(TransportState source, RemainingWork work) {
    List<AddressState> unfinished =
        work.states().stream().filter(state -> state.unit() < source.nextUnit()).toList();
    return new TransportState(source.parts(), source.nextUnit(), unfinished);
  }
}
