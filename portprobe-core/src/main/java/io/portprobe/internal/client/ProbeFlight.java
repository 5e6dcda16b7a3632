package io.portprobe.internal.client;

import io.netty.channel.EventLoop;
import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeReport;
import io.portprobe.internal.dialogue.LoopFailure;
import io.portprobe.internal.dialogue.PlugInStack;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.EventLoops;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.io.Stalls;
import io.portprobe.internal.io.StarvationCheck;
import io.portprobe.internal.io.Watchdog;
import io.portprobe.internal.jfr.ProbeSpan;
import io.portprobe.internal.probe.Execution;
import io.portprobe.internal.probe.ProbeExecution;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.internal.util.Failures;
import io.portprobe.internal.util.Randomness;
import io.portprobe.text.SafeText;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A probe in flight: connects its execution on the event loop with the future of the caller.
 * Thread-safe.
 *
 * <p>The execution ends by the deadline. If its event loop died or is blocked, or the callback
 * executor does not run the completion, the watchdog completes the future {@value #GRACE_MILLIS} ms
 * after the deadline. A loop that is slow because this host is, or because it has much to do, has
 * up to 15 s more, also one that lacks processor time while it executes a plug-in.
 */
final class ProbeFlight<T> extends Watchdog.Watched implements ProbeExecution.Listener {
  /** Time after the deadline at which a result is overdue. */
  static final long GRACE_MILLIS = 1_000;

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private static final long FIRST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Most looks at a loop that is slow, but not because a plug-in or the caller blocks it. */
  private static final int MOST_SLOW_LOOKS = 20;

  private static final long NEXT_LOOK_NANOS =
      TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS) - FIRST_LOOK_NANOS;

  /** Services of the client for its flights. */
  interface Client {
    ClientEventLoops loops();

    Watchdog watchdog();

    /** Returns the executor that the caller set for callbacks; null if none is set. */
    @Nullable Executor callbackExecutor();

    Execution execution(ProbeSettings settings, EventLoop loop, ProbeExecution.Listener listener);
  }

  /** What the watchdog has seen since the deadline. */
  private enum Watch {
    BEFORE_DEADLINE,
    /** Waits for the event loop to run a task. */
    PINGED,
    /** The event loop runs tasks, but there is no result. */
    RESPONSIVE
  }

  private final Client client;
  private final Endpoint endpoint;
  private final Duration timeout;
  private final @Nullable String protocol;
  private final Function<ProbeReport, T> result;
  private final Execution execution;
  private final ProbeFuture<T> future;
  private final CompletableFuture<Void> socketsClosed = new CompletableFuture<>();
  private final ProbeSpan span;
  private final EventLoop loop;
  private final ListenerNotifier notifier;
  private final Consumer<ProbeFlight<?>> onClosed;
  private final AtomicBoolean ended = new AtomicBoolean(); // the first end is reported
  private volatile @Nullable Runnable completion; // set when the result is known
  private volatile boolean responded;
  private int slowLooks; // confined to the watchdog
  private Watch watch = Watch.BEFORE_DEADLINE; // confined to the watchdog
  private @Nullable StarvationCheck starvation; // confined to the watchdog; set when PINGED

  /**
   * Creates a flight that has not started.
   *
   * @param protocol the protocol that the loop is dedicated to; null if none
   * @param onClosed receives the flight when its sockets are closed
   */
  ProbeFlight(
      Client client,
      ProbeSettings settings,
      Function<ProbeReport, T> result,
      @Nullable String protocol,
      ListenerNotifier notifier,
      Consumer<ProbeFlight<?>> onClosed) {
    this.client = client;
    this.endpoint = settings.endpoint();
    this.timeout = settings.timeout();
    this.result = result;
    this.protocol = protocol;
    this.notifier = notifier;
    this.onClosed = onClosed;
    this.loop = protocol == null ? client.loops().next() : client.loops().next(protocol);
    this.future = new ProbeFuture<>(client.loops()::inLoop);
    this.span = ProbeSpan.probe(endpoint, client.loops().backend().mode());
    this.execution = client.execution(settings, loop, this);
    var unused = future.whenComplete((value, failure) -> onFutureDone());
  }

  /** Starts the execution on its event loop. */
  void start() {
    try {
      if (protocol != null) {
        var unused = Randomness.shared(); // seeded here: reading a seed may block an event loop
      }
      client.watchdog().watch(this, timeout.toNanos() + FIRST_LOOK_NANOS);
      if (!LoopTasks.submit(loop, execution::start)) {
        fail(LoopFailure.ofEnded(loop).orElseGet(() -> notStarted(null)));
      }
    } catch (UncheckedIOException e) { // no file descriptor
      fail(new LoopFailure(SafeText.line(String.valueOf(e.getMessage())), e));
    } catch (Throwable e) { // for example no memory for a thread
      fail(notStarted(e));
    }
  }

  private static LoopFailure notStarted(@Nullable Throwable cause) {
    return cause == null
        ? new LoopFailure("the event loop has ended", new IllegalStateException("shut down"))
        : new LoopFailure("the event loop cannot start: " + Failures.describe(cause), cause);
  }

  EventLoop loop() {
    return loop;
  }

  /** Returns the call of a plug-in that the event loop is in. */
  Optional<StackTraceElement> plugInCall() {
    return PlugInStack.call(EventLoops.thread(loop));
  }

  /** Returns what the plug-in has not returned from. */
  Optional<String> blockedIn() {
    return Optional.ofNullable(protocol)
        .flatMap(name -> plugInCall().map(call -> DatagramCall.describe(endpoint, name, call)));
  }

  CompletableFuture<T> future() {
    return future;
  }

  CompletableFuture<Void> socketsClosed() {
    return socketsClosed;
  }

  @Override
  public void onResolved(List<InetAddress> addresses, Duration time) {
    if (!ended.get()) {
      notifier.resolved(endpoint, addresses, time);
    }
  }

  @Override
  public void onConnected(InetSocketAddress remote, Duration time) {
    if (!ended.get()) {
      notifier.connected(endpoint, remote, time);
    }
  }

  @Override
  public void onDialogueEnded(InetSocketAddress remote, DialogueReport dialogue) {
    if (!ended.get()) {
      notifier.dialogueEnded(endpoint, remote, dialogue);
    }
  }

  @Override
  public void onReport(ProbeReport report) {
    if (ended.compareAndSet(false, true)) {
      Runnable completing = () -> complete(report);
      completion = completing;
      span.completed(report);
      notifier.completed(report);
      deliver(completing);
    }
  }

  private void complete(ProbeReport report) {
    T value;
    try {
      value = result.apply(report);
    } catch (Throwable e) { // no memory, a class that cannot be loaded, or a defect
      future.completeExceptionally(e);
      return;
    }
    future.complete(value);
  }

  @Override
  public void onFailure(Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      Runnable completing = () -> future.completeExceptionally(failure);
      completion = completing;
      span.failed(failure);
      notifier.failed(endpoint, failure);
      deliver(completing);
    }
  }

  @Override
  public void onSocketsClosed() {
    onClosed.accept(this);
    socketsClosed.complete(null);
  }

  /** Fails the future because the client closes. */
  void onClientClosed() {
    future.completeExceptionally(
        new ProbeCancelledException(endpoint, "the client was closed", null));
  }

  /**
   * Fails the flight if it uses this loop, which an error has ended. Called on the thread of the
   * loop.
   */
  void onLoopDeath(EventLoop dead, Throwable error) {
    if (dead == loop) {
      try {
        execution.abort();
      } finally {
        failInBackground(LoopFailure.died(error));
      }
    }
  }

  /** The future was completed: by the execution, by the caller, or by closing the client. */
  private void onFutureDone() {
    client.watchdog().forget(this);
    if (!LoopTasks.submit(loop, this::afterFuture)) {
      notifyCancelled(); // the loop has ended, and its sockets are closed
    }
  }

  private void afterFuture() {
    notifyCancelled();
    execution.abort(); // has no effect if it has ended
  }

  private void notifyCancelled() {
    if (ended.compareAndSet(false, true)) {
      span.failed(null);
      notifier.cancelled(endpoint);
    }
  }

  private void deliver(Runnable completing) {
    Executor executor = client.callbackExecutor();
    if (executor == null) {
      completing.run();
      return;
    }
    try {
      executor.execute(completing);
    } catch (Throwable e) { // the caller's executor may throw anything, a result must not be lost
      completing.run();
    }
  }

  @Override
  protected long look() {
    if (future.isDone()) {
      return Watchdog.FINISHED;
    }
    Runnable known = completion;
    if (known != null) {
      if (watch == Watch.BEFORE_DEADLINE) {
        watch = Watch.RESPONSIVE;
        return NEXT_LOOK_NANOS;
      }
      completeElsewhere(known);
      return NEXT_LOOK_NANOS;
    }
    Optional<LoopFailure> dead = LoopFailure.ofEnded(loop);
    if (dead.isPresent()) {
      failInBackground(dead.get());
      return NEXT_LOOK_NANOS;
    }
    switch (watch) {
      case BEFORE_DEADLINE -> {
        watch = Watch.PINGED;
        starvation = new StarvationCheck(EventLoops.thread(loop));
        ping();
      }
      case PINGED -> {
        if (responded) {
          watch = Watch.RESPONSIVE;
        } else {
          lookAtLoop();
        }
      }
      case RESPONSIVE ->
          failInBackground(
              new LoopFailure(
                  "no result by the deadline: a task of the probe failed",
                  new IllegalStateException("lost result")));
    }
    return NEXT_LOOK_NANOS;
  }

  /** Fails the probe if a call into foreign code keeps the loop from responding. */
  private void lookAtLoop() {
    StarvationCheck check = starvation;
    boolean advanced = check != null && check.hasAdvanced();
    if (advanced) {
      starvation = new StarvationCheck(EventLoops.thread(loop));
    }
    boolean starved = check != null && check.isStarved();
    if (++slowLooks > MOST_SLOW_LOOKS && advanced) {
      failInBackground(LoopFailure.ofBusy(loop));
    } else if (slowLooks > MOST_SLOW_LOOKS
        || (!advanced && !starved && LoopFailure.isInForeignCode(loop))) {
      LoopFailure blocked = LoopFailure.ofBlocked(loop, protocol);
      client.loops().replace(loop);
      failInBackground(blocked);
    }
  }

  /**
   * Lets the loop respond when it has run every task of the deadline. The loop runs its timers in
   * their order: the first one here runs after that of the deadline, and the second one after the
   * time that the deadline grants after a stall.
   */
  private void ping() {
    var unused = LoopTasks.submit(loop, () -> afterTimers(0, this::pingAfterStall));
  }

  private void pingAfterStall() {
    afterTimers(Stalls.GRACE_NANOS + 1, () -> responded = true);
  }

  private void afterTimers(long nanos, Runnable task) {
    var unused = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  /** Completes the future although the callback executor or a callback has not returned. */
  private void completeElsewhere(Runnable known) {
    if (WARNED.compareAndSet(false, true)) {
      inBackground(
          () ->
              System.getLogger("io.portprobe")
                  .log(
                      System.Logger.Level.WARNING,
                      client.callbackExecutor() == null
                          ? "a listener or a dependent stage did not return until "
                              + GRACE_MILLIS
                              + " ms after the deadline of "
                              + endpoint
                          : "the callbackExecutor did not run a completion until "
                              + GRACE_MILLIS
                              + " ms after the deadline of "
                              + endpoint));
    }
    if (client.callbackExecutor() == null) {
      client.loops().replace(loop); // the callback blocks it
    }
    inBackground(known);
  }

  private void failInBackground(LoopFailure failure) {
    inBackground(() -> fail(failure));
  }

  private void inBackground(Runnable task) {
    try {
      client.loops().threads().callbacks().execute(task);
    } catch (Throwable e) { // no memory for a thread
      task.run();
    }
  }

  private void fail(LoopFailure failure) {
    onFailure(new LocalFaultException(endpoint, failure.message(), failure.cause()));
    execution.releasePermits(); // its sockets are closed when the loop continues or has ended
    onSocketsClosed();
  }
}
