package io.portprobe.internal;

import io.portprobe.NameResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The operating system's resolver on threads of its own, since it blocks and cannot be stopped. */
public final class SystemNameResolver implements NameResolver {
  private static final int THREADS = 16;
  private static final long IDLE_SECONDS = 10;
  private static final SystemNameResolver SHARED = new SystemNameResolver(pool());

  private final Executor executor;

  private SystemNameResolver(Executor executor) {
    this.executor = executor;
  }

  /** The one for everybody: look-ups share its threads, which end when idle. */
  public static SystemNameResolver shared() {
    return SHARED;
  }

  @Override
  public CompletionStage<List<InetAddress>> resolve(String host) {
    CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
    executor.execute(
        () -> {
          if (result.isDone()) {
            return; // given up while it waited for a thread
          }
          try {
            result.complete(List.of(InetAddress.getAllByName(host)));
          } catch (UnknownHostException e) {
            result.completeExceptionally(e);
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(new CompletionException(e));
          }
        });
    return result;
  }

  private static Executor pool() {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "portprobe-resolve-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
