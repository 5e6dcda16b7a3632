package io.portprobe.testing.internal.client;

import io.portprobe.ProbeClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client of assertions and waits that do not name one. It is created on first use. If creation
 * fails, for example because two plug-ins have the same name, each use tries again and fails with
 * the same message. Thread-safe.
 */
public final class DefaultClient {
  private static final DefaultClient SHARED = new DefaultClient(ProbeClient::create);

  private final Supplier<ProbeClient> factory;
  private @Nullable ProbeClient client;

  DefaultClient(Supplier<ProbeClient> factory) {
    this.factory = factory;
  }

  /** Returns the client. It is never closed; its threads are daemons. */
  public static ProbeClient get() {
    return SHARED.client();
  }

  /** Returns the client of this instance. */
  public synchronized ProbeClient client() {
    if (client == null) {
      client = factory.get();
    }
    return client;
  }
}
