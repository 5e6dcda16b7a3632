import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The Cassandra driver, with a node that refuses its session with a message. */
public class Main {
  private static final String REFUSAL = "this node is being drained";

  /** Opens a session, reads the refusal, and probes. */
  public static void main(String[] args) throws Exception {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread node =
        new Thread(
            () -> {
              while (true) {
                try (Socket socket = server.accept()) {
                  refuse(socket);
                } catch (IOException e) {
                  System.err.println(e);
                }
              }
            });
    node.setDaemon(true);
    node.start();
    try (CqlSession session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress("127.0.0.1", server.getLocalPort()))
            .withLocalDatacenter("one")
            .build()) {
      throw new AssertionError("a session: " + session);
    } catch (AllNodesFailedException e) {
      if (!e.toString().contains(REFUSAL) && !e.getAllErrors().toString().contains(REFUSAL)) {
        throw e;
      }
      System.out.println("job: " + REFUSAL);
    }
    Probes.run(args);
    System.exit(0);
  }

  /** Answers each frame of protocol version 4 with the error "overloaded". */
  private static void refuse(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    for (int version = in.read(); version >= 0; version = in.read()) {
      in.readByte(); // flags
      short stream = in.readShort();
      in.readByte(); // opcode
      in.skipNBytes(in.readInt());
      byte[] text = REFUSAL.getBytes(UTF_8);
      out.writeByte(version | 0x80);
      out.writeByte(0);
      out.writeShort(stream);
      out.writeByte(0); // ERROR
      out.writeInt(4 + 2 + text.length);
      out.writeInt(0x1001); // overloaded
      out.writeShort(text.length);
      out.write(text);
      out.flush();
    }
  }
}
