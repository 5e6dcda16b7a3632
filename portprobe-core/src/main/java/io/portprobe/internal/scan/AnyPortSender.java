package io.portprobe.internal.scan;

import io.portprobe.internal.io.LoopClock;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;

/**
 * A sender of UDP probes that uses a sweep, except for the ports whose replies may come from
 * another port: a sweep does not receive these, so channels send the probes.
 */
final class AnyPortSender implements ProbeSender {
  private final ProbeSender sweep;
  private final ProbeSender channels;
  private final IntPredicate repliesFromAnyPort;

  /**
   * Creates a sender.
   *
   * @param channels on the event loop of the sweep
   */
  AnyPortSender(ProbeSender sweep, ProbeSender channels, IntPredicate repliesFromAnyPort) {
    this.sweep = sweep;
    this.channels = channels;
    this.repliesFromAnyPort = repliesFromAnyPort;
  }

  @Override
  public LoopClock clock() {
    return sweep.clock();
  }

  @Override
  public boolean receivesIcmpErrors() {
    return sweep.receivesIcmpErrors();
  }

  @Override
  public boolean send(ScanProbe probe) {
    return (repliesFromAnyPort.test(probe.port()) ? channels : sweep).send(probe);
  }

  @Override
  public CompletableFuture<Void> close() {
    return channels.close().thenCompose(closed -> sweep.close());
  }
}
