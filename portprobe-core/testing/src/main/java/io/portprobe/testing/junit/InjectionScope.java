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

/** What was injected into one test method or one test class. JUnit closes it when that ends. */
final class InjectionScope implements AutoCloseable {
  private static final int MOST_TOLD = 20;

  private final String name;
  private final List<TrackingClient> clients = new ArrayList<>();
  private final Deque<InjectedArgument> arguments = new ArrayDeque<>();
  private Set<Peer> peers = Set.of();

  private InjectionScope(String name) {
    this.name = name;
  }

  /** That of exactly this context: a method has another than its class. */
  static InjectionScope of(ExtensionContext context) {
    return context
        .getStore(Namespace.create(InjectionScope.class, context.getUniqueId()))
        .getOrComputeIfAbsent(
            "scope", k -> new InjectionScope(context.getDisplayName()), InjectionScope.class);
  }

  synchronized ProbeClient client(ProbeClient shared) {
    TrackingClient client = new TrackingClient(shared);
    clients.add(client);
    return client;
  }

  synchronized AutoCloseable keep(InjectedArgument injected) {
    arguments.push(injected);
    return injected.argument();
  }

  /** Remembers which peers of the test kit were open already. */
  synchronized void openBefore(Set<Peer> open) {
    peers = open;
  }

  /** Fails if there are more now. */
  synchronized void checkPeers() {
    Map<Peer, StackTraceElement> left = Peer.open();
    left.keySet().removeAll(peers);
    if (!left.isEmpty()) {
      throw new AssertionError(
          name
              + " left testkit peers open; close them, or let them be injected:"
              + left.entrySet().stream()
                  .limit(MOST_TOLD)
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

  /** Fails if a probe or a scan is still in flight, and cancels it. */
  synchronized void checkProbes() {
    List<String> inFlight = clients.stream().flatMap(c -> c.cancelAll().stream()).toList();
    if (!inFlight.isEmpty()) {
      throw new AssertionError(
          name
              + " ended with "
              + inFlight.size()
              + (inFlight.size() == 1 ? " probe or scan" : " probes or scans")
              + " still in flight; join or cancel what they return:\n  "
              + inFlight.stream().limit(MOST_TOLD).collect(Collectors.joining("\n  "))
              + (inFlight.size() > MOST_TOLD ? "\n  and more" : ""));
    }
  }

  /** Closes all, last made first, and throws what went wrong first; the rest is suppressed. */
  @Override
  public synchronized void close() {
    List<Throwable> wrong = new ArrayList<>();
    while (!arguments.isEmpty()) {
      wrong.addAll(arguments.pop().close(name));
    }
    if (wrong.isEmpty()) {
      return;
    }
    Throwable first = wrong.get(0);
    wrong.stream().skip(1).filter(next -> next != first).forEach(first::addSuppressed);
    if (first instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) first;
  }
}
