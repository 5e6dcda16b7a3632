package io.portprobe.examples.quickstart;

import io.portprobe.examples.portqry.Main;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.DirectoryPeer;
import io.portprobe.protocols.testing.DnsPeer;
import io.portprobe.protocols.testing.EndpointMapperPeer;
import io.portprobe.protocols.testing.NetBiosNameServicePeer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts a directory, a name server, an endpoint mapper and a NetBIOS name service on loopback,
 * with a closed, a silent and a UDP-closed port beside them, and asks each as PortQry would.
 */
public final class QuickStart {
  private QuickStart() {}

  /**
   * Runs it.
   *
   * @param arguments none
   * @throws IOException if no temporary file can be written
   */
  public static void main(String... arguments) throws IOException {
    ask(System.out);
  }

  /** Asks everything; returns the exit codes of the command, one a question. */
  static List<Integer> ask(PrintStream out) throws IOException {
    try (EndpointMapperPeer mapper = EndpointMapperPeer.withSampleMap();
        DirectoryPeer directory = DirectoryPeer.start();
        DnsPeer dns = DnsPeer.withSampleZone();
        NetBiosNameServicePeer names = NetBiosNameServicePeer.withSampleNames();
        TcpPeer closed = TcpPeer.refusing();
        TcpPeer filtered = TcpPeer.blackHole();
        UdpPeer udpClosed = UdpPeer.refusing();
        UdpPeer udpSilent = UdpPeer.silent()) {
      // The peers have ephemeral ports. As with PortQry, a services file says what to speak there.
      Path services = Files.createTempFile("portprobe", ".services");
      try {
        Files.write(
            services,
            List.of(
                "msrpc " + mapper.port() + "/tcp",
                "ldap " + directory.port() + "/tcp",
                "ldap " + directory.port() + "/udp",
                "dns " + dns.port() + "/tcp",
                "dns " + dns.port() + "/udp",
                "netbios " + names.port() + "/udp"));
        Questions questions = new Questions(out, services);
        return List.of(
            questions.ask("An endpoint mapper", "tcp", mapper.port()),
            questions.ask("A directory, by LDAP and CLDAP", "both", directory.port()),
            questions.ask("A name server", "both", dns.port()),
            questions.ask("A NetBIOS name service", "udp", names.port()),
            questions.ask("A port that refuses", "tcp", closed.port()),
            questions.ask("A port that drops what comes", "tcp", filtered.port()),
            questions.ask("A closed UDP port", "udp", udpClosed.port()),
            questions.ask("A UDP port that says nothing", "udp", udpSilent.port()));
      } finally {
        Files.delete(services);
      }
    }
  }

  /** Puts questions to the command, the way one types them. */
  private record Questions(PrintStream out, Path services) {
    int ask(String what, String transports, int port) {
      out.println();
      out.println("=== " + what + ": portqry -n 127.0.0.1 -p " + transports + " -e " + port);
      int exitCode =
          Main.run(
              "-n",
              "127.0.0.1",
              "-p",
              transports,
              "-e",
              Integer.toString(port),
              "-nr",
              "--services",
              services.toString());
      out.println();
      out.println("(exit code " + exitCode + ")");
      return exitCode;
    }
  }
}
