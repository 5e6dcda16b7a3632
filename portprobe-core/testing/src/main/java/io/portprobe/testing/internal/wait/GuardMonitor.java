package io.portprobe.testing.internal.wait;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the guards of one wait, whatever that is doing. Guards that have to be asked are asked by
 * one thread at a time; while one takes its time, other threads go on without its word.
 */
final class GuardMonitor {
  /** How soon a guard is asked again; about as late a wait ends. */
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final List<AbortCondition.Asked> asked;
  private final List<CompletableFuture<String>> told;
  private final Timeline timeline;
  private final AtomicBoolean asking = new AtomicBoolean();
  private List<CompletableFuture<Void>> listening = List.of();
  private @Nullable Runnable round;
  private boolean stopped;

  GuardMonitor(List<AbortCondition> guards, Timeline timeline) {
    this.asked = of(AbortCondition.Asked.class, guards);
    this.told =
        of(AbortCondition.Told.class, guards).stream().map(AbortCondition.Told::happened).toList();
    this.timeline = timeline;
  }

  private static <G extends AbortCondition> List<G> of(Class<G> kind, List<AbortCondition> guards) {
    return guards.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Begins. Both are called on the timeline's executor: with what happened, or what was thrown. */
  void start(Consumer<String> happened, Consumer<Throwable> thrown) {
    var listeners =
        told.stream().map(told -> told.thenAcceptAsync(happened, timeline.executor())).toList();
    boolean late;
    synchronized (this) {
      listening = listeners;
      late = stopped;
    }
    if (late) {
      stop();
    } else if (!asked.isEmpty()) {
      nextRound(happened, thrown);
    }
  }

  private synchronized void nextRound(Consumer<String> happened, Consumer<Throwable> thrown) {
    if (!stopped) {
      round = timeline.after(INTERVAL, () -> goRound(happened, thrown));
    }
  }

  private void goRound(Consumer<String> happened, Consumer<Throwable> thrown) {
    try {
      ask().ifPresent(happened);
      nextRound(happened, thrown);
    } catch (RuntimeException | Error e) { // a caller's condition
      thrown.accept(e);
    }
  }

  /** Whether there are guards that {@link #ask} asks. */
  boolean hasToAsk() {
    return !asked.isEmpty();
  }

  /** Asks now: empty as well if another thread is at it, which will tell. */
  Optional<String> ask() {
    if (asked.isEmpty() || !asking.compareAndSet(false, true)) {
      return Optional.empty();
    }
    try {
      return asked.stream().flatMap(guard -> guard.happened().stream()).findFirst();
    } finally {
      asking.set(false);
    }
  }

  /** Ends; a guard that is being asked is the last one. May be called before and again. */
  void stop() {
    List<CompletableFuture<Void>> listeners;
    Runnable callOff;
    synchronized (this) {
      stopped = true;
      listeners = listening;
      callOff = round;
    }
    listeners.forEach(listener -> listener.cancel(false));
    if (callOff != null) {
      callOff.run();
    }
  }
}
