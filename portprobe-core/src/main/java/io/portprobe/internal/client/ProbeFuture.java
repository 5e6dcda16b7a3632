package io.portprobe.internal.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A future that logs a warning, once in a process, if an event loop waits for it: that blocks the
 * thread which completes the future.
 */
final class ProbeFuture<T> extends CompletableFuture<T> {
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private final BooleanSupplier onEventLoop;

  ProbeFuture(BooleanSupplier onEventLoop) {
    this.onEventLoop = onEventLoop;
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    warnIfBlocking();
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    warnIfBlocking();
    return super.get(timeout, unit);
  }

  @Override
  public T join() {
    warnIfBlocking();
    return super.join();
  }

  /** Re-enables the warning, for tests. */
  static void forgetWarning() {
    WARNED.set(false);
  }

  private void warnIfBlocking() {
    if (!isDone() && onEventLoop.getAsBoolean() && WARNED.compareAndSet(false, true)) {
      System.getLogger("io.portprobe")
          .log(
              System.Logger.Level.WARNING,
              "An event loop waits for a portprobe future, which blocks the thread that completes"
                  + " it. Use dependent stages, or set a callbackExecutor.",
              new IllegalStateException("waiting on " + Thread.currentThread().getName()));
    }
  }
}
