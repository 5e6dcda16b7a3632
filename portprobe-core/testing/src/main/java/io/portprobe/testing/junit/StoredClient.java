package io.portprobe.testing.junit;

import io.portprobe.ProbeClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A client that the tests of a run, or of a class, share; JUnit closes it when that ends. */
final class StoredClient implements AutoCloseable {
  private static final Namespace NAMESPACE = Namespace.create(StoredClient.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ProbeClient client;

  StoredClient(ProbeClient client) {
    this.client = client;
  }

  /**
   * Makes it, if there is none of that key yet.
   *
   * @param context closes it when it ends
   */
  static ProbeClient of(ExtensionContext context, Object key, Supplier<ProbeClient> maker) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(key, k -> new StoredClient(maker.get()), StoredClient.class)
        .client;
  }

  /** Holds the client to its word: that its sockets and threads end. */
  @Override
  public void close() {
    try {
      client.closeAsync().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw unclosed("did not close within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw unclosed("failed to close", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unclosed("was still closing when the thread was interrupted", e);
    }
  }

  private static IllegalStateException unclosed(String how, @Nullable Throwable cause) {
    return new IllegalStateException(
        "the shared ProbeClient "
            + how
            + "; threads alive: "
            + ThreadNames.names(ThreadNames.alive("portprobe-loop")),
        cause);
  }
}
