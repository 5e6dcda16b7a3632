package io.portprobe.internal.names;

import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.internal.util.Randomness;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The resolver of the JVM, {@link InetAddress#getAllByName(String)}, which calls the function of
 * the system.
 *
 * <p>The JVM caches addresses for 30 s and failures for 10 s by default, by the spelling of the
 * name. Names are case-insensitive (RFC 4343), so a name that was resolved less than {@value
 * #CACHED_SECONDS} s ago is spelled with another mix of upper and lower case. Blocks. Thread-safe.
 */
final class JvmNames {
  static final int CACHED_SECONDS = 60;
  private static final int MAX_REMEMBERED = 10_000;

  private final Map<String, Long> resolvedNanos = new LinkedHashMap<>(); // guarded by this

  /**
   * Resolves a name.
   *
   * @throws NameResolutionException if it has no address; the JVM does not report why
   */
  List<InetAddress> resolve(String host) throws NameResolutionException {
    String spelled = isRecent(host) ? mixed(host) : host;
    try {
      return named(host, InetAddress.getAllByName(spelled));
    } catch (UnknownHostException e) {
      NameResolutionException failure =
          new NameResolutionException(
              Problem.UNSPECIFIED, Problem.UNSPECIFIED.description() + ": " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  private synchronized boolean isRecent(String host) {
    long now = System.nanoTime();
    Long last = resolvedNanos.remove(host);
    resolvedNanos.put(host, now);
    if (resolvedNanos.size() > MAX_REMEMBERED) {
      resolvedNanos.remove(resolvedNanos.keySet().iterator().next());
    }
    return last != null && now - last < TimeUnit.SECONDS.toNanos(CACHED_SECONDS);
  }

  private static String mixed(String host) {
    StringBuilder text = new StringBuilder(host.toLowerCase(Locale.ROOT));
    for (int i = 0; i < text.length(); i++) {
      if (Randomness.shared().nextBoolean()) {
        text.setCharAt(i, Character.toUpperCase(text.charAt(i)));
      }
    }
    return text.toString();
  }

  /** Returns the addresses with the spelling of the caller. */
  private static List<InetAddress> named(String host, InetAddress[] addresses)
      throws UnknownHostException {
    List<InetAddress> named = new ArrayList<>();
    for (InetAddress address : addresses) {
      named.add(
          address instanceof Inet6Address ipv6
              ? scoped(host, ipv6)
              : InetAddress.getByAddress(host, address.getAddress()));
    }
    return named;
  }

  private static InetAddress scoped(String host, Inet6Address address) throws UnknownHostException {
    if (address.getScopedInterface() != null) {
      return Inet6Address.getByAddress(host, address.getAddress(), address.getScopedInterface());
    }
    return Inet6Address.getByAddress(host, address.getAddress(), address.getScopeId());
  }
}
