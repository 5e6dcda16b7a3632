package io.portprobe.internal.scan.source;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads hosts from the caller's source, as they are needed, on a thread that may block. */
public final class HostStreamReader {
  static final int BATCH = 256;

  private final HostSource source;
  private final long most;
  private final Executor executor;
  private final Consumer<Throwable> failed;
  private final Runnable beyond;
  private final List<HostStreamSource> feeds = new ArrayList<>();
  private @Nullable Iterator<String> hosts; // by the reading thread
  private long count; // by the reading thread
  private boolean reading; // guarded by this
  private boolean ended; // guarded by this

  /**
   * Makes one.
   *
   * @param most how many hosts to read at most
   * @param failed hears what the source threw
   * @param beyond hears that there were more hosts
   */
  public HostStreamReader(
      HostSource source,
      long most,
      Executor executor,
      Consumer<Throwable> failed,
      Runnable beyond) {
    this.source = source;
    this.most = most;
    this.executor = executor;
    this.failed = failed;
    this.beyond = beyond;
  }

  /** Before the first reading: who gets the hosts, every one all of them. */
  public void feed(HostStreamSource feed) {
    feeds.add(feed);
  }

  /** Reads a batch, unless that is being done, or somebody has not used what was read. */
  void read() {
    synchronized (this) {
      if (reading || ended || feeds.stream().anyMatch(feed -> feed.backlog() >= 16 * BATCH)) {
        return;
      }
      reading = true;
    }
    executor.execute(this::readBatch);
  }

  private void readBatch() {
    List<String> batch = new ArrayList<>(BATCH);
    boolean last = false;
    try {
      Iterator<String> iterator = hosts == null ? source.open() : hosts;
      hosts = iterator;
      while (batch.size() < BATCH && !last) {
        last = !iterator.hasNext();
        if (!last && count++ >= most) {
          last = true;
          beyond.run();
        } else if (!last) {
          batch.add(String.valueOf(iterator.next()));
        }
      }
    } catch (RuntimeException | Error e) { // the caller's code: the scan fails with it
      last = true;
      failed.accept(e);
    }
    synchronized (this) {
      reading = false;
      ended |= last;
    }
    boolean end = last;
    feeds.forEach(feed -> feed.more(batch, end));
    if (last) {
      close();
    }
  }

  /** Is done, early perhaps. */
  public void close() {
    synchronized (this) {
      ended = true;
      if (reading) {
        return; // the iterator is in use; the stream is left to the collector
      }
    }
    try {
      source.close();
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }
}
