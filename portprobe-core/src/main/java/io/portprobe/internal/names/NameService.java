package io.portprobe.internal.names;

import io.portprobe.AddressSelection;
import io.portprobe.NameResolver;
import io.portprobe.internal.io.ClientEventLoops;

/**
 * The name resolution of one client. Each client has separate threads, sockets and limits, so that
 * names whose servers do not reply delay only their client. Thread-safe.
 */
public interface NameService extends AutoCloseable {
  /**
   * Starts to resolve a name. Never blocks.
   *
   * @param host a DNS name in ASCII form
   * @param needed the addresses that the caller uses; the result may contain others
   */
  NameLookup resolve(String host, AddressSelection needed);

  /** Closes the sockets. Running resolutions may never complete then. */
  @Override
  void close();

  /** Returns the name resolution of a client with a resolver. */
  static NameService of(NameResolver resolver, ClientEventLoops loops) {
    return resolver instanceof SystemNameResolver
        ? new RenewedNames(() -> new SystemNames(loops))
        : new CustomNames(resolver, loops.threads().resolving());
  }
}
