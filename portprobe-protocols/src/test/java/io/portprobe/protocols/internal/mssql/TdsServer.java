package io.portprobe.protocols.internal.mssql;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.TlsIdentity;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;

/** A server that responds to a PRELOGIN message, then does a TLS handshake in packets of TDS. */
final class TdsServer {
  private static final int HEADER = 8;
  private static final int MAX_CONTENT = 512;

  private TdsServer() {}

  static TcpPeer start(TlsIdentity identity) {
    return TcpPeer.serving(
        (in, out) -> {
          DataInputStream data = new DataInputStream(in);
          data.readInt(); // type, status, length
          in.readNBytes(PreLogin.request(0, "").length + HEADER - Integer.BYTES);
          out.write(SqlServerBytes.preLogin());
          out.flush();
          PacketSocket below = new PacketSocket(data, out);
          try (SSLSocket tls =
              (SSLSocket) identity.context().getSocketFactory().createSocket(below, null, true)) {
            tls.startHandshake();
            in.read(); // the client closes
          }
        });
  }

  /** The socket below TLS. */
  private static final class PacketSocket extends Socket {
    private final DataInputStream in;
    private final OutputStream out;
    private int rest;

    PacketSocket(DataInputStream in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          if (rest == 0) {
            byte[] header = in.readNBytes(HEADER);
            if (header.length < HEADER || header[0] != PreLogin.PRELOGIN) {
              return -1;
            }
            rest = ByteBuffer.wrap(header).getShort(2) - HEADER;
          }
          int count = in.read(target, offset, Math.min(length, rest));
          rest -= count;
          return count;
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int one) throws IOException {
          write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
          for (int from = 0; from < length; from += MAX_CONTENT) {
            int size = Math.min(MAX_CONTENT, length - from);
            ByteBuffer packet = ByteBuffer.allocate(HEADER + size);
            packet.put(PreLogin.PRELOGIN).put((byte) (from + size == length ? 1 : 0));
            packet.putShort((short) packet.capacity()).position(HEADER);
            out.write(
                packet
                    .put(Arrays.copyOfRange(source, offset + from, offset + from + size))
                    .array());
          }
          out.flush();
        }
      };
    }
  }
}
