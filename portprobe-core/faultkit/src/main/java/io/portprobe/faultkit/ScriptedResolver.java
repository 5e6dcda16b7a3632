package io.portprobe.faultkit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A scripted name resolver that uses no network and records its lookups. Its method {@link
 * #resolve} is a plain function from a name to its addresses, for use as a method reference:
 *
 * <pre>{@code
 * ScriptedResolver names = new ScriptedResolver().resolving("db.example", Loopback.ipv4());
 * ProbeClient client = ProbeClient.builder().resolver(names::resolve).build();
 * }</pre>
 *
 * <p>A name without a script does not exist (NXDOMAIN): its lookup fails with {@link
 * UnknownHostException}. Names are compared without regard to case. Thread-safe.
 */
public final class ScriptedResolver {
  private final Map<String, Supplier<CompletableFuture<List<InetAddress>>>> scripts =
      new HashMap<>();
  private final Map<String, List<CompletableFuture<List<InetAddress>>>> lookups = new HashMap<>();

  /** Creates a resolver for which no name exists. */
  public ScriptedResolver() {}

  /**
   * Makes a name resolve at once.
   *
   * @param host the name
   * @param addresses the addresses in order of preference; none for a name without addresses
   * @return this
   */
  public ScriptedResolver resolving(String host, InetAddress... addresses) {
    List<InetAddress> list = List.of(addresses);
    return script(host, () -> CompletableFuture.completedFuture(list));
  }

  /**
   * Makes a name resolve at once to no address (NOERROR without records).
   *
   * @param host the name
   * @return this
   */
  public ScriptedResolver empty(String host) {
    return resolving(host);
  }

  /**
   * Makes a name fail at once with NXDOMAIN, which is also the default for every name.
   *
   * @param host the name
   * @return this
   */
  public ScriptedResolver nxdomain(String host) {
    return failing(host, new UnknownHostException(host));
  }

  /**
   * Makes a name resolve after a delay, on a daemon thread of the JDK.
   *
   * @param host the name
   * @param delay the resolution time, more than zero
   * @param addresses the addresses in order of preference, or none
   * @return this
   * @throws IllegalArgumentException if the delay is not positive
   */
  public ScriptedResolver slow(String host, Duration delay, InetAddress... addresses) {
    if (delay.isZero() || delay.isNegative()) {
      throw new IllegalArgumentException("delay: " + delay + " (expected: > 0)");
    }
    List<InetAddress> list = List.of(addresses);
    long nanos = delay.toNanos();
    return script(
        host,
        () ->
            new CompletableFuture<List<InetAddress>>()
                .completeOnTimeout(list, nanos, TimeUnit.NANOSECONDS));
  }

  /**
   * Makes a name resolve at once to one address of each family, of which only the second is in use:
   * the loopback address of the other family, then the given address. {@code localhost} is such a
   * name if a server listens on one of its addresses only. To make sure that no other process
   * listens on the first address, reserve its port:
   *
   * <pre>{@code
   * TcpPeer up = TcpPeer.silent();
   * TcpPeer down = TcpPeer.at(Loopback.ipv6(), up.port()).refusing(); // if Loopback.hasIpv6()
   * resolver.halfUp("db.example", up.address().getAddress());
   * }</pre>
   *
   * @param host the name
   * @param up the address in use, IPv4 or IPv6
   * @return this
   */
  public ScriptedResolver halfUp(String host, InetAddress up) {
    InetAddress down = up instanceof Inet4Address ? Loopback.ipv6() : Loopback.ipv4();
    return resolving(host, down, up);
  }

  /**
   * Makes a name fail at once.
   *
   * @param host the name
   * @param failure the cause of the failure
   * @return this
   */
  public ScriptedResolver failing(String host, Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    return script(host, () -> CompletableFuture.failedFuture(failure));
  }

  /**
   * Makes {@link #resolve(String)} throw for a name, like a defective resolver.
   *
   * @param host the name
   * @param defect the exception that it throws
   * @return this
   */
  public ScriptedResolver throwing(String host, RuntimeException defect) {
    Objects.requireNonNull(defect, "defect");
    return script(
        host,
        () -> {
          throw defect;
        });
  }

  /**
   * Makes lookups of a name wait until {@link #completePending} or {@link #failPending} is called.
   *
   * @param host the name
   * @return this
   */
  public ScriptedResolver pending(String host) {
    return script(host, CompletableFuture::new);
  }

  private synchronized ScriptedResolver script(
      String host, Supplier<CompletableFuture<List<InetAddress>>> outcome) {
    scripts.put(key(host), outcome);
    return this;
  }

  /**
   * Completes the unfinished lookups of a {@link #pending} name on the calling thread.
   *
   * @param host the name
   * @param addresses the addresses in order of preference, or none
   * @return the number of completed lookups, without cancelled ones
   */
  public int completePending(String host, InetAddress... addresses) {
    List<InetAddress> list = List.of(addresses);
    return (int) lookupsOf(host).stream().filter(lookup -> lookup.complete(list)).count();
  }

  /**
   * Fails the unfinished lookups of a {@link #pending} name on the calling thread.
   *
   * @param host the name
   * @param failure the cause of the failure
   * @return the number of failed lookups, without cancelled ones
   */
  public int failPending(String host, Throwable failure) {
    return (int)
        lookupsOf(host).stream().filter(lookup -> lookup.completeExceptionally(failure)).count();
  }

  /**
   * Resolves a name as scripted and records the lookup.
   *
   * @param host the name
   * @return a future that completes with the scripted addresses, or exceptionally with the scripted
   *     failure; cancelling it is counted by {@link #cancelled}
   * @throws RuntimeException if the name is {@link #throwing} one
   */
  public CompletionStage<List<InetAddress>> resolve(String host) {
    String name = key(host);
    CompletableFuture<List<InetAddress>> lookup;
    synchronized (this) {
      Supplier<CompletableFuture<List<InetAddress>>> outcome = scripts.get(name);
      try {
        lookup =
            outcome == null
                ? CompletableFuture.failedFuture(new UnknownHostException(host))
                : outcome.get();
      } catch (RuntimeException e) {
        record(name, CompletableFuture.failedFuture(e));
        throw e;
      }
      record(name, lookup);
    }
    var unused = lookup.whenComplete((addresses, failure) -> notifyWaiters());
    return lookup;
  }

  private void record(String name, CompletableFuture<List<InetAddress>> lookup) {
    lookups.computeIfAbsent(name, n -> new ArrayList<>()).add(lookup);
    notifyAll();
  }

  private synchronized void notifyWaiters() {
    notifyAll();
  }

  private synchronized List<CompletableFuture<List<InetAddress>>> lookupsOf(String host) {
    return List.copyOf(lookups.getOrDefault(key(host), List.of()));
  }

  /**
   * Returns the number of lookups of all names.
   *
   * @return 0 or more
   */
  public synchronized int lookups() {
    return lookups.values().stream().mapToInt(List::size).sum();
  }

  /**
   * Returns the number of lookups of a name.
   *
   * @param host the name
   * @return 0 or more
   */
  public int lookups(String host) {
    return lookupsOf(host).size();
  }

  /**
   * Returns the number of lookups of a name that the caller cancelled.
   *
   * @param host the name
   * @return 0 or more
   */
  public int cancelled(String host) {
    return (int) lookupsOf(host).stream().filter(CompletableFuture::isCancelled).count();
  }

  /**
   * Waits for a number of lookups of a name.
   *
   * @param host the name
   * @param count the number in total
   * @param timeout the maximum time to wait
   * @return false if there were fewer lookups when the timeout expired
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitLookups(String host, int count, Duration timeout)
      throws InterruptedException {
    return InterruptibleWaits.await(this, () -> lookups(host) >= count, timeout);
  }

  /**
   * Waits until the caller has cancelled a number of lookups of a name.
   *
   * @param host the name
   * @param count the number in total
   * @param timeout the maximum time to wait
   * @return false if there were fewer when the timeout expired
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitCancelled(String host, int count, Duration timeout)
      throws InterruptedException {
    return InterruptibleWaits.await(this, () -> cancelled(host) >= count, timeout);
  }

  private static String key(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the number of scripted names and of lookups.
   *
   * @return for example {@code "ScriptedResolver[names=2, lookups=5]"}
   */
  @Override
  public synchronized String toString() {
    return "ScriptedResolver[names=" + scripts.size() + ", lookups=" + lookups() + "]";
  }
}
