package io.portprobe.internal.scan.source;

import io.portprobe.text.HostSyntax;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the hosts that the caller supplies as a stream. It reads one batch at a time, when
 * the scan needs more hosts, on a thread that may block. Thread-safe.
 */
public final class HostStreamReader {
  static final int BATCH = 256;

  /** The host of a null element. It is not valid. */
  private static final String NO_HOST = "(null)";

  private enum State {
    IDLE,
    READING,
    CLOSED
  }

  private final HostSource source;
  private final long maxHosts;
  private final Executor executor;
  private final Consumer<Throwable> onFailure;
  private final Runnable onLimit;
  private final List<HostStreamSource> sources = new ArrayList<>();
  private @Nullable Iterator<String> hosts; // by the reading thread
  private long count; // by the reading thread
  private State state = State.IDLE; // guarded by this

  /**
   * Creates a reader.
   *
   * @param maxHosts how many hosts to read at most
   * @param executor runs the reading
   * @param onFailure receives the exception that the source threw
   * @param onLimit runs when there are more hosts
   */
  public HostStreamReader(
      HostSource source,
      long maxHosts,
      Executor executor,
      Consumer<Throwable> onFailure,
      Runnable onLimit) {
    this.source = source;
    this.maxHosts = maxHosts;
    this.executor = executor;
    this.onFailure = onFailure;
    this.onLimit = onLimit;
  }

  /** Adds a source that receives every host. Called before the first {@link #readMore}. */
  public void addSource(HostStreamSource source) {
    sources.add(source);
  }

  /** Reads a batch, unless a batch is being read or a source has many hosts in its queue. */
  void readMore() {
    synchronized (this) {
      if (state != State.IDLE || sources.stream().anyMatch(HostStreamSource::isFull)) {
        return;
      }
      enter(State.READING);
    }
    executor.execute(this::readBatch);
  }

  /** Changes the state, which is final once closed. Guarded by this. */
  private void enter(State next) {
    if (state != State.CLOSED) {
      state = next;
    }
  }

  private void readBatch() {
    List<String> batch = new ArrayList<>(BATCH);
    boolean last = false;
    try {
      Iterator<String> iterator = hosts == null ? source.open() : hosts;
      hosts = iterator;
      while (batch.size() < BATCH && !last) {
        last = !iterator.hasNext();
        if (!last && count >= maxHosts) {
          last = true;
          onLimit.run();
        } else if (!last) {
          add(iterator.next(), batch);
        }
      }
    } catch (Throwable e) { // the caller's code: the scan fails with it
      last = true;
      onFailure.accept(e);
    }
    synchronized (this) {
      enter(last ? State.CLOSED : State.IDLE);
    }
    boolean end = last;
    sources.forEach(queue -> queue.add(batch, end));
    if (last) {
      closeSource();
    }
  }

  /** Adds a host unless its line is blank. Runs on the reading thread. */
  private void add(@Nullable String line, List<String> batch) {
    String host = line == null ? NO_HOST : HostSyntax.stripped(line);
    if (!host.isEmpty()) {
      count++;
      batch.add(host);
    }
  }

  /** Ends the reading. A stream that is being read at this moment is not closed. */
  public void close() {
    synchronized (this) {
      boolean reading = state == State.READING;
      enter(State.CLOSED);
      if (reading) {
        return; // the iterator is in use
      }
    }
    closeSource();
  }

  private void closeSource() {
    try {
      source.close();
    } catch (RuntimeException e) {
      onFailure.accept(e);
    }
  }
}
