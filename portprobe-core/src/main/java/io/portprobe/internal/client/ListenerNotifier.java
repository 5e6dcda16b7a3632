package io.portprobe.internal.client;

import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.ProbeListener;
import io.portprobe.ProbeReport;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanSummary;
import io.portprobe.spi.TlsInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The notifier of the listeners of a client. An exception of a listener affects neither probes nor
 * other listeners. Thread-safe.
 */
final class ListenerNotifier {
  // The events of every probe test for listeners first: a lambda is a class that the JVM makes at
  // its first use, which takes longer than the event.
  private final List<ProbeListener> listeners;
  private final Executor background;

  ListenerNotifier(List<ProbeListener> listeners, Executor background) {
    this.background = background;
    this.listeners = listeners;
  }

  void started(Endpoint endpoint) {
    if (!listeners.isEmpty()) {
      notify(listener -> listener.started(endpoint));
    }
  }

  void resolved(Endpoint endpoint, List<InetAddress> addresses, Duration time) {
    if (!listeners.isEmpty()) {
      notify(listener -> listener.resolved(endpoint, addresses, time));
    }
  }

  void connected(Endpoint endpoint, InetSocketAddress remote, Duration time) {
    if (!listeners.isEmpty()) {
      notify(listener -> listener.connected(endpoint, remote, time));
    }
  }

  void dialogueEnded(Endpoint endpoint, InetSocketAddress remote, DialogueReport dialogue) {
    for (TlsInfo tls : dialogue.tls()) {
      notify(listener -> listener.secured(endpoint, remote, tls));
    }
    notify(listener -> listener.dialogueEnded(endpoint, remote, dialogue));
  }

  /** Notifies of a scan, and of its end when the summary completes. */
  void scanStarted(Scan scan, CompletableFuture<ScanSummary> summary) {
    notify(listener -> listener.scanStarted(scan));
    var unused =
        summary.whenComplete(
            (ended, failure) ->
                notify(
                    listener -> {
                      if (failure == null) {
                        listener.scanEnded(scan, ended);
                      } else {
                        listener.scanFailed(scan, failure);
                      }
                    }));
  }

  void completed(ProbeReport report) {
    if (!listeners.isEmpty()) {
      notify(listener -> listener.completed(report));
    }
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
            System.getLogger("io.portprobe")
                .log(
                    System.Logger.Level.WARNING,
                    "a probe listener failed: " + listener.getClass().getName(),
                    failure));
  }
}
