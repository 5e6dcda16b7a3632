package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.ResolverConfig;

/** The name servers of the operating system. Thread-safe. */
final class SystemNameServers {
  private static final int MAX_SERVERS = 8;

  private SystemNameServers() {}

  /**
   * Reads the settings of the system on a thread of the JDK's common pool, since that may block.
   *
   * @param timeout after which there is no name server
   * @return completes with the servers in the order of the system; empty if there is none
   */
  static CompletableFuture<List<Endpoint>> read(Duration timeout) {
    return CompletableFuture.supplyAsync(SystemNameServers::now)
        .completeOnTimeout(List.of(), timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The providers of dnsjava are shared and not thread-safe. */
  private static synchronized List<Endpoint> now() {
    return new ResolverConfig()
        .servers().stream()
            .filter(server -> !server.isUnresolved() && server.getPort() > 0)
            .map(Endpoint::udp)
            .distinct()
            .limit(MAX_SERVERS)
            .toList();
  }
}
