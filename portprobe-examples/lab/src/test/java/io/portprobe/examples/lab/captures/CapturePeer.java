package io.portprobe.examples.lab.captures;

import io.portprobe.Transport;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server on the loopback address that sends the responses of a capture, one to each request. */
final class CapturePeer implements AutoCloseable {
  /** The captures expect this address where a server names none. */
  static final String HOST = "127.0.0.1";

  private static final int MAX_DATAGRAM = 65_535;

  private final CaptureCase capture;
  private final @Nullable DatagramSocket datagrams;
  private final @Nullable ServerSocket connections;
  private volatile @Nullable IOException failure;

  CapturePeer(CaptureCase capture) throws IOException {
    this.capture = capture;
    InetAddress loopback = InetAddress.getByName(HOST);
    if (capture.transport() == Transport.UDP) {
      DatagramSocket socket = new DatagramSocket(0, loopback);
      datagrams = socket;
      connections = null;
      start(() -> serve(socket));
    } else {
      ServerSocket socket = new ServerSocket(0, 5, loopback);
      datagrams = null;
      connections = socket;
      start(
          () -> {
            try (Socket accepted = socket.accept()) {
              serve(accepted);
            }
          });
    }
  }

  private interface Service {
    void run() throws IOException;
  }

  private void start(Service service) {
    Thread thread =
        new Thread(
            () -> {
              try {
                service.run();
              } catch (SocketException e) {
                // The test has closed the peer, or the probe its connection.
              } catch (IOException e) {
                failure = e;
              }
            },
            "capture-" + capture.id());
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    if (datagrams != null) {
      return datagrams.getLocalPort();
    }
    return connections == null ? 0 : connections.getLocalPort();
  }

  /** Sends the same response to a retransmitted request. */
  private void serve(DatagramSocket socket) throws IOException {
    int next = 0;
    byte[] last = {};
    List<byte[]> answer = List.of();
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
      socket.receive(packet);
      byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
      if (!Arrays.equals(request, last)) {
        last = request;
        answer = next < capture.answers().size() ? capture.answers().get(next++) : List.of();
      }
      for (byte[] part : answer) {
        byte[] patched = CaptureIds.patched(capture, request, part);
        socket.send(new DatagramPacket(patched, patched.length, packet.getSocketAddress()));
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    for (List<byte[]> answer : capture.answers()) {
      byte[] request = message(socket.getInputStream());
      for (byte[] part : answer) {
        socket.getOutputStream().write(CaptureIds.patched(capture, request, part));
      }
    }
    socket.getInputStream().transferTo(ByteArrayOutputStream.nullOutputStream());
  }

  /** Reads one request. */
  private byte[] message(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (capture.protocol()) {
      case "dns" -> {
        byte[] head = read(in, out, 2);
        read(in, out, unsigned(head[0], head[1]));
      }
      case "netbios" -> {
        byte[] head = read(in, out, 4);
        read(in, out, unsigned(head[2], head[3]));
      }
      case "msrpc" -> {
        byte[] head = read(in, out, 16);
        read(in, out, unsigned(head[9], head[8]) - head.length);
      }
      case "ldap" -> {
        int length = read(in, out, 2)[1] & 0xff;
        if (length >= 0x80) {
          byte[] bytes = read(in, out, length & 0x7f);
          length = 0;
          for (byte b : bytes) {
            length = length << 8 | (b & 0xff);
          }
        }
        read(in, out, length);
      }
      default -> throw new IOException("protocol: " + capture.protocol());
    }
    return out.toByteArray();
  }

  private static byte[] read(DataInputStream in, ByteArrayOutputStream out, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    out.writeBytes(bytes);
    return bytes;
  }

  private static int unsigned(byte high, byte low) {
    return (high & 0xff) << 8 | (low & 0xff);
  }

  /** Returns what broke the peer, if anything did. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void close() throws IOException {
    if (datagrams != null) {
      datagrams.close();
    }
    if (connections != null) {
      connections.close();
    }
  }
}
