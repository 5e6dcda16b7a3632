package io.portprobe.internal.wait;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A monitor of the conditions that end one wait early. Checks run in one thread at a time. While a
 * check blocks, the other threads of the wait continue without its result. Thread-safe.
 */
final class GuardMonitor {
  /** The time between two checks, and so the delay with which a wait notices an abort. */
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private enum State {
    CREATED,
    RUNNING,
    STOPPED
  }

  private final List<AbortCondition.Checked> checked;
  private final List<CompletableFuture<String>> notified;
  private final Timeline timeline;
  private final AtomicBoolean checking = new AtomicBoolean();

  // Guarded by this.
  private State state = State.CREATED;
  private List<CompletableFuture<Void>> listeners = List.of();
  private @Nullable Runnable cancelNextCheck;

  GuardMonitor(List<AbortCondition> conditions, Timeline timeline) {
    this.checked = of(AbortCondition.Checked.class, conditions);
    this.notified =
        of(AbortCondition.Notified.class, conditions).stream()
            .map(AbortCondition.Notified::reason)
            .toList();
    this.timeline = timeline;
  }

  private static <G extends AbortCondition> List<G> of(
      Class<G> kind, List<AbortCondition> conditions) {
    return conditions.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Starts to monitor. Does nothing after {@link #stop()}.
   *
   * @param onAbort receives the reason, on the timeline's executor
   * @param onError receives what a check threw, on the timeline's executor
   */
  void start(Consumer<String> onAbort, Consumer<Throwable> onError) {
    var registered =
        notified.stream().map(each -> each.thenAcceptAsync(onAbort, timeline.executor())).toList();
    boolean late;
    synchronized (this) {
      late = state == State.STOPPED;
      state = late ? State.STOPPED : State.RUNNING;
      listeners = registered;
    }
    if (late) {
      stop();
    } else if (!checked.isEmpty()) {
      scheduleCheck(onAbort, onError);
    }
  }

  private synchronized void scheduleCheck(Consumer<String> onAbort, Consumer<Throwable> onError) {
    if (state == State.RUNNING) {
      cancelNextCheck = timeline.after(INTERVAL, () -> checkAndReschedule(onAbort, onError));
    }
  }

  private void checkAndReschedule(Consumer<String> onAbort, Consumer<Throwable> onError) {
    try {
      check().ifPresent(onAbort);
      scheduleCheck(onAbort, onError);
    } catch (RuntimeException | Error e) { // code of the caller
      onError.accept(e);
    }
  }

  /** Returns whether {@link #check} has anything to do. */
  boolean hasChecks() {
    return !checked.isEmpty();
  }

  /**
   * Checks the conditions now.
   *
   * @return the reason to abort; empty if there is none, or if another thread is checking
   */
  Optional<String> check() {
    if (checked.isEmpty() || !checking.compareAndSet(false, true)) {
      return Optional.empty();
    }
    try {
      return checked.stream().flatMap(condition -> condition.reason().stream()).findFirst();
    } finally {
      checking.set(false);
    }
  }

  /** Stops. A check that is running completes. May be called at any time, more than once. */
  void stop() {
    List<CompletableFuture<Void>> registered;
    Runnable cancel;
    synchronized (this) {
      state = State.STOPPED;
      registered = listeners;
      cancel = cancelNextCheck;
    }
    registered.forEach(listener -> listener.cancel(false));
    if (cancel != null) {
      cancel.run();
    }
  }
}
