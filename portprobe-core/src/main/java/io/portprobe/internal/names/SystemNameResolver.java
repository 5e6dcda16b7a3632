package io.portprobe.internal.names;

import io.portprobe.NameResolver;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The resolver of the operating system. A client with this resolver resolves names on its own event
 * loop, see {@link SystemNames}. Direct calls, such as those of a decorator, use {@link
 * SharedNames}. Thread-safe.
 */
public final class SystemNameResolver implements NameResolver {
  private static final SystemNameResolver SHARED = new SystemNameResolver();

  private final SharedNames names = new SharedNames();

  private SystemNameResolver() {}

  /** Returns the shared instance. */
  public static SystemNameResolver shared() {
    return SHARED;
  }

  @Override
  public CompletionStage<List<InetAddress>> resolve(String host) {
    return names.resolve(host);
  }

  @Override
  public String toString() {
    return "NameResolver[system]";
  }
}
