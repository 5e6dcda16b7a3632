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

/** The sockets and threads of one peer, which closes them together. Thread-safe. */
final class PeerResources implements AutoCloseable {
  private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final Set<Closeable> sockets = new HashSet<>();
  private final Set<Thread> threads = new HashSet<>();
  private @Nullable Peer owner;
  private boolean closed;

  /** A constructor of a peer that registers its sockets and threads. */
  interface Creator<P extends Peer> {
    P create(PeerResources resources) throws IOException;
  }

  /**
   * Creates a peer. If that fails, the resources registered so far are closed.
   *
   * @throws UncheckedIOException if the peer cannot be created; the message has the address
   */
  static <P extends Peer> P createPeer(SocketAddress address, Creator<P> creator) {
    PeerResources resources = new PeerResources();
    try {
      P peer = creator.create(resources);
      resources.setOwner(peer);
      return peer;
    } catch (IOException e) {
      resources.close();
      throw new UncheckedIOException("peer at " + address + ": " + e.getMessage(), e);
    }
  }

  private synchronized void setOwner(Peer peer) {
    owner = peer;
    OpenPeers.add(peer);
  }

  /** Registers a socket. If the peer is already closed, the socket is closed at once. */
  <T extends Closeable> T register(T socket) throws IOException {
    synchronized (this) {
      if (!closed) {
        sockets.add(socket);
        return socket;
      }
    }
    socket.close();
    return socket;
  }

  /** Removes a closed socket. */
  synchronized void remove(Closeable socket) {
    sockets.remove(socket);
  }

  /** Starts a daemon thread, unless the peer is already closed. */
  synchronized void startThread(String name, Runnable task) {
    if (closed) {
      return;
    }
    // A thread that has completed its task may still be alive: close() has to join it, too.
    threads.removeIf(thread -> !thread.isAlive());
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Closes all sockets, then joins all threads.
   *
   * @throws IllegalStateException if a thread does not end
   */
  @Override
  public void close() {
    List<Closeable> openSockets;
    List<Thread> runningThreads;
    synchronized (this) {
      closed = true;
      openSockets = new ArrayList<>(sockets);
      runningThreads = new ArrayList<>(threads);
      sockets.clear();
      if (owner != null) {
        OpenPeers.remove(owner);
      }
    }
    UncheckedIOException failure = closeAll(openSockets);
    runningThreads.forEach(Thread::interrupt);
    joinAll(runningThreads);
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
              "thread " + thread.getName() + " did not end after the peer was closed");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
