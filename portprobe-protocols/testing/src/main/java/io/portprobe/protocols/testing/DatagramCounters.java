package io.portprobe.protocols.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** What clients sent beside their calls. Safe for use by several threads. */
final class DatagramCounters {
  private final MapperCounters calls = new MapperCounters();
  private final AtomicInteger pings = new AtomicInteger();
  private final AtomicInteger facks = new AtomicInteger();
  private final AtomicInteger acks = new AtomicInteger();
  private final AtomicInteger introductions = new AtomicInteger();

  MapperCounters calls() {
    return calls;
  }

  void pinged() {
    pings.incrementAndGet();
  }

  void facked() {
    facks.incrementAndGet();
  }

  void acknowledged() {
    acks.incrementAndGet();
  }

  void introduced() {
    introductions.incrementAndGet();
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
    return introductions.get();
  }
}
