package io.portprobe.faultkit;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The exchanges and failures of one peer. An exchange is a TCP connection or a UDP request. Guarded
 * by this.
 */
final class PeerLog {
  private final List<Throwable> failures = new ArrayList<>();
  private final List<Recording> received = new ArrayList<>();
  private int started;
  private int ended;

  /** The bytes received in one exchange, up to 1 MiB. Thread-safe. */
  static final class Recording {
    private static final int MAX_SIZE = 1 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private synchronized void write(byte[] more, int offset, int length) {
      bytes.write(more, offset, Math.min(length, MAX_SIZE - bytes.size()));
    }

    private synchronized byte[] toBytes() {
      return bytes.toByteArray();
    }

    /** Returns a stream that records what is read from it. */
    InputStream record(InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          int count = super.read(target, offset, length);
          write(target, offset, Math.max(0, count));
          return count;
        }

        @Override
        public boolean markSupported() {
          return false; // bytes that are read twice would be recorded twice
        }
      };
    }
  }

  /** Counts the start of an exchange. */
  synchronized Recording start() {
    Recording recording = new Recording();
    received.add(recording);
    started++;
    notifyAll();
    return recording;
  }

  /** Counts the start of an exchange with its whole request. */
  synchronized void start(byte[] request) {
    start().write(request, 0, request.length);
  }

  synchronized List<byte[]> received() {
    return received.stream().map(Recording::toBytes).toList();
  }

  /** Counts the end of an exchange. */
  synchronized void end() {
    ended++;
    notifyAll();
  }

  /** Records a failure, unless closing the peer caused it. */
  synchronized void fail(Throwable failure, PeerResources resources) {
    boolean causedByTest = failure instanceof AssertionError; // closing a socket never causes one
    if (causedByTest || !resources.isClosed()) {
      failures.add(failure);
    }
  }

  synchronized int started() {
    return started;
  }

  synchronized List<Throwable> failures() {
    return List.copyOf(failures);
  }

  boolean awaitStarted(int count, Duration timeout) throws InterruptedException {
    return InterruptibleWaits.await(this, () -> started >= count, timeout);
  }

  /** Waits until at least one exchange has started and all started exchanges have ended. */
  boolean awaitEnded(Duration timeout) throws InterruptedException {
    return InterruptibleWaits.await(this, () -> started > 0 && ended == started, timeout);
  }
}
