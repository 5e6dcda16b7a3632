package io.portprobe.examples.quickstart;

import io.portprobe.examples.portqry.Main;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.dns.DnsPeer;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.netbios.NetBiosNameServicePeer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A demonstration of the {@code portqry} command. It starts an LDAP server, a DNS server, an
 * endpoint mapper and a NetBIOS name service on loopback, and also refusing and silent ports. Then
 * it queries each of them as PortQry does.
 */
public final class QuickStart {
  private QuickStart() {}

  /**
   * Runs the demonstration and prints to standard output.
   *
   * @param arguments ignored
   * @throws IOException if a temporary file cannot be written
   */
  public static void main(String... arguments) throws IOException {
    run(System.out);
  }

  /** Queries all servers and returns the exit code of each query. */
  static List<Integer> run(PrintStream out) throws IOException {
    try (EndpointMapperPeer mapper = EndpointMapperPeer.withSampleMap();
        DirectoryPeer directory = DirectoryPeer.start();
        DnsPeer dns = DnsPeer.withSampleZone();
        NetBiosNameServicePeer names = NetBiosNameServicePeer.withSampleNames();
        TcpPeer closed = TcpPeer.refusing();
        TcpPeer filtered = TcpPeer.blackHole();
        UdpPeer udpClosed = UdpPeer.refusing();
        UdpPeer udpSilent = UdpPeer.silent()) {
      // The peers have ephemeral ports. As with PortQry, a services file selects their protocols.
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
        Queries queries = new Queries(out, services);
        return List.of(
            queries.run("An endpoint mapper", "tcp", mapper.port()),
            queries.run("A directory server, by LDAP and CLDAP", "both", directory.port()),
            queries.run("A name server", "both", dns.port()),
            queries.run("A NetBIOS name service", "udp", names.port()),
            queries.run("A port that refuses", "tcp", closed.port()),
            queries.run("A port that drops packets", "tcp", filtered.port()),
            queries.run("A closed UDP port", "udp", udpClosed.port()),
            queries.run("A silent UDP port", "udp", udpSilent.port()));
      } finally {
        Files.delete(services);
      }
    }
  }

  /** Runs the command with the arguments of a user. */
  private record Queries(PrintStream out, Path services) {
    int run(String what, String transports, int port) {
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
