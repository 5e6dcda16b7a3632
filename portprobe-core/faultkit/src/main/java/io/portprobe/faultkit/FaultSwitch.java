package io.portprobe.faultkit;

import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The current fault of a {@link SwitchablePeer} and its open connections. Guarded by this. */
final class FaultSwitch {
  private final Set<SwitchableConnection> connections = new HashSet<>();
  private TcpFault fault = TcpFault.none();

  /** Replaces the fault and applies it to the open connections. */
  void switchTo(TcpFault changed) {
    List<SwitchableConnection> open;
    synchronized (this) {
      fault = changed;
      open = List.copyOf(connections);
      notifyAll();
    }
    open.forEach(connection -> connection.apply(changed));
  }

  synchronized TcpFault current() {
    return fault;
  }

  /** Adds a connection. It may end at once by the current fault. */
  void add(SwitchableConnection connection) {
    TcpFault current;
    synchronized (this) {
      connections.add(connection);
      current = fault;
    }
    connection.apply(current);
  }

  synchronized void remove(SwitchableConnection connection) {
    connections.remove(connection);
    notifyAll();
  }

  /**
   * Blocks while the fault holds back what has arrived.
   *
   * @return the fault that lets it pass
   * @throws InterruptedIOException if the peer is closed meanwhile
   */
  synchronized TcpFault await(SwitchableConnection connection) throws InterruptedIOException {
    long arrived = System.nanoTime();
    try {
      while (connections.contains(connection)) {
        long left = arrived + fault.delayNanos() - System.nanoTime();
        if (fault.kind() == TcpFault.Kind.HALF_OPEN) {
          wait();
        } else if (left > 0) {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } else {
          return fault;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the peer was closed during a fault");
    }
    return fault;
  }
}
