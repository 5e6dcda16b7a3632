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
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * A client that the tests of a run or a class share, in a store of JUnit, which closes it when the
 * run or class ends. It is of both types for the reason that {@link InjectionScope} states.
 */
@SuppressWarnings("deprecation")
final class StoredClient implements AutoCloseable, CloseableResource {
  private static final Namespace NAMESPACE = Namespace.create(StoredClient.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final ProbeClient client;

  StoredClient(ProbeClient client) {
    this.client = client;
  }

  /**
   * Returns the client of a key, which is created on first use.
   *
   * @param context the context whose end closes the client
   */
  static ProbeClient of(ExtensionContext context, Object key, Supplier<ProbeClient> factory) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(key, k -> new StoredClient(factory.get()), StoredClient.class)
        .client;
  }

  /** Fails if the sockets and threads of the client do not end in time. */
  @Override
  public void close() {
    try {
      client.closeAsync().get(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw unclosed("did not close within " + CLOSE_TIMEOUT.toSeconds() + " s", e);
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
