package io.portprobe.examples.portqry;

import io.portprobe.NameResolver;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A name resolver that resolves each name once, so that all probes of a run use the printed
 * addresses.
 */
final class ResolvedOnce implements NameResolver {
  private final NameResolver source;
  private final Map<String, CompletableFuture<List<InetAddress>>> known = new ConcurrentHashMap<>();

  ResolvedOnce(NameResolver source) {
    this.source = source;
  }

  /** Returns a separate future for each caller, because a completed probe cancels its future. */
  @Override
  public CompletionStage<List<InetAddress>> resolve(String host) {
    return known.computeIfAbsent(host, name -> source.resolve(name).toCompletableFuture()).copy();
  }
}
