package io.portprobe.internal.dialogue;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.portprobe.spi.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The timer of {@link Step#await(Duration)} and {@link Step#more(Duration)}. Confined to the event
 * loop.
 */
public final class SilenceTimer {
  private final Runnable onSilence;
  private @Nullable Future<?> running;

  /**
   * Creates a timer.
   *
   * @param onSilence runs on the event loop when the time of a step has passed
   */
  public SilenceTimer(Runnable onSilence) {
    this.onSilence = onSilence;
  }

  /** Starts, keeps or cancels the timer, as a step requires. */
  public void apply(EventExecutor loop, @Nullable Step step) {
    Optional<Duration> silence = Optional.empty();
    if (step instanceof Step.Await await) {
      if (await.silence().isEmpty()) {
        return;
      }
      silence = await.silence();
    } else if (step instanceof Step.More more) {
      silence = more.silence();
    }
    cancel();
    silence.ifPresent(
        time -> running = loop.schedule(this::fire, time.toNanos(), TimeUnit.NANOSECONDS));
  }

  public void cancel() {
    if (running != null) {
      running.cancel(false);
      running = null;
    }
  }

  private void fire() {
    running = null;
    onSilence.run();
  }
}
