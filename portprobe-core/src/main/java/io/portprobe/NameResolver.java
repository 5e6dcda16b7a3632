package io.portprobe;

import io.portprobe.internal.names.SystemNameResolver;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A resolver of host names.
 *
 * <p>The client never resolves address literals, and never calls a resolver on an event loop. It
 * calls it on at most 64 separate daemon threads ({@code portprobe-resolve-*}), once for each
 * probe, and does not cache addresses. A resolver that throws anything, returns null or never
 * completes fails only its own probes, by their deadline. In a scan, a name fails if its resolver
 * does not complete for 30 s, or half the deadline of the scan if that is less, and no other name
 * of the scan was resolved in that time.
 */
@FunctionalInterface
public interface NameResolver {
  /**
   * Starts to resolve a name. Must not block for long: use a separate thread for blocking calls. If
   * the probe ends first, the client cancels the {@code toCompletableFuture()} of the stage.
   *
   * @param host a DNS name in ASCII form
   * @return the addresses in order of preference. An empty list or a failure means that the name
   *     was not resolved; a {@link NameResolutionException} states why
   */
  CompletionStage<List<InetAddress>> resolve(String host);

  /**
   * Returns the resolver of the operating system. The default.
   *
   * <p>Nothing is cached: each call sees what the system says now. On Linux the order of sources is
   * that of {@code /etc/nsswitch.conf}. The source {@code files} is {@code /etc/hosts}. The source
   * {@code dns} are the name servers of {@code /etc/resolv.conf}, with its search list and its
   * options {@code ndots}, {@code timeout}, {@code attempts} and {@code rotate}. Changes of these
   * files take effect within 0.1 s. {@code localhost} never leaves this host. DNS queries are
   * asynchronous: many names share a few sockets, and at most 2,000 queries per client and name
   * server are in flight. If a name server does not reply within 0.5 s, the next is queried as
   * well, and the report says so.
   *
   * <p>For a source that portprobe cannot read ({@code resolve}, {@code sss}, {@code ldap}, {@code
   * mdns4}, ...), on other systems, and if the JVM has another resolver (JEP 418) or hosts file, it
   * calls {@link InetAddress#getAllByName(String)} on at most 64 threads per client. It spells a
   * name in another mix of upper and lower case when it resolves it again, because the JVM caches
   * by spelling.
   *
   * @return the shared instance. A client that uses it directly has separate sockets and limits;
   *     direct calls, such as those of a decorator, share theirs
   */
  static NameResolver system() {
    return SystemNameResolver.shared();
  }
}
