package io.portprobe.internal.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small proxies that connect to loopback, for tests: HTTP with CONNECT, and SOCKS 5. */
final class TestProxy {
  private static final Pattern CONNECT =
      Pattern.compile("CONNECT (\\S+):(\\d+) HTTP/1\\.1\r\nHost: \\S+\r\n(.*)", Pattern.DOTALL);

  private TestProxy() {}

  /** Handles one client of an HTTP proxy with the password {@code user:secret}, if required. */
  static void http(InputStream in, OutputStream out, boolean password) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(in.read());
    }
    Matcher request = CONNECT.matcher(head.toString(ISO_8859_1));
    String authorization =
        "Proxy-Authorization: Basic "
            + Base64.getEncoder().encodeToString("user:secret".getBytes(ISO_8859_1));
    String status;
    if (!request.matches()) {
      status = "400 Bad Request";
    } else if (password && !request.group(3).contains(authorization)) {
      status = "407 Proxy Authentication Required";
    } else {
      status =
          switch (connect(request.group(1), Integer.parseInt(request.group(2)))) {
            case 0 -> "200 Connection established";
            case 5 -> "502 Bad Gateway\r\nProxy-Status: test; error=connection_refused";
            default -> "403 Forbidden";
          };
    }
    out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(ISO_8859_1));
  }

  /** Handles one client of a SOCKS 5 proxy with the password {@code user:secret}, if required. */
  static void socks(InputStream stream, OutputStream out, boolean password) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    in.readByte();
    byte[] methods = in.readNBytes(in.readByte());
    boolean offered = methods.length == 2;
    out.write(new byte[] {5, (byte) (password ? offered ? 2 : 0xff : 0)});
    if (password && offered) {
      in.readByte();
      String user = new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1);
      String secret = new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1);
      boolean known = (user + ":" + secret).equals("user:secret");
      out.write(new byte[] {1, (byte) (known ? 0 : 1)});
      if (!known) {
        return;
      }
    } else if (password) {
      return;
    }
    in.skipBytes(3);
    String host =
        switch (in.readByte()) {
          case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
          case 3 -> new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1);
          default -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
        };
    out.write(new byte[] {5, (byte) connect(host, in.readUnsignedShort()), 0, 1, 0, 0, 0, 0, 0, 0});
  }

  /** Returns 0 for a connection, 5 for a refusal, 2 for a host that the rules deny. */
  private static int connect(String host, int port) throws IOException {
    if (host.equals("other.test") || host.contains("2001:db8")) {
      return 2;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      return 0;
    } catch (ConnectException e) {
      return 5;
    }
  }
}
