package io.portprobe.internal.probe;

import io.portprobe.NameResolver;
import io.portprobe.internal.io.BackgroundThreads;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The operating system's resolver, on worker threads since it blocks and cannot be stopped. */
public final class SystemNameResolver implements NameResolver {
  private static final SystemNameResolver SHARED = new SystemNameResolver();

  private SystemNameResolver() {}

  /** The one for everybody. */
  public static SystemNameResolver shared() {
    return SHARED;
  }

  @Override
  public CompletionStage<List<InetAddress>> resolve(String host) {
    CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
    BackgroundThreads.resolving()
        .execute(
            () -> {
              if (!result.isDone()) { // else given up while it waited for a thread
                lookUp(host, result);
              }
            });
    return result;
  }

  private static void lookUp(String host, CompletableFuture<List<InetAddress>> result) {
    try {
      result.complete(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException | RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }
}
