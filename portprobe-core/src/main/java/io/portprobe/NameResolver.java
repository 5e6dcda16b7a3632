package io.portprobe;

import io.portprobe.internal.probe.SystemNameResolver;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A resolver of host names.
 *
 * <p>The client never resolves address literals, and never calls a resolver on an event loop.
 */
@FunctionalInterface
public interface NameResolver {
  /**
   * Starts to resolve a name. Must not block for long: use a separate thread for blocking calls. If
   * the probe ends first, the client cancels the {@code toCompletableFuture()} of the stage.
   *
   * @param host a DNS name in ASCII form
   * @return the addresses in order of preference. An empty list or a failure means that the name
   *     was not resolved
   */
  CompletionStage<List<InetAddress>> resolve(String host);

  /**
   * Returns the resolver of the operating system, {@link InetAddress#getAllByName(String)}, with
   * the cache of the JDK. It runs on dedicated daemon threads ({@code portprobe-resolve-*}). The
   * default.
   *
   * @return the shared instance
   */
  static NameResolver system() {
    return SystemNameResolver.shared();
  }
}
