package io.portprobe.testing.internal.client;

import io.portprobe.ProbeClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client of all assertions and waits that name none. Made when the first of them needs it; if
 * that fails, for a plug-in that is there twice, say, each of them fails with the same clear words,
 * since each tries anew.
 */
public final class DefaultClient {
  private static final DefaultClient OF_ALL = new DefaultClient(ProbeClient::create);

  private final Supplier<ProbeClient> maker;
  private @Nullable ProbeClient client;

  DefaultClient(Supplier<ProbeClient> maker) {
    this.maker = maker;
  }

  /** Never closed; its threads are daemons. */
  public static ProbeClient get() {
    return OF_ALL.client();
  }

  public synchronized ProbeClient client() {
    if (client == null) {
      client = maker.get();
    }
    return client;
  }
}
