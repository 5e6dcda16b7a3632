package io.portprobe.internal.names;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A DNS server over UDP and TCP whose replies a test scripts by name. */
final class ScriptedNameServer implements AutoCloseable {
  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int CNAME = 5;

  /**
   * A reply.
   *
   * @param code the response code
   * @param alias the alias of the name, or null
   * @param addresses the addresses
   * @param change what is done to the bytes
   */
  record Reply(
      int code,
      @Nullable String alias,
      List<InetAddress> addresses,
      boolean truncated,
      UnaryOperator<byte[]> change) {
    static Reply of(String... addresses) {
      return new Reply(
          0,
          null,
          Arrays.stream(addresses).map(Reply::address).toList(),
          false,
          UnaryOperator.identity());
    }

    static Reply code(int code) {
      return new Reply(code, null, List.of(), false, UnaryOperator.identity());
    }

    Reply truncatedOverUdp() {
      return new Reply(code, alias, addresses, true, change);
    }

    Reply alias(String name) {
      return new Reply(code, name, addresses, truncated, change);
    }

    Reply changed(UnaryOperator<byte[]> other) {
      return new Reply(code, alias, addresses, truncated, other);
    }

    private static InetAddress address(String literal) {
      try {
        return InetAddress.getByName(literal);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Two sockets of the same port. */
  private record Sockets(ServerSocket tcp, DatagramSocket udp) {
    /** Binds other ports while another process has the chosen one over UDP. */
    static Sockets bound(InetAddress local, int port) throws IOException {
      while (true) {
        ServerSocket tcp = new ServerSocket(port, 50, local);
        try {
          return new Sockets(tcp, new DatagramSocket(tcp.getLocalPort(), local));
        } catch (BindException e) {
          tcp.close();
          if (port != 0) {
            throw e;
          }
        }
      }
    }
  }

  static final Reply NXDOMAIN = Reply.code(3);
  static final Reply SERVFAIL = Reply.code(2);

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Function<String, @Nullable Reply> script;
  final List<String> queries = new CopyOnWriteArrayList<>();

  /**
   * Starts a server.
   *
   * @param port the port, or 0 for a free one
   * @param script returns the reply for a name; null for silence
   */
  ScriptedNameServer(String address, int port, Function<String, @Nullable Reply> script)
      throws IOException {
    Sockets sockets = Sockets.bound(InetAddress.getByName(address), port);
    tcp = sockets.tcp();
    udp = sockets.udp();
    this.script = script;
    start(this::serveUdp);
    start(this::serveTcp);
  }

  int port() {
    return tcp.getLocalPort();
  }

  /** Closes the TCP port, so that connections are refused. */
  void refuseTcp() throws IOException {
    tcp.close();
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }

  private interface Serving {
    void serve() throws IOException;
  }

  private static void start(Serving loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  loop.serve();
                }
              } catch (IOException e) { // closed by the test
                return;
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void serveUdp() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
    udp.receive(packet);
    byte[] reply = reply(Arrays.copyOf(packet.getData(), packet.getLength()), true);
    if (reply != null) {
      udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
    }
  }

  private void serveTcp() throws IOException {
    try (Socket peer = tcp.accept()) {
      DataInputStream in = new DataInputStream(peer.getInputStream());
      byte[] query = new byte[in.readUnsignedShort()];
      in.readFully(query);
      byte[] reply = reply(query, false);
      if (reply != null) {
        DataOutputStream out = new DataOutputStream(peer.getOutputStream());
        out.writeShort(reply.length);
        out.write(reply);
        out.flush();
      }
    }
  }

  private byte @Nullable [] reply(byte[] query, boolean datagram) throws IOException {
    StringBuilder name = new StringBuilder();
    int at = 12;
    for (; query[at] != 0; at += 1 + query[at]) {
      name.append(name.isEmpty() ? "" : ".");
      name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
    }
    int type = ByteBuffer.wrap(query).getShort(at + 1);
    String host = name.toString().toLowerCase(Locale.ROOT);
    queries.add(host + (type == A ? " A" : " AAAA") + (datagram ? "" : " tcp"));
    Reply reply = script.apply(host);
    return reply == null ? null : encode(Arrays.copyOf(query, at + 5), type, reply, datagram);
  }

  private static byte[] encode(byte[] question, int type, Reply reply, boolean datagram)
      throws IOException {
    boolean cut = reply.truncated() && datagram;
    List<InetAddress> addresses =
        cut
            ? List.of()
            : reply.addresses().stream()
                .filter(each -> each.getAddress().length == (type == AAAA ? 16 : 4))
                .toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(question, 0, 2);
    out.writeShort(0x8180 | reply.code() | (cut ? 0x200 : 0));
    out.writeShort(1);
    out.writeShort(addresses.size() + (reply.alias() == null ? 0 : 1));
    out.writeInt(0);
    out.write(question, 12, question.length - 12);
    byte[] owner = {(byte) 0xc0, 12};
    if (reply.alias() != null) {
      byte[] target = encoded(reply.alias());
      record(out, owner, CNAME, target);
      owner = target;
    }
    for (InetAddress address : addresses) {
      record(out, owner, type, address.getAddress());
    }
    return reply.change().apply(bytes.toByteArray());
  }

  private static void record(DataOutputStream out, byte[] owner, int type, byte[] data)
      throws IOException {
    out.write(owner);
    out.writeShort(type);
    out.writeShort(1);
    out.writeInt(60);
    out.writeShort(data.length);
    out.write(data);
  }

  private static byte[] encoded(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      bytes.write(label.length());
      bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    bytes.write(0);
    return bytes.toByteArray();
  }
}
