package io.portprobe.faultkit;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link SwitchablePeer}. Thread-safe. */
final class SwitchableConnection {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int CHUNK = 1 << 16;

  /** What the peer does with a connection. */
  interface Service {
    void serve(SwitchableConnection connection) throws IOException;
  }

  private enum State {
    OPEN,
    /** A fault ended it; exceptions of its streams are consequences. */
    ENDED_BY_FAULT
  }

  private final Socket client;
  private final FaultSwitch fault;
  private final PeerLog log;
  private final PeerResources resources;
  private final InputStream in;
  private final OutputStream out;

  // Guarded by this.
  private State state = State.OPEN;
  private @Nullable Socket upstream;
  private long sent;

  SwitchableConnection(
      Socket client,
      FaultSwitch fault,
      PeerLog.Recording recording,
      PeerLog log,
      PeerResources resources)
      throws IOException {
    this.client = client;
    this.fault = fault;
    this.log = log;
    this.resources = resources;
    this.in = recording.record(new GatedInput(client.getInputStream()));
    this.out = new GatedOutput(client.getOutputStream());
  }

  /** Serves the client on this thread, and closes the connection. */
  void serve(Service service) {
    try {
      service.serve(this);
    } catch (TcpPeer.ClientClosedSignal expected) {
      closeSockets(false);
    } catch (TcpPeer.ResetSignal requested) {
      closeSockets(true);
    } catch (Throwable e) { // includes the AssertionError of a script
      if (!isEndedByFault()) {
        log.fail(e, resources);
      }
    } finally {
      closeSockets(false);
      fault.remove(this);
      log.end();
    }
  }

  /** Holds a conversation, as a {@link TcpPeer} does. */
  void converse(TcpPeer.Conversation conversation) throws IOException {
    conversation.run(in, out);
    try {
      client.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException clientReset) {
      return; // a reset by the client ends the connection as well
    }
  }

  /** Forwards both directions, with their ends and resets, until both are finished. */
  void forwardTo(InetSocketAddress target) throws IOException {
    Socket server = resources.register(new Socket());
    synchronized (this) {
      upstream = server;
    }
    if (!connect(server, target)) {
      return;
    }
    CountDownLatch requestsDone = new CountDownLatch(1);
    resources.startThread(
        Thread.currentThread().getName() + "-requests",
        () -> {
          pump(() -> copy(in, server.getOutputStream()), server);
          requestsDone.countDown();
        });
    pump(() -> copy(server.getInputStream(), out), client);
    InterruptibleWaits.await(requestsDone);
  }

  private static boolean connect(Socket server, InetSocketAddress target) {
    try {
      server.connect(target, CONNECT_TIMEOUT_MILLIS);
      return true;
    } catch (IOException refused) {
      return false; // the caller closes the connection of the client
    }
  }

  private interface Copy {
    void run() throws IOException;
  }

  /** Forwards one direction and its end to a socket. A failure of either side resets both. */
  private void pump(Copy copy, Socket to) {
    try {
      copy.run();
      fault.await(this);
      to.shutdownOutput();
    } catch (IOException e) { // a reset, or the fault ended the connection
      closeSockets(!isEndedByFault());
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
      to.write(chunk, 0, count);
    }
  }

  /** Ends the connection if the fault does not permit it any longer. */
  void apply(TcpFault changed) {
    synchronized (this) {
      if (sent < changed.limit()) {
        return;
      }
      state = State.ENDED_BY_FAULT;
    }
    closeSockets(changed.kind() != TcpFault.Kind.CUT);
  }

  private synchronized boolean isEndedByFault() {
    return state == State.ENDED_BY_FAULT;
  }

  private void closeSockets(boolean reset) {
    Socket server;
    synchronized (this) {
      server = upstream;
    }
    close(client, reset);
    if (server != null) {
      close(server, reset);
    }
  }

  private void close(Socket socket, boolean reset) {
    try {
      if (reset && !socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      log.fail(e, resources);
    }
    resources.remove(socket);
  }

  /** The data of the client, held back by the fault. */
  private final class GatedInput extends FilterInputStream {
    GatedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      fault.await(SwitchableConnection.this);
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      fault.await(SwitchableConnection.this);
      return count;
    }
  }

  /** The data for the client, held back and limited by the fault. */
  private final class GatedOutput extends FilterOutputStream {
    GatedOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      TcpFault current = fault.await(SwitchableConnection.this);
      int permitted;
      synchronized (SwitchableConnection.this) {
        permitted = (int) Math.min(length, Math.max(0, current.limit() - sent));
        sent += permitted;
      }
      out.write(source, offset, permitted);
      apply(current);
      if (permitted < length) {
        throw TcpPeer.clientClosed();
      }
    }
  }
}
