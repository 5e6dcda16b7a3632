package io.portprobe.protocols.testing.msrpc;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts of the PDUs that clients sent in addition to their calls. Thread-safe. */
final class DatagramCounters {
  private final MapperCounters calls = new MapperCounters();
  private final AtomicInteger pings = new AtomicInteger();
  private final AtomicInteger facks = new AtomicInteger();
  private final AtomicInteger acks = new AtomicInteger();
  private final AtomicInteger callbackResponses = new AtomicInteger();

  MapperCounters calls() {
    return calls;
  }

  void ping() {
    pings.incrementAndGet();
  }

  void fack() {
    facks.incrementAndGet();
  }

  void ack() {
    acks.incrementAndGet();
  }

  void callbackResponse() {
    callbackResponses.incrementAndGet();
  }

  int pings() {
    return pings.get();
  }

  int facks() {
    return facks.get();
  }

  int acks() {
    return acks.get();
  }

  int callbackResponses() {
    return callbackResponses.get();
  }
}
