package io.portprobe.junit;

import io.portprobe.ProbeClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** What was injected into one test method or one test class. JUnit closes it when that ends. */
final class Scope implements AutoCloseable {
  private final String name;
  private final List<TrackingClient> clients = new ArrayList<>();
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private Set<String> threads = Set.of();

  private Scope(String name) {
    this.name = name;
  }

  /** That of exactly this context: a method has another than its class. */
  static Scope of(ExtensionContext context) {
    return context
        .getStore(Namespace.create(Scope.class, context.getUniqueId()))
        .getOrComputeIfAbsent("scope", k -> new Scope(context.getDisplayName()), Scope.class);
  }

  synchronized ProbeClient client(ProbeClient shared) {
    TrackingClient client = new TrackingClient(shared);
    clients.add(client);
    return client;
  }

  synchronized AutoCloseable keep(AutoCloseable resource) {
    resources.push(resource);
    return resource;
  }

  /** Remembers which threads were there already. */
  synchronized void threads(Set<String> alive) {
    threads = alive;
  }

  synchronized Set<String> threads() {
    return threads;
  }

  /** Fails if a probe is still in flight, and cancels it. */
  synchronized void checkProbes() {
    List<String> inFlight = clients.stream().flatMap(c -> c.cancelAll().stream()).toList();
    if (!inFlight.isEmpty()) {
      throw new AssertionError(
          name
              + " ended with "
              + inFlight.size()
              + (inFlight.size() == 1 ? " probe" : " probes")
              + " still in flight; join or cancel what a probe returns:\n  "
              + String.join("\n  ", inFlight));
    }
  }

  /** Closes all, last made first, and throws what the first of them threw. */
  @Override
  public synchronized void close() {
    RuntimeException failure = null;
    while (!resources.isEmpty()) {
      AutoCloseable resource = resources.pop();
      try {
        resource.close();
      } catch (Exception e) {
        RuntimeException shown =
            e instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(name + ": " + resource + " did not close: " + e, e);
        if (failure == null) {
          failure = shown;
        } else {
          failure.addSuppressed(shown);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
