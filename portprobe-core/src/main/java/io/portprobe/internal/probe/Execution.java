package io.portprobe.internal.probe;

/** A probe that runs on an event loop. Confined to the event loop. */
public interface Execution {
  /** Starts the deadline and the name resolution. */
  void start();

  /** Ends the execution without a result, because the caller cancelled or the client closes. */
  void abort();

  /** Releases the socket permits when the event loop does not. May be called on any thread. */
  void releasePermits();
}
