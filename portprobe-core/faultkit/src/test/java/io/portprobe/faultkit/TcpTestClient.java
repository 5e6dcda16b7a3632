package io.portprobe.faultkit;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A plain TCP client for tests of the peers. */
final class TcpTestClient implements AutoCloseable {
  /** Longer than anything here takes, so that a hang is a failure and not for ever. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  final Socket socket;

  TcpTestClient(Peer peer) throws IOException {
    this(peer, PATIENCE);
  }

  TcpTestClient(Peer peer, Duration connectTimeout) throws IOException {
    socket = new Socket();
    try {
      socket.connect(peer.address(), (int) connectTimeout.toMillis());
      socket.setSoTimeout((int) PATIENCE.toMillis());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(bytes(text));
  }

  String read(int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  /** The next byte, or -1 at the end. */
  int readByte() throws IOException {
    return socket.getInputStream().read();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
