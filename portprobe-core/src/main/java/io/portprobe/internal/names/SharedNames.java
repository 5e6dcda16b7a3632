package io.portprobe.internal.names;

import io.portprobe.AddressSelection;
import io.portprobe.IoMode;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.util.Futures;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The name resolution of callers that have no client. They share one event loop, which ends when it
 * is idle. Thread-safe.
 */
final class SharedNames {
  private static final long IDLE_SECONDS = 5;

  private @Nullable Engine engine; // guarded by this

  private static final class Engine {
    final ClientEventLoops loops = ClientEventLoops.open(IoMode.AUTO, 1);
    final SystemNames names = new SystemNames(loops);
    int users;
  }

  /** Starts to resolve a name. */
  CompletableFuture<List<InetAddress>> resolve(String host) {
    Engine used = acquire();
    NameLookup lookup = used.names.resolve(host, AddressSelection.ALL);
    CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
    var unused =
        lookup
            .result()
            .whenComplete(
                (resolution, failure) -> {
                  if (failure == null) {
                    result.complete(resolution.addresses());
                  } else {
                    result.completeExceptionally(Futures.unwrap(failure));
                  }
                });
    var unusedEnd =
        result.whenComplete(
            (addresses, failure) -> {
              lookup.cancel();
              release(used);
            });
    return result;
  }

  private synchronized Engine acquire() {
    Engine current = engine;
    if (current == null) {
      current = new Engine();
      engine = current;
    }
    current.users++;
    return current;
  }

  private synchronized void release(Engine used) {
    used.users--;
    if (used.users == 0) {
      var unused =
          used.loops.next().schedule(() -> closeIfIdle(used), IDLE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private synchronized void closeIfIdle(Engine used) {
    if (used.users == 0 && engine == used) {
      engine = null;
      used.names.close();
      var unused = used.loops.close();
    }
  }
}
