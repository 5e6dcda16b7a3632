package io.portprobe.internal.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Bounds how many attempts of a client have a socket. First come, first served; never blocks. */
public final class SocketPermits {
  private final int window;
  private final Deque<Ticket> waiting = new ArrayDeque<>(); // guarded by this
  private int held; // guarded by this

  public SocketPermits(int window) {
    this.window = window;
  }

  /** A place in the window, or the wish for one. */
  final class Ticket {
    private final Executor executor;
    private final Runnable granted;
    private boolean holds; // guarded by the admission
    private boolean returned; // guarded by the admission

    private Ticket(Executor executor, Runnable granted) {
      this.executor = executor;
      this.granted = granted;
    }

    /** Gives the place back, or the wish up. Once is enough; more does no harm. */
    void giveBack() {
      leave(this);
    }
  }

  /** Asks for a place; {@code granted} runs on the executor when there is one. */
  Ticket enter(Executor executor, Runnable granted) {
    Ticket ticket = new Ticket(executor, granted);
    synchronized (this) {
      if (held >= window) {
        waiting.addLast(ticket);
        return ticket;
      }
      hold(ticket);
    }
    executor.execute(granted);
    return ticket;
  }

  private void leave(Ticket ticket) {
    Ticket next = null;
    synchronized (this) {
      if (ticket.returned) {
        return;
      }
      ticket.returned = true;
      if (!ticket.holds) {
        return; // it still waits: skipped when its turn comes
      }
      held--;
      next = nextWaiting();
      if (next != null) {
        hold(next);
      }
    }
    if (next != null) {
      next.executor.execute(next.granted);
    }
  }

  private @Nullable Ticket nextWaiting() {
    Ticket next = waiting.pollFirst();
    while (next != null && next.returned) {
      next = waiting.pollFirst();
    }
    return next;
  }

  private void hold(Ticket ticket) {
    ticket.holds = true;
    held++;
  }
}
