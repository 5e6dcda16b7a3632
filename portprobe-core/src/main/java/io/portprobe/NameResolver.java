package io.portprobe;

import io.portprobe.internal.probe.SystemNameResolver;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Finds the addresses of a host name. The client never calls it for address literals and never on
 * an event loop.
 */
@FunctionalInterface
public interface NameResolver {
  /**
   * Starts a look-up. It must not block for long: a blocking look-up belongs on a thread of its
   * own. When the probe ends first, the stage's future, if it has one, is cancelled.
   *
   * @param host a DNS name in ASCII form
   * @return the addresses in order of preference; an empty list or a failure means unresolved
   */
  CompletionStage<List<InetAddress>> resolve(String host);

  /**
   * The resolver of the operating system, by way of {@link InetAddress#getAllByName(String)} on
   * daemon threads of its own ({@code portprobe-resolve-*}), with the JDK's cache. The default.
   *
   * @return the shared resolver
   */
  static NameResolver system() {
    return SystemNameResolver.shared();
  }
}
