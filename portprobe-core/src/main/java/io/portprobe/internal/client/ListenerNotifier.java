package io.portprobe.internal.client;

import io.portprobe.Endpoint;
import io.portprobe.ProbeListener;
import io.portprobe.ProbeReport;
import java.util.List;
import java.util.function.Consumer;

/** Tells the listeners of a client, none of which can harm a probe or another listener. */
final class ListenerNotifier {
  private static final System.Logger LOG = System.getLogger("io.portprobe");

  private final List<ProbeListener> listeners;

  ListenerNotifier(List<ProbeListener> listeners) {
    this.listeners = listeners;
  }

  void started(Endpoint endpoint) {
    tell(listener -> listener.started(endpoint));
  }

  void answered(ProbeReport report) {
    tell(listener -> listener.answered(report));
  }

  void failed(Endpoint endpoint, Throwable failure) {
    tell(listener -> listener.failed(endpoint, failure));
  }

  void cancelled(Endpoint endpoint) {
    tell(listener -> listener.cancelled(endpoint));
  }

  private void tell(Consumer<ProbeListener> event) {
    for (ProbeListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "a probe listener failed: " + listener, e);
      }
    }
  }
}
