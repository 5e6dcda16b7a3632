package io.portprobe.internal.client;

import io.portprobe.Endpoint;
import io.portprobe.ProbeListener;
import io.portprobe.ProbeReport;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The notifier of the listeners of a client. An exception of a listener affects neither probes nor
 * other listeners. Thread-safe.
 */
final class ListenerNotifier {
  private static final System.Logger LOG = System.getLogger("io.portprobe");

  private final List<ProbeListener> listeners;
  private final Executor background;

  ListenerNotifier(List<ProbeListener> listeners, Executor background) {
    this.background = background;
    this.listeners = listeners;
  }

  void started(Endpoint endpoint) {
    notify(listener -> listener.started(endpoint));
  }

  void completed(ProbeReport report) {
    notify(listener -> listener.completed(report));
  }

  void failed(Endpoint endpoint, Throwable failure) {
    notify(listener -> listener.failed(endpoint, failure));
  }

  void cancelled(Endpoint endpoint) {
    notify(listener -> listener.cancelled(endpoint));
  }

  private void notify(Consumer<ProbeListener> event) {
    for (ProbeListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable e) { // the caller's code may throw errors, and checked exceptions too
        log(listener, e);
      }
    }
  }

  /** Logs on a background thread, since a log may block, and this thread may be an event loop. */
  private void log(ProbeListener listener, Throwable failure) {
    background.execute(
        () ->
            LOG.log(
                System.Logger.Level.WARNING,
                "a probe listener failed: " + listener.getClass().getName(),
                failure));
  }
}
