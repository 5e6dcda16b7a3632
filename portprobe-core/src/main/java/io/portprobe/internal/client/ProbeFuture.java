package io.portprobe.internal.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A future that warns, once in a process, when it is waited for on the thread that completes it.
 */
final class ProbeFuture<T> extends CompletableFuture<T> {
  private static final System.Logger LOG = System.getLogger("io.portprobe");
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

  /** Warns anew, for a test of it. */
  static void forgetWarning() {
    WARNED.set(false);
  }

  private void warnIfBlocking() {
    if (!isDone() && onEventLoop.getAsBoolean() && WARNED.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "A portprobe future is waited for on an event loop, which blocks what would complete it. "
              + "Chain on the future, or give the client a callbackExecutor.",
          new IllegalStateException("waiting on " + Thread.currentThread().getName()));
    }
  }
}
