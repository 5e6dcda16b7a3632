package io.portprobe.protocols.testkit;

import java.util.concurrent.atomic.AtomicInteger;

/** What clients sent beside their calls. Safe for use by several threads. */
final class DatagramLog {
  private final MapperLog calls = new MapperLog();
  private final AtomicInteger pings = new AtomicInteger();
  private final AtomicInteger facks = new AtomicInteger();
  private final AtomicInteger acks = new AtomicInteger();
  private final AtomicInteger introductions = new AtomicInteger();

  MapperLog calls() {
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

  int introductions() {
    return introductions.get();
  }
}
