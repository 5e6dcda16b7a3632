package io.portprobe.internal.probe;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.portprobe.DialogueReport;
import io.portprobe.ProbeReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The executions of a probe with retries, one after the other. Each gets an equal part of the time
 * that is left until the deadline, and opens its own sockets after those of the one before are
 * closed. Confined to the event loop.
 */
final class RetryingExecution implements Execution, ProbeExecution.Listener {
  /** Creates the execution of one try. */
  interface Tries {
    Execution execution(ProbeSettings settings, ProbeExecution.Listener listener);
  }

  /** The pause before the first retry; it doubles with each one. */
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final int MAX_DOUBLINGS = 5;

  private enum State {
    /** An execution is running. */
    RUNNING,
    /** The sockets of an execution that is to be repeated are not closed yet. */
    CLOSING,
    /** Waiting before the next execution, without an open socket. */
    PAUSED,
    /** The listener has the result, or the probe was aborted. */
    ENDED
  }

  private final ProbeSettings settings;
  private final Tries tries;
  private final EventLoop loop;
  private final ProbeExecution.Listener listener;
  private final long deadlineNanos;
  private final List<ProbeReport> earlier = new ArrayList<>();
  private State state = State.RUNNING;
  private volatile Execution current;
  private boolean closed; // the sockets of the current execution
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> pause;

  RetryingExecution(
      ProbeSettings settings, EventLoop loop, ProbeExecution.Listener listener, Tries tries) {
    this.settings = settings;
    this.tries = tries;
    this.loop = loop;
    this.listener = listener;
    this.deadlineNanos = System.nanoTime() + settings.timeout().toNanos();
    this.current = next();
  }

  private Execution next() {
    long hold = settings.sockets().holdOpen().toNanos(); // part of the timeout, for each try
    long left = Math.max(1, deadlineNanos - System.nanoTime() - hold);
    int triesLeft = settings.retries() + 1 - earlier.size();
    return tries.execution(settings.withTimeout(Duration.ofNanos(left / triesLeft + hold)), this);
  }

  @Override
  public void start() {
    current.start();
  }

  @Override
  public void abort() {
    end();
    current.abort();
  }

  @Override
  public void releasePermits() {
    current.releasePermits();
  }

  @Override
  public void onResolved(List<InetAddress> addresses, Duration time) {
    listener.onResolved(addresses, time);
  }

  @Override
  public void onConnected(InetSocketAddress remote, Duration time) {
    listener.onConnected(remote, time);
  }

  @Override
  public void onDialogueEnded(InetSocketAddress remote, DialogueReport dialogue) {
    listener.onDialogueEnded(remote, dialogue);
  }

  @Override
  public void onReport(ProbeReport report) {
    if (state != State.RUNNING) {
      return;
    }
    long left = deadlineNanos - System.nanoTime();
    if (earlier.size() == settings.retries() || left <= 0 || !isTransient(report)) {
      complete(report);
      return;
    }
    earlier.add(report);
    deadline = loop.schedule(() -> complete(report), left, TimeUnit.NANOSECONDS);
    state = State.CLOSING;
    if (closed) {
      pause();
    }
  }

  /** Returns whether another try may have another result. */
  private static boolean isTransient(ProbeReport report) {
    return switch (report.state()) {
      case NOT_LISTENING -> false;
      case FILTERED, LISTENING_OR_FILTERED -> true;
      case LISTENING -> report.dialogue().map(RetryingExecution::isTransient).orElse(false);
    };
  }

  private static boolean isTransient(DialogueReport dialogue) {
    return switch (dialogue.cause()) {
      case PEER_CLOSED, PEER_RESET, CONNECTION_FAILED, DEADLINE, TCP_UNAVAILABLE -> true;
      case COMPLETED, MISMATCH, REFUSED, TLS, PLUGIN_FAILURE, LIMIT -> false;
    };
  }

  /** Completes the probe with a report that may be among the earlier ones already. */
  private void complete(ProbeReport last) {
    if (state != State.ENDED) {
      earlier.remove(last);
      ProbeReport report =
          last instanceof DefaultProbeReport own ? own.after(List.copyOf(earlier)) : last;
      listener.onReport(report);
      end();
    }
  }

  @Override
  public void onFailure(Throwable failure) {
    if (state != State.ENDED) {
      listener.onFailure(failure);
      end();
    }
  }

  /** An execution reports this before its report, or after it. */
  @Override
  public void onSocketsClosed() {
    closed = true;
    if (state == State.CLOSING) {
      pause();
    } else if (state == State.ENDED) {
      listener.onSocketsClosed();
    }
  }

  private void pause() {
    state = State.PAUSED;
    pause = loop.schedule(this::retry, pauseNanos(), TimeUnit.NANOSECONDS);
  }

  /** Returns a time that leaves the next try at least half of its part. */
  private long pauseNanos() {
    long left = Math.max(0, deadlineNanos - System.nanoTime());
    int triesLeft = settings.retries() + 1 - earlier.size();
    long longest = FIRST_PAUSE_NANOS << Math.min(earlier.size() - 1, MAX_DOUBLINGS);
    return Math.min(longest, left / triesLeft / 2);
  }

  private void retry() {
    if (state == State.PAUSED) {
      cancel(deadline);
      state = State.RUNNING;
      closed = false;
      current = next();
      current.start();
    }
  }

  private void end() {
    if (state == State.ENDED) {
      return;
    }
    state = State.ENDED;
    cancel(deadline);
    cancel(pause);
    if (closed) {
      listener.onSocketsClosed();
    }
  }

  private static void cancel(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
