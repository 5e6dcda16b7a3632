import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Reason;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Probes of an application, over every transport that this system has. */
final class Probes {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String HOST = LOOPBACK.getHostAddress();

  private Probes() {}

  /** Prints one line; throws if a probe is wrong. */
  static void run(String[] args) throws Exception {
    if (args[0].equals("without")) {
      return;
    }
    List<IoMode> modes = new ArrayList<>(List.of(IoMode.AUTO, IoMode.NIO));
    if (System.getProperty("os.name").equals("Linux")) {
      modes.add(IoMode.EPOLL);
      modes.add(IoMode.IO_URING);
    }
    for (IoMode mode : modes) {
      probe(mode);
    }
    System.out.println("probes: " + modes);
  }

  private static void probe(IoMode mode) throws Exception {
    try (ServerSocket open = new ServerSocket(0, 50, LOOPBACK);
        DatagramSocket dns = new DatagramSocket(0, LOOPBACK);
        ServerSocket ldap = new ServerSocket(0, 50, LOOPBACK);
        ProbeClient client =
            ProbeClient.builder().ioMode(mode).timeout(Duration.ofSeconds(10)).build()) {
      int port = open.getLocalPort();
      expect(mode, "open", PortState.LISTENING, client.tcp(HOST, port).state().join());
      expect(mode, "closed", Reason.REFUSED, client.tcp(HOST, 1).report().join().reason());
      expect(mode, "UDP", PortState.NOT_LISTENING, client.udp(HOST, 1).state().join());
      expect(
          mode,
          "scan",
          1L,
          client.scan().hosts(HOST).tcp("1-20," + port).forEach(result -> {}).join().listening());
      expect(mode, "protocols", true, client.protocols().containsAll(List.of("dns", "ldap")));
      answer("dns", () -> refuseQuery(dns));
      expect(
          mode,
          "DNS",
          true,
          client
              .udp(HOST, dns.getLocalPort())
              .as("dns")
              .report()
              .join()
              .explain()
              .contains("REFUSED"));
      answer("ldap", () -> refuseSearch(ldap));
      expect(
          mode,
          "LDAP",
          PortState.LISTENING,
          client.tcp(HOST, ldap.getLocalPort()).as("ldap").report().join().state());
    }
  }

  private static void expect(IoMode mode, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError(mode + " " + what + ": " + actual + " (expected: " + expected + ")");
    }
  }

  private interface Server {
    void serve() throws Exception;
  }

  private static void answer(String name, Server server) {
    Thread thread =
        new Thread(
            () -> {
              try {
                server.serve();
              } catch (Exception e) {
                e.printStackTrace();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Answers one DNS query: QR and the response code REFUSED. */
  private static void refuseQuery(DatagramSocket socket) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    socket.receive(packet);
    byte[] bytes = packet.getData();
    bytes[2] |= (byte) 0x80;
    bytes[3] = 5;
    socket.send(packet);
  }

  /** Answers one LDAP search: unwilling to perform. */
  private static void refuseSearch(ServerSocket server) throws Exception {
    try (Socket socket = server.accept()) {
      byte[] request = new byte[4096];
      int length = socket.getInputStream().read(request);
      if (length > 4) {
        byte id = request[request[1] < 0 ? 2 + (request[1] & 0x7f) + 2 : 4];
        socket
            .getOutputStream()
            .write(new byte[] {0x30, 12, 2, 1, id, 0x65, 7, 10, 1, 53, 4, 0, 4, 0});
        socket.getInputStream().read();
      }
    }
  }
}
