package io.portprobe.faultkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sockets and threads of one peer, kept together so that nothing of it is left behind. */
final class PeerResources implements AutoCloseable {
  private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final Set<Closeable> sockets = new HashSet<>();
  private final Set<Thread> threads = new HashSet<>();
  private @Nullable Peer owner;
  private boolean closed;

  /** What makes a peer out of what it owns. */
  interface Creator<P extends Peer> {
    P make(PeerResources belongings) throws IOException;
  }

  /**
   * Makes a peer; what it owned by then is closed if that fails.
   *
   * @throws UncheckedIOException naming the place
   */
  static <P extends Peer> P furnish(SocketAddress where, Creator<P> maker) {
    PeerResources belongings = new PeerResources();
    try {
      P peer = maker.make(belongings);
      belongings.belongTo(peer);
      return peer;
    } catch (IOException e) {
      belongings.close();
      throw new UncheckedIOException("peer at " + where + ": " + e.getMessage(), e);
    }
  }

  private synchronized void belongTo(Peer peer) {
    owner = peer;
    OpenPeers.add(peer);
  }

  /** Takes a socket over; closes it at once if the peer is closed already. */
  <T extends Closeable> T keep(T socket) throws IOException {
    synchronized (this) {
      if (!closed) {
        sockets.add(socket);
        return socket;
      }
    }
    socket.close();
    return socket;
  }

  /** Lets go of a socket that is closed. */
  synchronized void forget(Closeable socket) {
    sockets.remove(socket);
  }

  /** Starts a daemon thread, unless the peer is closed already. */
  synchronized void run(String name, Runnable work) {
    if (closed) {
      return;
    }
    // Those that have done their work are kept until they are gone: close() waits for that, too.
    threads.removeIf(ended -> !ended.isAlive());
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  synchronized boolean closed() {
    return closed;
  }

  /**
   * Closes every socket, then waits for every thread.
   *
   * @throws IllegalStateException if a thread does not end, because the code of a test clings to it
   */
  @Override
  public void close() {
    List<Closeable> open;
    List<Thread> running;
    synchronized (this) {
      closed = true;
      open = new ArrayList<>(sockets);
      running = new ArrayList<>(threads);
      sockets.clear();
      if (owner != null) {
        OpenPeers.remove(owner);
      }
    }
    UncheckedIOException failure = closeAll(open);
    running.forEach(Thread::interrupt);
    joinAll(running);
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable UncheckedIOException closeAll(List<Closeable> sockets) {
    UncheckedIOException failure = null;
    for (Closeable socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = new UncheckedIOException(e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    return failure;
  }

  private static void joinAll(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        if (thread == Thread.currentThread()) {
          continue;
        }
        thread.join(JOIN_MILLIS);
        if (thread.isAlive()) {
          throw new IllegalStateException(
              "thread: " + thread.getName() + " still runs (expected: it ends with its socket)");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
