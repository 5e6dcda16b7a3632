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
 * ScriptedResolver names = new ScriptedResolver().answering("db.example", Loopback.ipv4());
 * ProbeClient client = ProbeClient.builder().resolver(names::resolve).build();
 * }</pre>
 *
 * <p>A name without a script does not exist (NXDOMAIN): its lookup fails with {@link
 * UnknownHostException}. Names are compared without regard to case. Thread-safe.
 */
public final class ScriptedResolver {
  private final Map<String, Supplier<CompletableFuture<List<InetAddress>>>> answers =
      new HashMap<>();
  private final Map<String, List<CompletableFuture<List<InetAddress>>>> lookUps = new HashMap<>();

  /** Makes a resolver that knows no name. */
  public ScriptedResolver() {}

  /**
   * Answers at once.
   *
   * @param host the name
   * @param addresses in order of preference; none for a name that exists but has no address
   * @return this
   */
  public ScriptedResolver resolving(String host, InetAddress... addresses) {
    List<InetAddress> list = List.of(addresses);
    return tell(host, () -> CompletableFuture.completedFuture(list));
  }

  /**
   * Has no address for a name that exists, at once (NOERROR without records).
   *
   * @param host the name
   * @return this
   */
  public ScriptedResolver empty(String host) {
    return resolving(host);
  }

  /**
   * Says that a name does not exist, at once: what it says of every name it was not told about.
   *
   * @param host the name
   * @return this
   */
  public ScriptedResolver nxdomain(String host) {
    return failing(host, new UnknownHostException(host));
  }

  /**
   * Answers after a time, on a daemon thread of the JDK.
   *
   * @param host the name
   * @param delay how long a look-up takes, more than zero
   * @param addresses in order of preference, or none
   * @return this
   * @throws IllegalArgumentException if the delay is not more than zero
   */
  public ScriptedResolver slow(String host, Duration delay, InetAddress... addresses) {
    if (delay.isZero() || delay.isNegative()) {
      throw new IllegalArgumentException("delay: " + delay + " (expected: > 0)");
    }
    List<InetAddress> list = List.of(addresses);
    long nanos = delay.toNanos();
    return tell(
        host,
        () ->
            new CompletableFuture<List<InetAddress>>()
                .completeOnTimeout(list, nanos, TimeUnit.NANOSECONDS));
  }

  /**
   * Answers at once with an address of each family, of which one serves and the other does not: the
   * loopback address of the other family, preferred, and then the one given. So it is with {@code
   * localhost} where a server is bound to one of the two. To be sure that nobody listens on the
   * other by chance, have its port refuse:
   *
   * <pre>{@code
   * TcpPeer up = TcpPeer.silent();
   * TcpPeer down = TcpPeer.at(Loopback.ipv6(), up.port()).refusing(); // if Loopback.hasIpv6()
   * resolver.halfUp("db.example", up.address().getAddress());
   * }</pre>
   *
   * @param host the name
   * @param up the address that serves, IPv4 or IPv6
   * @return this
   */
  public ScriptedResolver halfUp(String host, InetAddress up) {
    InetAddress down = up instanceof Inet4Address ? Loopback.ipv6() : Loopback.ipv4();
    return resolving(host, down, up);
  }

  /**
   * Fails at once.
   *
   * @param host the name
   * @param failure what the look-up fails with
   * @return this
   */
  public ScriptedResolver failing(String host, Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    return tell(host, () -> CompletableFuture.failedFuture(failure));
  }

  /**
   * Throws from {@link #resolve(String)} itself, as a resolver should not.
   *
   * @param host the name
   * @param defect what is thrown
   * @return this
   */
  public ScriptedResolver throwing(String host, RuntimeException defect) {
    Objects.requireNonNull(defect, "defect");
    return tell(
        host,
        () -> {
          throw defect;
        });
  }

  /**
   * Does not answer until {@link #completePending} or {@link #failPending} is called for the name,
   * which may be never.
   *
   * @param host the name
   * @return this
   */
  public ScriptedResolver pending(String host) {
    return tell(host, CompletableFuture::new);
  }

  private synchronized ScriptedResolver tell(
      String host, Supplier<CompletableFuture<List<InetAddress>>> answer) {
    answers.put(key(host), answer);
    return this;
  }

  /**
   * Answers the look-ups of a {@link #pending} name that are under way, on the calling thread.
   *
   * @param host the name
   * @param addresses in order of preference, or none
   * @return how many look-ups were answered; those that were cancelled are not
   */
  public int completePending(String host, InetAddress... addresses) {
    List<InetAddress> list = List.of(addresses);
    return (int) begun(host).stream().filter(lookUp -> lookUp.complete(list)).count();
  }

  /**
   * Fails the look-ups of a {@link #pending} name that are under way, on the calling thread.
   *
   * @param host the name
   * @param failure what they fail with
   * @return how many look-ups failed; those that were cancelled are not counted
   */
  public int failPending(String host, Throwable failure) {
    return (int)
        begun(host).stream().filter(lookUp -> lookUp.completeExceptionally(failure)).count();
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
    CompletableFuture<List<InetAddress>> lookUp;
    synchronized (this) {
      Supplier<CompletableFuture<List<InetAddress>>> answer = answers.get(name);
      try {
        lookUp =
            answer == null
                ? CompletableFuture.failedFuture(new UnknownHostException(host))
                : answer.get();
      } catch (RuntimeException e) {
        remember(name, CompletableFuture.failedFuture(e));
        throw e;
      }
      remember(name, lookUp);
    }
    var unused = lookUp.whenComplete((addresses, failure) -> wakeUp());
    return lookUp;
  }

  private void remember(String name, CompletableFuture<List<InetAddress>> lookUp) {
    lookUps.computeIfAbsent(name, n -> new ArrayList<>()).add(lookUp);
    notifyAll();
  }

  private synchronized void wakeUp() {
    notifyAll();
  }

  private synchronized List<CompletableFuture<List<InetAddress>>> begun(String host) {
    return List.copyOf(lookUps.getOrDefault(key(host), List.of()));
  }

  /**
   * How often any name was asked for.
   *
   * @return 0 or more
   */
  public synchronized int lookups() {
    return lookUps.values().stream().mapToInt(List::size).sum();
  }

  /**
   * How often a name was asked for.
   *
   * @param host the name
   * @return 0 or more
   */
  public int lookups(String host) {
    return begun(host).size();
  }

  /**
   * How many look-ups of a name were cancelled by who asked.
   *
   * @param host the name
   * @return 0 or more
   */
  public int cancelled(String host) {
    return (int) begun(host).stream().filter(CompletableFuture::isCancelled).count();
  }

  /**
   * Waits until a name was asked for.
   *
   * @param host the name
   * @param count how often, in all
   * @param timeout how long to wait at most
   * @return false if it was less often when the time was up
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitLookups(String host, int count, Duration timeout)
      throws InterruptedException {
    return InterruptibleWaits.await(this, () -> lookups(host) >= count, timeout);
  }

  /**
   * Waits until look-ups of a name were cancelled.
   *
   * @param host the name
   * @param count how many, in all
   * @param timeout how long to wait at most
   * @return false if there were fewer when the time was up
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitCancelled(String host, int count, Duration timeout)
      throws InterruptedException {
    return InterruptibleWaits.await(this, () -> cancelled(host) >= count, timeout);
  }

  private static String key(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
