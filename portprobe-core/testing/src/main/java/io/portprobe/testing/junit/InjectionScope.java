package io.portprobe.testing.junit;

import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Peer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The objects that were injected into one test method or class. JUnit closes it when the method or
 * class ends. Thread-safe.
 *
 * <p>JUnit 5.12, which Spring Boot 3.5 manages, closes only a {@link CloseableResource}. JUnit 5.13
 * and later close either type.
 */
@SuppressWarnings("deprecation")
final class InjectionScope implements AutoCloseable, CloseableResource {
  private static final int MAX_LISTED = 20;

  private final String name;
  private final List<TrackingClient> clients = new ArrayList<>();
  private final Deque<InjectedArgument> arguments = new ArrayDeque<>();
  private Set<Peer> peers = Set.of();

  private InjectionScope(String name) {
    this.name = name;
  }

  /** Returns the scope of exactly this context: a method and its class have different scopes. */
  static InjectionScope of(ExtensionContext context) {
    return context
        .getStore(Namespace.create(InjectionScope.class, context.getUniqueId()))
        .getOrComputeIfAbsent(
            "scope", k -> new InjectionScope(context.getDisplayName()), InjectionScope.class);
  }

  /** Returns a new view of the shared client, whose probes this scope checks. */
  synchronized ProbeClient client(ProbeClient shared) {
    TrackingClient client = new TrackingClient(shared);
    clients.add(client);
    return client;
  }

  /** Takes over an argument, which this scope closes. */
  synchronized AutoCloseable keep(InjectedArgument injected) {
    arguments.push(injected);
    return injected.argument();
  }

  /** Records the peers that are open before the class. */
  synchronized void openBefore(Set<Peer> open) {
    peers = open;
  }

  /** Fails if peers are open that were not open before the class. */
  synchronized void checkPeers() {
    Map<Peer, StackTraceElement> left = Peer.open();
    left.keySet().removeAll(peers);
    if (!left.isEmpty()) {
      throw new AssertionError(
          name
              + " left peers open; close them or have them injected:"
              + left.entrySet().stream()
                  .limit(MAX_LISTED)
                  .map(each -> "\n  " + each.getKey() + ", opened at " + line(each.getValue()))
                  .collect(Collectors.joining()));
    }
  }

  private static String line(StackTraceElement at) {
    return at.getClassName()
        + "."
        + at.getMethodName()
        + "("
        + at.getFileName()
        + ":"
        + at.getLineNumber()
        + ")";
  }

  /** Cancels the probes and scans in flight, and fails if there are any. */
  synchronized void checkProbes() {
    List<String> inFlight = clients.stream().flatMap(c -> c.cancelAll().stream()).toList();
    if (!inFlight.isEmpty()) {
      throw new AssertionError(
          name
              + " ended with "
              + inFlight.size()
              + (inFlight.size() == 1 ? " probe or scan" : " probes or scans")
              + " still in flight; join or cancel the returned futures:\n  "
              + inFlight.stream().limit(MAX_LISTED).collect(Collectors.joining("\n  "))
              + (inFlight.size() > MAX_LISTED ? "\n  ..." : ""));
    }
  }

  /**
   * Closes all arguments in reverse order of creation. Throws the first problem, with the others
   * suppressed.
   */
  @Override
  public synchronized void close() {
    List<Throwable> problems = new ArrayList<>();
    while (!arguments.isEmpty()) {
      problems.addAll(arguments.pop().close(name));
    }
    if (problems.isEmpty()) {
      return;
    }
    Throwable first = problems.get(0);
    problems.stream().skip(1).filter(next -> next != first).forEach(first::addSuppressed);
    if (first instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) first;
  }
}
