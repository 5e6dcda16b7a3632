package io.portprobe.internal.probe;

/** A probe that runs on an event loop. Confined to the event loop. */
public interface Execution {
  /** Starts the deadline and the name resolution. */
  void start();

  /** Ends the execution without a result, because the caller cancelled or the client closes. */
  void abort();
}
