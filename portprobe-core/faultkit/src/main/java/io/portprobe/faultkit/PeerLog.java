package io.portprobe.faultkit;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a peer counts and keeps, and what tests wait for. */
final class PeerLog {
  private final List<Throwable> failures = new ArrayList<>();
  private final List<Recording> received = new ArrayList<>();
  private int begun;
  private int ended;

  /** What came in one connection or datagram; its beginning only, if it is long. */
  static final class Recording {
    private static final int MOST = 1 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private synchronized void write(byte[] more, int offset, int length) {
      bytes.write(more, offset, Math.min(length, MOST - bytes.size()));
    }

    private synchronized byte[] toBytes() {
      return bytes.toByteArray();
    }

    /** Records what is read. */
    InputStream of(InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          int count = super.read(into, offset, length);
          write(into, offset, Math.max(0, count));
          return count;
        }

        @Override
        public boolean markSupported() {
          return false; // what was read again would be recorded twice
        }
      };
    }
  }

  /** Counts a connection, or a datagram to come. */
  synchronized Recording begin() {
    Recording hearing = new Recording();
    received.add(hearing);
    begun++;
    notifyAll();
    return hearing;
  }

  /** Counts a request and keeps it. */
  synchronized void receive(byte[] request) {
    begin().write(request, 0, request.length);
  }

  synchronized List<byte[]> received() {
    return received.stream().map(Recording::toBytes).toList();
  }

  synchronized void end() {
    ended++;
    notifyAll();
  }

  /** Keeps what was thrown, unless that was because the peer is closed. */
  synchronized void fail(Throwable failure, PeerResources belongings) {
    boolean disappointed = failure instanceof AssertionError; // which closing a socket makes nobody
    if (disappointed || !belongings.closed()) {
      failures.add(failure);
    }
  }

  synchronized int begun() {
    return begun;
  }

  synchronized List<Throwable> failures() {
    return List.copyOf(failures);
  }

  boolean awaitBegun(int count, Duration timeout) throws InterruptedException {
    return InterruptibleWaits.await(this, () -> begun >= count, timeout);
  }

  /** Waits until something began and all that began has ended. */
  boolean awaitEnded(Duration timeout) throws InterruptedException {
    return InterruptibleWaits.await(this, () -> begun > 0 && ended == begun, timeout);
  }
}
