package io.portprobe.internal.probe;

import io.portprobe.internal.io.LoopTasks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the number of sockets that a client has open. Permits are granted in the order of the
 * requests. No method blocks. Thread-safe.
 */
public final class SocketPermits {
  private final int limit;
  private final Deque<Permit> waiting = new ArrayDeque<>(); // guarded by this
  private int held; // guarded by this

  /**
   * Creates a limit; no permit is held yet.
   *
   * @param limit maximum number of permits held at a time; at least 1
   */
  public SocketPermits(int limit) {
    this.limit = limit;
  }

  int limit() {
    return limit;
  }

  /** A requested permit. */
  final class Permit {
    private enum State {
      WAITING,
      HELD,
      RELEASED
    }

    private final Executor executor;
    private final Runnable granted;
    private State state = State.WAITING; // guarded by the permits

    private Permit(Executor executor, Runnable granted) {
      this.executor = executor;
      this.granted = granted;
    }

    /** Releases the permit, or withdraws the request. Later calls have no effect. */
    void release() {
      SocketPermits.this.release(this);
    }
  }

  /**
   * Gives back a permit that is held, because this host has no socket for it. It is granted again
   * when another one is released, or by {@link #grant}.
   */
  void awaitRelease(Permit permit) {
    synchronized (this) {
      if (permit.state == Permit.State.HELD) {
        permit.state = Permit.State.WAITING;
        held--;
        waiting.addFirst(permit);
      }
    }
  }

  /** Grants a permit that {@link #awaitRelease} gave back, if there is one below the limit. */
  void grant(Permit permit) {
    synchronized (this) {
      if (permit.state != Permit.State.WAITING || held >= limit) {
        return;
      }
      waiting.remove(permit);
      hold(permit);
    }
    run(permit);
  }

  /**
   * Requests a permit.
   *
   * @param granted runs on {@code executor} when the permit is held, at once if one is free
   */
  Permit request(Executor executor, Runnable granted) {
    Permit permit = new Permit(executor, granted);
    synchronized (this) {
      if (held >= limit) {
        waiting.addLast(permit);
        return permit;
      }
      hold(permit);
    }
    run(permit);
    return permit;
  }

  private void release(Permit permit) {
    Permit next = null;
    synchronized (this) {
      Permit.State before = permit.state;
      permit.state = Permit.State.RELEASED;
      if (before != Permit.State.HELD) {
        return; // a request that is skipped when its turn comes, or a second call
      }
      held--;
      next = nextWaiting();
      if (next != null) {
        hold(next);
      }
    }
    if (next != null) {
      run(next);
    }
  }

  private void run(Permit held) {
    if (!LoopTasks.submit(held.executor, held.granted)) {
      release(held); // its probe has ended with its event loop
    }
  }

  private @Nullable Permit nextWaiting() {
    Permit next = waiting.pollFirst();
    while (next != null && next.state == Permit.State.RELEASED) {
      next = waiting.pollFirst();
    }
    return next;
  }

  private void hold(Permit permit) {
    permit.state = Permit.State.HELD;
    held++;
  }
}
