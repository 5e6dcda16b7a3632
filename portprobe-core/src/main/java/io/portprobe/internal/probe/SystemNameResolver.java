package io.portprobe.internal.probe;

import io.portprobe.NameResolver;
import io.portprobe.internal.io.BackgroundThreads;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The resolver of the operating system. It runs on background threads, because it blocks and cannot
 * be interrupted. Thread-safe.
 */
public final class SystemNameResolver implements NameResolver {
  private static final SystemNameResolver SHARED = new SystemNameResolver();

  private SystemNameResolver() {}

  /** Returns the shared instance. */
  public static SystemNameResolver shared() {
    return SHARED;
  }

  @Override
  public CompletionStage<List<InetAddress>> resolve(String host) {
    CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
    BackgroundThreads.resolving()
        .execute(
            () -> {
              if (!result.isDone()) { // else it was cancelled before a thread was free
                resolve(host, result);
              }
            });
    return result;
  }

  private static void resolve(String host, CompletableFuture<List<InetAddress>> result) {
    try {
      result.complete(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException | RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }
}
