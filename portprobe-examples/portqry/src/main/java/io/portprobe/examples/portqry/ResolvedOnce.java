package io.portprobe.examples.portqry;

import io.portprobe.NameResolver;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks for the addresses of a name once, so that all probes of a run go to the addresses that were
 * printed.
 */
final class ResolvedOnce implements NameResolver {
  private final NameResolver source;
  private final Map<String, CompletableFuture<List<InetAddress>>> known = new ConcurrentHashMap<>();

  ResolvedOnce(NameResolver source) {
    this.source = source;
  }

  /** Each caller gets a future of its own, for whoever ends first cancels it. */
  @Override
  public CompletionStage<List<InetAddress>> resolve(String host) {
    return known.computeIfAbsent(host, name -> source.resolve(name).toCompletableFuture()).copy();
  }
}
