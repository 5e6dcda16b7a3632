package io.portprobe.testing.protocol;

import io.portprobe.Transport;
import io.portprobe.testing.protocol.RecordedConversation.Message;
import io.portprobe.text.HostSyntax;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on the loopback interface that records the conversation of one client with a real server.
 * A probe of {@link #address()} is a probe of the server.
 *
 * <pre>{@code
 * try (ConversationRecorder recorder =
 *         ConversationRecorder.tcp(new InetSocketAddress("198.18.77.30", 6379));
 *     ProbeClient client = ProbeClient.create()) {
 *   client.probe(Endpoint.tcp("127.0.0.1", recorder.address().getPort())).as("redis").report().join();
 *   recorder.stop().write(Path.of("redis.txt"), "Redis 7.0.15");
 * }
 * }</pre>
 *
 * <p>Over TCP it accepts one connection, and all data in one direction until the other side sends
 * is one message. Over UDP each datagram is a message; a datagram of the client that was recorded
 * already, a retransmission, is forwarded and not recorded again. Records TLS as it is sent. The
 * recording may contain what is not for publication: review the file. Thread-safe.
 */
public final class ConversationRecorder implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int CONNECT_MILLIS = 10_000;

  private final Transport transport;
  private final InetSocketAddress server;
  private final InetSocketAddress address;
  private final Closeable listener;

  /** Guarded by this, as are the fields after it. */
  private final List<Closeable> sockets = new ArrayList<>();

  private final List<Thread> threads = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();

  private boolean closedByClient;
  private boolean closedByServer;
  private boolean stopped;
  private @Nullable IOException failure;

  private ConversationRecorder(Transport transport, InetSocketAddress server) throws IOException {
    this.transport = transport;
    this.server = server;
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    if (transport == Transport.TCP) {
      ServerSocket socket = new ServerSocket(0, 1, loopback);
      this.listener = socket;
      this.address = (InetSocketAddress) socket.getLocalSocketAddress();
      start("accept", () -> acceptOne(socket));
    } else {
      DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback, 0));
      this.listener = socket;
      this.address = (InetSocketAddress) socket.getLocalSocketAddress();
      start("client", () -> relayDatagrams(socket));
    }
  }

  /**
   * Starts a proxy to a TCP server.
   *
   * @param server the server
   * @return the proxy, which waits for a connection
   * @throws UncheckedIOException if no port is available
   */
  public static ConversationRecorder tcp(InetSocketAddress server) {
    return create(Transport.TCP, server);
  }

  /**
   * Starts a proxy to a UDP server.
   *
   * @param server the server
   * @return the proxy, which waits for datagrams
   * @throws UncheckedIOException if no port is available
   */
  public static ConversationRecorder udp(InetSocketAddress server) {
    return create(Transport.UDP, server);
  }

  private static ConversationRecorder create(Transport transport, InetSocketAddress server) {
    try {
      return new ConversationRecorder(transport, server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the address of the proxy.
   *
   * @return 127.0.0.1 and a free port
   */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * Ends the recording and closes the sockets.
   *
   * @return what was recorded
   * @throws IllegalStateException if no data was recorded
   */
  public RecordedConversation stop() {
    close();
    synchronized (this) {
      if (messages.isEmpty()) {
        throw new IllegalStateException(
            "messages: none (expected: a conversation with " + server + ")", failure);
      }
      return new RecordedConversation(transport, messages, closedByServer, List.of());
    }
  }

  /** Closes the sockets, and waits for the threads. */
  @Override
  public void close() {
    List<Closeable> open;
    List<Thread> running;
    synchronized (this) {
      stopped = true;
      open = new ArrayList<>(sockets);
      running = List.copyOf(threads);
    }
    open.add(listener);
    open.forEach(ConversationRecorder::closeQuietly);
    boolean interrupted = false;
    for (Thread thread : running) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns the addresses of the proxy and the server.
   *
   * @return for example {@code "ConversationRecorder[TCP 127.0.0.1:49152 to 198.18.77.30:6379]"}
   */
  @Override
  public String toString() {
    return "ConversationRecorder[" + transport + " " + text(address) + " to " + text(server) + "]";
  }

  private static String text(InetSocketAddress address) {
    return HostSyntax.withPort(address.getHostString(), address.getPort());
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of the proxy, which ends when a socket closes. */
  private interface Relay {
    void run() throws IOException;
  }

  private synchronized void start(String name, Relay relay) {
    Thread thread =
        new Thread(
            () -> {
              try {
                relay.run();
              } catch (IOException e) {
                onFailure(e);
              }
            },
            "portprobe-recorder-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** A socket failed: by {@link #close()}, or one side reset the connection. Both sides end. */
  private synchronized void onFailure(IOException cause) {
    if (!stopped) {
      failure = failure == null ? cause : failure;
      sockets.forEach(ConversationRecorder::closeQuietly);
    }
  }

  private synchronized boolean register(Closeable socket) {
    if (stopped) {
      closeQuietly(socket);
    } else {
      sockets.add(socket);
    }
    return !stopped;
  }

  private void acceptOne(ServerSocket listening) throws IOException {
    Socket client = listening.accept();
    listening.close();
    Socket upstream = new Socket();
    if (register(client) && register(upstream)) {
      upstream.connect(server, CONNECT_MILLIS);
      start("server", () -> relay(upstream, client, true));
      relay(client, upstream, false);
    }
  }

  private void relay(Socket from, Socket to, boolean ofServer) throws IOException {
    byte[] buffer = new byte[BUFFER];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      add(ofServer, buffer, count);
      out.write(buffer, 0, count);
      out.flush();
    }
    onEnd(ofServer);
    to.shutdownOutput();
  }

  /** A server closes in response to a client that does, which is not a part of its answer. */
  private synchronized void onEnd(boolean ofServer) {
    closedByClient |= !ofServer;
    closedByServer |= ofServer && !closedByClient;
  }

  private synchronized void add(boolean ofServer, byte[] buffer, int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int last = messages.size() - 1;
    if (transport == Transport.TCP && last >= 0 && messages.get(last).ofServer() == ofServer) {
      bytes.writeBytes(messages.remove(last).bytes());
    }
    bytes.write(buffer, 0, count);
    Message message = new Message(ofServer, bytes.toByteArray());
    if (transport == Transport.TCP || ofServer || !isRecorded(message)) {
      messages.add(message);
    }
  }

  private boolean isRecorded(Message request) {
    return messages.stream()
        .anyMatch(each -> !each.ofServer() && Arrays.equals(each.bytes(), request.bytes()));
  }

  private void relayDatagrams(DatagramSocket clientSide) throws IOException {
    DatagramSocket serverSide = new DatagramSocket();
    if (!register(serverSide)) {
      return;
    }
    serverSide.connect(server);
    SocketAddress client = null;
    DatagramPacket packet = new DatagramPacket(new byte[BUFFER], BUFFER);
    while (true) {
      packet.setLength(BUFFER);
      clientSide.receive(packet);
      add(false, packet.getData(), packet.getLength());
      serverSide.send(new DatagramPacket(packet.getData(), packet.getLength(), server));
      if (client == null) {
        client = packet.getSocketAddress();
        SocketAddress first = client;
        start("server", () -> relayReplies(serverSide, clientSide, first));
      }
    }
  }

  private void relayReplies(DatagramSocket from, DatagramSocket to, SocketAddress client)
      throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[BUFFER], BUFFER);
    while (true) {
      packet.setLength(BUFFER);
      from.receive(packet);
      add(true, packet.getData(), packet.getLength());
      to.send(new DatagramPacket(packet.getData(), packet.getLength(), client));
    }
  }
}
